package org.heirloom.explain;

import static org.assertj.core.api.Assertions.assertThat;

import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.heirloom.study.ExplainerSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The error that an explainer reports is how much its maps differ under other random choices. */
class MonteCarloErrorTest {
  private static final int REPEATS = 60;
  private static final int SIDE = 8;

  @BeforeAll
  static void start() {
    TensorFlowRuntime.start(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"smooth-grad", "rise", "lime"})
  void reportedErrorIsTheSpreadOfRepeatedMaps(String name) {
    float[] one = TestNetworks.images(1, SIDE, 3, 5).values();
    float[] same = new float[REPEATS * one.length];
    for (int i = 0; i < REPEATS; i++) {
      System.arraycopy(one, 0, same, i * one.length, one.length);
    }
    SaliencyMaps maps =
        Maps.of(
            name,
            TestNetworks.convolutional(3, 4, 5),
            settings(),
            new Array(same, REPEATS, SIDE, SIDE, 3));

    double reported = 0;
    for (int i = 0; i < REPEATS; i++) {
      double error = maps.efforts().get(i).error().getAsDouble();
      reported += error * error * variance(maps.values().rowAsDoubles(i)) / REPEATS;
    }
    double[][] byPixel = new double[SIDE * SIDE][REPEATS];
    for (int i = 0; i < REPEATS; i++) {
      for (int p = 0; p < byPixel.length; p++) {
        byPixel[p][i] = maps.values().row(i)[p];
      }
    }
    double seen = 0;
    for (double[] pixel : byPixel) {
      seen += variance(pixel) * REPEATS / (REPEATS - 1) / byPixel.length;
    }

    assertThat(Math.sqrt(reported / seen)).isBetween(.75, 1.35);
  }

  private static ExplainerSettings settings() {
    ExplainerSettings few = TestNetworks.few();
    return new ExplainerSettings(
        new ExplainerSettings.SmoothGrad(20, .3),
        few.integratedGradients(),
        few.occlusion(),
        new ExplainerSettings.Rise(640, 4, .5, "centred", 0, "mean"),
        new ExplainerSettings.Lime(200, "grid", 9, .25, 1),
        few.attentive());
  }

  private static double variance(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double variance = 0;
    for (double value : values) {
      variance += (value - mean) * (value - mean) / values.length;
    }
    return variance;
  }
}
