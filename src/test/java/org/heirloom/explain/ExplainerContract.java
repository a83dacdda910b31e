package org.heirloom.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.heirloom.DataException;
import org.heirloom.Seed;
import org.heirloom.StudyException;
import org.heirloom.metrics.Measured;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.model.Array;
import org.heirloom.model.Model;
import org.heirloom.model.tensorflow.NetworkFunction;
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

  /** What network is explained. */
  enum Kind {
    USUAL,
    IGNORES_ITS_INPUT,
    GIVES_NO_NUMBER
  }

  /** What the explainer needs beside a network of a kind; nothing, for most. */
  Explainers.Setting complete(Explainers.Setting setting, Kind kind, int classes) {
    return setting;
  }

  private Explainer explainer(long seed) {
    return explainer(Kind.USUAL, seed);
  }

  private Explainer explainer(Kind kind, long seed) {
    NetworkFunction network =
        switch (kind) {
          case USUAL -> TestNetworks.convolutional(3, CLASSES, 5);
          case IGNORES_ITS_INPUT -> TestNetworks.ignoring(3, CLASSES);
          case GIVES_NO_NUMBER -> TestNetworks.withoutNumber(3, CLASSES, 5);
        };
    return Explainers.named(name(), complete(setting(network, seed), kind, CLASSES));
  }

  private static Explainers.Setting setting(NetworkFunction network, long seed) {
    return new Explainers.Setting(network, "second", SIZE, SIZE, 3, new Seed(seed))
        .with(TestNetworks.few());
  }

  private boolean isControl() {
    return Explainers.isControl(name());
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
    return request(IntStream.range(0, EXAMPLES).toArray());
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

  @Test
  void everyMapSaysWhatItTookAndNoMoreThanWasDeclared() {
    try (Explainer explainer = explainer(1)) {
      ExplainRequest request = request(4, 2);
      SaliencyMaps maps = explainer.explain(request);

      for (Effort effort : maps.efforts()) {
        assertThat(effort.calls()).isBetween(isControl() ? 0 : 1, explainer.cost().calls());
        assertThat(effort.gradients()).isBetween(0, explainer.cost().gradients());
        effort.error().ifPresent(error -> assertThat(error).isPositive().isFinite());
      }
      List<Measured> rows = maps.measured(name(), request.ids());
      if (isControl()) {
        assertThat(rows).isEmpty();
      } else {
        assertThat(rows)
            .contains(
                new Measured(
                    "explanation-calls",
                    name(),
                    "example-4",
                    maps.efforts().get(0).calls() + maps.efforts().get(0).gradients(),
                    ""))
            .allSatisfy(row -> assertThat(MetricCatalogue.find(row.metric())).isPresent());
      }
    }
  }

  @Test
  void otherSeedsGiveOtherMapsWhereChanceHasAPartAndOnlyThere() {
    try (Explainer one = explainer(1);
        Explainer two = explainer(2)) {
      SaliencyMaps first = one.explain(request(3));
      SaliencyMaps second = two.explain(request(3));
      boolean chance = name().equals("random") || first.efforts().get(0).error().isPresent();

      assertThat(Arrays.equals(first.values().values(), second.values().values()))
          .isNotEqualTo(chance);
    }
  }

  @Test
  void imageOfOneColourGivesAFiniteMap() {
    float[] grey = new float[SIZE * SIZE * 3];
    Arrays.fill(grey, .5f);
    try (Explainer explainer = explainer(1)) {
      SaliencyMaps maps =
          explainer.explain(
              new ExplainRequest(
                  List.of("grey"), new Array(grey, 1, SIZE, SIZE, 3), new int[] {1}));

      for (float value : maps.values().values()) {
        assertThat(value).isFinite();
      }
      boolean empty = maps.values().values()[0] == 0 && maps.flags().get(0).isEmpty();
      assertThat(empty && Arrays.equals(maps.values().values(), new float[SIZE * SIZE]))
          .as("zero everywhere without a flag")
          .isFalse();
    }
  }

  /** What maps of a network that ignores its input look like: all values, and the flag. */
  void assertIgnored(SaliencyMaps maps) {
    assertThat(maps.values().values()).containsOnly(0);
    assertThat(maps.flags()).containsExactly("empty-map", "empty-map");
  }

  @Test
  void networkThatIgnoresItsInputHasEmptyMaps() {
    try (Explainer explainer = explainer(Kind.IGNORES_ITS_INPUT, 1)) {
      SaliencyMaps maps = explainer.explain(request(2, 7));

      if (!isControl()) {
        assertIgnored(maps);
      }
    }
  }

  @Test
  void networkThatGivesNoNumberIsAnErrorThatNamesExplainerAndExample() {
    try (Explainer explainer = explainer(Kind.GIVES_NO_NUMBER, 1)) {
      if (isControl()) {
        assertThat(explainer.explain(request(2)).flags()).containsExactly("");
      } else {
        assertThatThrownBy(() -> explainer.explain(request(2, 7)))
            .isInstanceOf(DataException.class)
            .hasMessageStartingWith("explainer " + name() + ", example example-2: ")
            .hasMessageContaining("Got NaN.");
      }
    }
  }

  @Test
  void blackBoxHasTheSameMapsOrIsRefused() {
    NetworkFunction network = TestNetworks.convolutional(3, CLASSES, 5);
    try (Model box = TestNetworks.blackBox(network, SIZE, 3)) {
      Explainers.Setting inside = complete(setting(network, 1), Kind.USUAL, CLASSES);
      Explainers.Setting outside = inside.with(new Explained.Answers(box));
      if (!Explainers.explainsBlackBoxes(name()) && !isControl()) {
        assertThatThrownBy(() -> Explainers.named(name(), outside))
            .isInstanceOf(StudyException.class)
            .hasMessage(
                "explain.explainers: "
                    + name()
                    + " looks inside the network, and this is a black box. Expected one of:"
                    + " occlusion, rise, lime, attentive, attentive-cam, local-distillation.");
        return;
      }
      try (Explainer one = Explainers.named(name(), inside);
          Explainer other = Explainers.named(name(), outside)) {
        assertThat(other.explain(request(3, 8)).values().values())
            .containsExactly(one.explain(request(3, 8)).values().values(), within(2e-5f));
      }
    }
  }
}
