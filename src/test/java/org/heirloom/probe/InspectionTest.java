package org.heirloom.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.heirloom.data.Example;
import org.heirloom.explain.TestNetworks;
import org.heirloom.image.Pixels;
import org.heirloom.metrics.Measured;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class InspectionTest {
  private static final int EXAMPLES = 150; // two blocks and a part of one

  @BeforeAll
  static void start() {
    TensorFlowRuntime.start(2);
  }

  private static List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < EXAMPLES; i++) {
      byte[] bytes = new byte[12 * 12 * 3];
      java.util.Arrays.fill(bytes, (byte) i);
      examples.add(
          new Example(
              "e" + i,
              0,
              "all",
              new Pixels(12, 12, 3, bytes),
              java.util.Map.of(),
              java.util.Map.of()));
    }
    return examples;
  }

  /** Notes what it is shown. */
  private static final class Witness implements Probe {
    private final int passes;
    private final int enough;
    private final List<String> ids = new ArrayList<>();
    private final List<Integer> passOf = new ArrayList<>();
    private Array lastMap;
    private boolean sawTeacher;

    Witness(int passes, int enough) {
      this.passes = passes;
      this.enough = enough;
    }

    @Override
    public Set<String> layers() {
      return Set.of("second");
    }

    @Override
    public Set<String> maps() {
      return Set.of("first");
    }

    @Override
    public int passes() {
      return passes;
    }

    @Override
    public boolean hasSeenEnough(int pass) {
      return ids.size() >= enough;
    }

    @Override
    public void see(int pass, Seen network, Optional<Seen> teacher) {
      network.examples().forEach(example -> ids.add(example.id()));
      passOf.add(pass);
      lastMap = network.map("first");
      sawTeacher |= teacher.isPresent();
      assertThat(network.pooled().layer("second")).hasNumberOfRows(network.size());
      assertThat(network.logits().rows()).isEqualTo(network.size());
    }

    @Override
    public List<Measured> findings() {
      return List.of();
    }
  }

  private static void run(List<Double> progress, Probe... probes) {
    List<Example> examples = examples();
    try (Activations network =
        new Activations(
            TestNetworks.convolutional(3, 4, 21), Set.of("second"), Set.of("first"), 12, 12, 3)) {
      new Inspection(examples::forEach, EXAMPLES, network, Optional.empty())
          .run(List.of(probes), progress::add);
    }
  }

  @Test
  void everyProbeSeesAllExamplesInOrderInEachOfItsPasses() {
    Witness once = new Witness(1, Integer.MAX_VALUE);
    Witness twice = new Witness(2, Integer.MAX_VALUE);
    List<Double> progress = new ArrayList<>();

    run(progress, once, twice);

    List<String> ids = examples().stream().map(Example::id).toList();
    assertThat(once.ids).isEqualTo(ids);
    assertThat(twice.ids.subList(0, EXAMPLES)).isEqualTo(ids);
    assertThat(twice.ids.subList(EXAMPLES, 2 * EXAMPLES)).isEqualTo(ids);
    assertThat(twice.passOf).containsExactly(0, 0, 0, 1, 1, 1);
    assertThat(once.sawTeacher).isFalse();
    assertThat(progress).isSorted().last().isEqualTo(1.0);
  }

  @Test
  void mapsHavePositionsAndOnlyTheExamplesOfTheBlock() {
    Witness witness = new Witness(1, Integer.MAX_VALUE);

    run(new ArrayList<>(), witness);

    assertThat(witness.lastMap.shape()[0]).isEqualTo(EXAMPLES - 128);
    assertThat(witness.lastMap.shape()).hasSize(4);
  }

  @Test
  void probeThatHasSeenEnoughIsShownNoMore() {
    Witness satisfied = new Witness(1, 64);
    Witness other = new Witness(1, Integer.MAX_VALUE);

    run(new ArrayList<>(), satisfied, other);

    assertThat(satisfied.ids).hasSize(64);
    assertThat(other.ids).hasSize(EXAMPLES);
  }
}
