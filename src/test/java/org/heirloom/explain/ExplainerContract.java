package org.heirloom.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.Seed;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What every explainer must obey; an implementation adds only its name. */
abstract class ExplainerContract {
  private static final int EXAMPLES = 21; // more than a block, and no multiple of one
  private static final int SIZE = 12;
  private static final int CLASSES = 4;

  @BeforeAll
  static void start() {
    TensorFlowRuntime.start(2);
  }

  abstract String name();

  private Explainer explainer(long seed) {
    return Explainers.named(
        name(),
        new Explainers.Setting(
            TestNetworks.convolutional(3, CLASSES, 5), "second", SIZE, SIZE, 3, new Seed(seed)));
  }

  private static ExplainRequest request(int... chosen) {
    Array images = TestNetworks.images(EXAMPLES, SIZE, 3, 9);
    List<String> ids = new ArrayList<>();
    float[] values = new float[chosen.length * images.rowSize()];
    int[] classes = new int[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      ids.add("example-" + chosen[i]);
      System.arraycopy(images.row(chosen[i]), 0, values, i * images.rowSize(), images.rowSize());
      classes[i] = chosen[i] % CLASSES;
    }
    return new ExplainRequest(ids, new Array(values, chosen.length, SIZE, SIZE, 3), classes);
  }

  private static ExplainRequest everything() {
    return request(java.util.stream.IntStream.range(0, EXAMPLES).toArray());
  }

  @Test
  void givesOneFiniteMapPerExampleInTheSizeOfTheImage() {
    try (Explainer explainer = explainer(1)) {
      SaliencyMaps maps = explainer.explain(everything());

      assertThat(maps.values().shape()).containsExactly(EXAMPLES, SIZE, SIZE);
      assertThat(maps.flags()).hasSize(EXAMPLES);
      for (float value : maps.values().values()) {
        assertThat(value).isFinite();
      }
    }
  }

  @Test
  void mapHasTheSameBitsWhateverElseIsAskedForAndInWhichOrder() {
    try (Explainer explainer = explainer(1)) {
      Array all = explainer.explain(everything()).values();
      Array some = explainer.explain(request(20, 3, 17, 0, 5)).values();
      Array alone = explainer.explain(request(17)).values();

      assertThat(some.row(0)).containsExactly(all.row(20));
      assertThat(some.row(1)).containsExactly(all.row(3));
      assertThat(some.row(2)).containsExactly(all.row(17));
      assertThat(some.row(4)).containsExactly(all.row(5));
      assertThat(alone.row(0)).containsExactly(all.row(17));
    }
  }

  @Test
  void equalSeedsGiveEqualMaps() {
    try (Explainer first = explainer(7);
        Explainer second = explainer(7)) {
      assertThat(first.explain(everything()).values().values())
          .containsExactly(second.explain(everything()).values().values());
    }
  }

  @Test
  void hasTheNameThatItIsFoundBy() {
    try (Explainer explainer = explainer(1)) {
      assertThat(explainer.name()).isEqualTo(name());
      assertThat(Explainers.meanings()).containsKey(name());
    }
  }
}
