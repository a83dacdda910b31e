package org.heirloom.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.model.Array;
import org.heirloom.study.ExplainerSettings;
import org.junit.jupiter.api.Test;

class RiseTest extends ExplainerContract {
  private static final int SIDE = 6;
  private static final int CELLS = 2;
  private static final int PIXELS_PER_CELL = 3;
  private static final int SEEN = 8;
  private static final double WEIGHT = .8;

  @Override
  String name() {
    return "rise";
  }

  private static ExplainerSettings settings(
      int masks, double probability, String estimator, double error) {
    return Maps.with(
        new ExplainerSettings.Rise(masks, CELLS, probability, estimator, error, "black"));
  }

  /** Maps of a network whose probability is one pixel's value times a weight. */
  private static SaliencyMaps onePixel(ExplainerSettings settings) {
    float[] weights = new float[SIDE * SIDE];
    weights[SEEN] = (float) WEIGHT;
    float[] white = new float[SIDE * SIDE];
    Arrays.fill(white, 1);
    return Maps.of(
        "rise",
        TestNetworks.linearProbability(weights),
        settings,
        new Array(white, 1, SIDE, SIDE, 1));
  }

  /** Weights of the cells for a pixel of the enlarged grid, along one side. */
  private static double[] cells(int pixel) {
    double at = (pixel + .5) * CELLS / ((CELLS + 1) * PIXELS_PER_CELL) - .5;
    double right = Math.min(1, Math.max(0, at));
    return new double[] {1 - right, right};
  }

  /** The covariance of two pixels' masks, over p (1 − p): the mean over offsets of shared cells. */
  private static double covariance(int a, int b) {
    double sum = 0;
    for (int down = 0; down < PIXELS_PER_CELL; down++) {
      for (int right = 0; right < PIXELS_PER_CELL; right++) {
        sum +=
            shared(a / SIDE + down, b / SIDE + down) * shared(a % SIDE + right, b % SIDE + right);
      }
    }
    return sum / (PIXELS_PER_CELL * PIXELS_PER_CELL);
  }

  private static double shared(int a, int b) {
    return cells(a)[0] * cells(b)[0] + cells(a)[1] * cells(b)[1];
  }

  @Test
  void plainEstimateHasTheExpectationOfItsMasks() {
    double p = .3;
    float[] map = onePixel(settings(20_000, p, "plain", 0)).values().values();

    for (int pixel = 0; pixel < map.length; pixel++) {
      double expected = WEIGHT * (p + (1 - p) * covariance(SEEN, pixel));
      assertThat((double) map[pixel]).as("pixel " + pixel).isCloseTo(expected, within(.015));
    }
  }

  @Test
  void centredEstimateIsTheCovarianceAlone() {
    float[] map = onePixel(settings(20_000, .3, "centred", 0)).values().values();

    for (int pixel = 0; pixel < map.length; pixel++) {
      double expected = WEIGHT * covariance(SEEN, pixel);
      assertThat((double) map[pixel]).as("pixel " + pixel).isCloseTo(expected, within(.03));
    }
  }

  @Test
  void constantNetworkGivesItsAnswerUnderNoiseOrExactlyNothing() {
    Array image = TestNetworks.images(1, SIDE, 1, 1);
    float[] plain =
        Maps.of("rise", TestNetworks.constant(1, 0), settings(4000, .5, "plain", 0), image)
            .values()
            .values();
    SaliencyMaps centred =
        Maps.of("rise", TestNetworks.constant(1, 0), settings(4000, .5, "centred", 0), image);

    for (float value : plain) {
      assertThat(value).isCloseTo(.7311f, within(.05f));
    }
    assertThat(centred.values().values()).containsOnly(0);
    assertThat(centred.flags()).containsExactly("empty-map");
    assertThat(centred.efforts().get(0).error()).hasValue(0);
  }

  @Test
  void masksAreEnlargedWithHalfPixelCentres() {
    RiseGrid grid = new RiseGrid(4, 4, new ExplainerSettings.Rise(16, 2, .5, "plain", 0, "black"));
    float[] ofSecondCell = new float[8];
    for (int i = 0; i < ofSecondCell.length; i++) {
      ofSecondCell[i] = grid.rows().values()[2 * i + 1];
    }

    // Two cells over six pixels are 0, 0, 1/3, 2/3, 1, 1; of these four are seen.
    assertThat(ofSecondCell)
        .containsExactly(new float[] {0, 0, 1 / 3f, 2 / 3f, 0, 1 / 3f, 2 / 3f, 1}, within(1e-6f));
  }

  @Test
  void masksAreTheSameHoweverManyAreDrawnAtOnce() {
    RiseGrid grid = new RiseGrid(8, 8, new ExplainerSettings.Rise(16, 3, .5, "plain", 0, "black"));
    RandomStream parts = new Seed(1).stream();
    RiseGrid.Draw all = grid.draw(new Seed(1).stream(), 5);
    grid.draw(parts, 2);
    RiseGrid.Draw rest = grid.draw(parts, 3);

    assertThat(rest.grids()).containsExactly(Arrays.copyOfRange(all.grids(), 18, 45));
    assertThat(rest.down()).containsExactly(Arrays.copyOfRange(all.down(), 2, 5));
  }

  @Test
  void drawingEndsOnceTheErrorIsAsSmallAsAskedFor() {
    Effort early = onePixel(settings(20_000, .5, "centred", .1)).efforts().get(0);
    Effort later = onePixel(settings(20_000, .5, "centred", .05)).efforts().get(0);

    assertThat(early.error().getAsDouble()).isLessThanOrEqualTo(.1);
    assertThat(later.error().getAsDouble()).isLessThanOrEqualTo(.05);
    assertThat(early.calls()).isLessThan(later.calls());
    assertThat(later.calls()).isLessThan(20_000);
  }

  @Test
  void noMoreMasksAreDrawnThanAskedForHoweverTheyDivide() {
    // And the whole image, with each half of the masks.
    assertThat(onePixel(settings(131, .5, "centred", 0)).efforts().get(0).calls()).isEqualTo(133);
    assertThat(onePixel(settings(16, .5, "centred", 0)).efforts().get(0).calls()).isEqualTo(18);
  }
}
