package org.heirloom.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.heirloom.explain.SaliencyMaps;
import org.heirloom.metrics.Measured;
import org.heirloom.model.Array;
import org.junit.jupiter.api.Test;

class RandomisationTest {
  private static final float[] MAP = {1, 2, 3, 4, 5, 6, 7, 8, 9};

  private static SaliencyMaps maps(float... values) {
    return new SaliencyMaps(new Array(values, 1, 3, 3), List.of(""));
  }

  private static double value(List<Measured> all, String metric, String subject) {
    return all.stream()
        .filter(m -> m.metric().equals(metric) && m.subject().equals(subject))
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  void meanIsOverRandomisedStepsAlone() {
    Randomisation randomisation = new Randomisation("grad-cam", List.of("one"), maps(MAP));

    randomisation.cascading("head", maps(9, 8, 7, 6, 5, 4, 3, 2, 1));
    randomisation.cascading("stage1", maps(1, 2, 3, 4, 5, 6, 7, 9, 8));
    randomisation.independent("stage1", maps(MAP));
    randomisation.otherClass(maps(MAP));
    randomisation.randomLabels(maps(9, 8, 7, 6, 5, 4, 3, 2, 1));
    List<Measured> all = randomisation.measured();

    assertThat(value(all, "randomisation-similarity", "grad-cam/cascading/head"))
        .isCloseTo(-1, within(1e-12));
    // One exchange of neighbours among nine: 1 − 6·2/(9·80).
    double second = 1 - 12 / 720.0;
    assertThat(value(all, "randomisation-similarity", "grad-cam/cascading/stage1"))
        .isCloseTo(second, within(1e-12));
    assertThat(value(all, "randomisation-similarity", "grad-cam/random-labels"))
        .isCloseTo(value(all, "randomisation-similarity", "grad-cam/cascading/head"), within(0.0));
    assertThat(value(all, "randomisation-similarity", "grad-cam/other-class"))
        .isCloseTo(1, within(1e-12));
    assertThat(value(all, "randomisation-similarity", "grad-cam/independent/stage1/ssim"))
        .isCloseTo(1, within(1e-12));
    assertThat(value(all, "sanity", "grad-cam")).isCloseTo((second - 1) / 2, within(1e-12));
  }

  @Test
  void signsDoNotCount() {
    Randomisation randomisation = new Randomisation("gradient", List.of("one"), maps(MAP));

    randomisation.cascading("head", maps(-1, -2, -3, -4, -5, -6, -7, -8, -9));

    assertThat(value(randomisation.measured(), "sanity", "gradient")).isCloseTo(1, within(1e-12));
  }

  @Test
  void constantMapsAreFlaggedAndLeftOut() {
    Randomisation randomisation = new Randomisation("grad-cam", List.of("one"), maps(MAP));

    randomisation.cascading("head", maps(MAP));
    randomisation.cascading("stage1", maps(0, 0, 0, 0, 0, 0, 0, 0, 0));
    List<Measured> all = randomisation.measured();

    assertThat(value(all, "randomisation-similarity", "grad-cam/cascading/stage1")).isNaN();
    assertThat(value(all, "sanity", "grad-cam")).isCloseTo(1, within(1e-12));
    assertThat(all.get(all.size() - 1).flag()).isEqualTo("constant-map");
  }
}
