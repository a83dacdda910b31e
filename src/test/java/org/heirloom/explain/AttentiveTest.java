package org.heirloom.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.heirloom.Seed;
import org.heirloom.model.Array;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttentiveTest extends ExplainerContract {
  private static final int SIDE = 16;

  @TempDir Path folder;

  @Override
  String name() {
    return "attentive";
  }

  @Override
  Explainers.Setting complete(Explainers.Setting setting, Kind kind, int classes) {
    return setting.with(Surrogates.of(kind, setting.height(), classes));
  }

  /** A mask that has learned nothing is one half everywhere. */
  @Override
  void assertIgnored(SaliencyMaps maps) {
    float first = maps.values().values()[0];
    assertThat(maps.values().values()).containsOnly(first);
    assertThat(maps.flags()).containsExactly("collapsed-mask", "collapsed-mask");
  }

  private static SaliencyMaps maps(AttentiveSurrogate surrogate, int label) {
    Array images = TestNetworks.images(5, SIDE, 3, 5);
    Explainers.Setting setting =
        new Explainers.Setting(TestNetworks.constant(0, 0), "", SIDE, SIDE, 3, new Seed(1))
            .with(surrogate);
    try (Explainer explainer = Explainers.named("attentive", setting)) {
      return explainer.explain(
          new ExplainRequest(
              List.of("a", "b", "c", "d", "e"),
              images,
              new int[] {label, label, label, label, label}));
    }
  }

  @Test
  void masksLieBetweenZeroAndOneAndAreThoseOfTheClass() {
    AttentiveSurrogate surrogate = Surrogates.random(SIDE, 3, 1);

    float[] first = maps(surrogate, 0).values().values();
    float[] second = maps(surrogate, 1).values().values();

    double difference = 0;
    for (int i = 0; i < first.length; i++) {
      assertThat(first[i]).isBetween(0f, 1f);
      difference += Math.abs(first[i] - second[i]) / first.length;
    }
    assertThat(difference).isGreaterThan(1e-3);
  }

  @Test
  void everyLayerThatIsMadeRandomChangesTheMask() {
    AttentiveSurrogate surrogate = Surrogates.random(SIDE, 3, 1);
    Array masks = maps(surrogate, 0).values();

    assertThat(surrogate.layersFromTheTop("attentive"))
        .containsExactly("explanation", "head", "stage3", "stage2", "stage1", "stem");
    for (String layer : surrogate.layersFromTheTop("attentive")) {
      AttentiveSurrogate other = surrogate.randomised(Set.of(layer), new Seed(9));
      assertThat(maps(other, 0).values().values()).as(layer).isNotEqualTo(masks.values());
    }
  }

  @Test
  void masksThatShowAllOrNothingAreFlagged() {
    AttentiveSurrogate surrogate = Surrogates.random(SIDE, 3, 1);
    AttentiveSurrogate all =
        new AttentiveSurrogate(
            surrogate.student(), Surrogates.filled(surrogate.explanation(), "output/bias", 20));
    AttentiveSurrogate nothing =
        new AttentiveSurrogate(
            surrogate.student(), Surrogates.filled(surrogate.explanation(), "output/bias", -20));

    assertThat(maps(all, 0).flags()).containsOnly("collapsed-mask");
    assertThat(maps(nothing, 0).flags()).containsOnly("collapsed-mask");
    assertThat(maps(surrogate, 0).flags()).contains("");
  }

  @Test
  void whatIsStoredGivesTheSameMasks() {
    AttentiveSurrogate surrogate = Surrogates.random(SIDE, 3, 1);

    surrogate.write(folder);

    assertThat(maps(AttentiveSurrogate.read(folder), 2).values().values())
        .containsExactly(maps(surrogate, 2).values().values());
  }

  @Test
  void withoutASurrogateItCannotBeMade() {
    assertThatThrownBy(
            () ->
                Explainers.named(
                    "attentive",
                    new Explainers.Setting(
                        TestNetworks.constant(0, 0), "", SIDE, SIDE, 3, new Seed(1))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("attentive needs a surrogate of the network");
  }
}
