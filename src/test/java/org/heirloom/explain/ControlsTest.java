package org.heirloom.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.heirloom.Seed;
import org.heirloom.StudyException;
import org.heirloom.model.Array;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ControlsTest {

  private static SaliencyMaps explain(String name, Array image, String id, long seed) {
    Explainers.Setting setting =
        new Explainers.Setting(
            TestNetworks.constant(0, 0),
            "",
            (int) image.shape()[1],
            (int) image.shape()[2],
            (int) image.shape()[3],
            new Seed(seed));
    try (Explainer explainer = Explainers.named(name, setting)) {
      return explainer.explain(new ExplainRequest(List.of(id), image, new int[] {0}));
    }
  }

  @Nested
  class OfNoise extends ExplainerContract {
    @Override
    String name() {
      return "random";
    }
  }

  @Nested
  class OfEdges extends ExplainerContract {
    @Override
    String name() {
      return "edge";
    }
  }

  @Nested
  class OfTheCentre extends ExplainerContract {
    @Override
    String name() {
      return "centre";
    }
  }

  @Test
  void centreIsBrightestInTheMiddleWhateverTheImage() {
    float[] map = explain("centre", TestNetworks.images(1, 5, 1, 1), "a", 1).values().values();

    assertThat(map[12]).isEqualTo(1);
    assertThat(map[0]).isEqualTo(map[24]).isLessThan(map[11]);
    assertThat(explain("centre", TestNetworks.images(1, 5, 1, 2), "b", 2).values().values())
        .containsExactly(map);
  }

  @Test
  void noiseDiffersBetweenExamplesAndSeedsButNotImages() {
    float[] one = explain("random", TestNetworks.images(1, 6, 1, 1), "a", 1).values().values();

    assertThat(explain("random", TestNetworks.images(1, 6, 1, 2), "a", 1).values().values())
        .containsExactly(one);
    assertThat(explain("random", TestNetworks.images(1, 6, 1, 1), "b", 1).values().values())
        .isNotEqualTo(one);
    assertThat(explain("random", TestNetworks.images(1, 6, 1, 1), "a", 2).values().values())
        .isNotEqualTo(one);
  }

  @Test
  void edgesAreWhereTheImageChanges() {
    float[] values = {0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1};

    SaliencyMaps maps = explain("edge", new Array(values, 1, 4, 4, 1), "a", 1);

    assertThat(maps.values().row(0)).startsWith(0, 4, 4, 0);
    assertThat(maps.flags()).containsExactly("");
  }

  @Test
  void imageWithoutEdgesGivesAnEmptyMap() {
    SaliencyMaps maps = explain("edge", new Array(new float[16], 1, 4, 4, 1), "a", 1);

    assertThat(maps.flags()).containsExactly("empty-map");
  }

  @Test
  void unknownExplainerIsRefusedWithTheRightNames() {
    assertThatThrownBy(() -> explain("grad-cma", TestNetworks.images(1, 4, 1, 1), "a", 1))
        .isInstanceOf(StudyException.class)
        .hasMessage(
            "explain.explainers: no such explainer. Got grad-cma. Expected one of: grad-cam, cam, gradient, gradient-x-input, smooth-grad, integrated-gradients, occlusion, rise, lime, attentive, attentive-cam, patch-logits, prototypes, local-distillation, random, edge, centre.");
  }
}
