package org.heirloom.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.explain.ExplainRequest;
import org.heirloom.explain.SaliencyMaps;
import org.heirloom.explain.TestNetworks;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoadTest {
  private static final List<Double> SHARES = List.of(.25, .5);

  @BeforeAll
  static void start() {
    TensorFlowRuntime.start(2);
  }

  private static RandomStream random() {
    return new Seed(1).stream();
  }

  private static float[] filled(float[] image, int... missing) {
    boolean[] removed = new boolean[image.length];
    for (int pixel : missing) {
      removed[pixel] = true;
    }
    return new NoisyImputation(3, 3, 1, 0).fill(image, removed, random());
  }

  private static float[] tenths(float... values) {
    for (int i = 0; i < values.length; i++) {
      values[i] /= 10;
    }
    return values;
  }

  @ParameterizedTest
  @CsvSource({"4, .5", "0, .34"})
  void onePixelOfAGradientIsTheMeanOfItsNeighbours(int pixel, float expected) {
    assertThat(filled(tenths(1, 2, 3, 4, 5, 6, 7, 8, 9), pixel)[pixel])
        .isCloseTo(expected, within(1e-6f));
  }

  @Test
  void missingNeighboursAreSolvedForTogether() {
    float[] image = filled(tenths(1, 2, 3, 4, 5, 6, 7, 8, 9), 0, 1);

    assertThat(image[0]).isCloseTo(.4333333f, within(1e-6f));
    assertThat(image[1]).isCloseTo(.4333333f, within(1e-6f));
  }

  @Test
  void diagonalNeighboursWeighHalf() {
    assertThat(filled(tenths(1, 9, 2, 4, 7, 3, 8, 5, 6), 4)[4])
        .isCloseTo(.49166667f, within(1e-6f));
  }

  @Test
  void manyMissingPixelsObeyTheirEquations() {
    Array image = TestNetworks.images(1, 16, 3, 4);
    boolean[] missing = new boolean[256];
    for (int p = 0; p < 256; p++) {
      missing[p] = p % 10 != 0;
    }

    float[] filled = new NoisyImputation(16, 16, 3, 0).fill(image.values(), missing, random());

    for (int p : new int[] {17 * 3 + 2, 8 * 16 + 7, 15 * 16 + 15, 3}) {
      for (int c = 0; c < 3; c++) {
        assertThat((double) filled[p * 3 + c])
            .isCloseTo(missing[p] ? neighbours(filled, p, c) : filled[p * 3 + c], within(1e-6));
      }
    }
  }

  private static double neighbours(float[] image, int pixel, int channel) {
    double sum = 0;
    double weights = 0;
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        int y = pixel / 16 + dy;
        int x = pixel % 16 + dx;
        if (y >= 0 && y < 16 && x >= 0 && x < 16 && (dx != 0 || dy != 0)) {
          double weight = dx == 0 || dy == 0 ? 1 / 6.0 : 1 / 12.0;
          weights += weight;
          sum += weight * image[(y * 16 + x) * 3 + channel];
        }
      }
    }
    return sum / weights;
  }

  @Test
  void noiseIsOnImputedPixelsAlone() {
    float[] image = tenths(1, 2, 3, 4, 5, 6, 7, 8, 9);
    boolean[] missing = new boolean[9];
    missing[4] = true;

    float[] filled = new NoisyImputation(3, 3, 1, .01).fill(image, missing, random());

    assertThat(filled[4]).isNotEqualTo(.5f).isCloseTo(.5f, within(.05f));
    filled[4] = image[4];
    assertThat(filled).containsExactly(image);
  }

  @Test
  void imageWithoutAnyPixelCannotBeFilled() {
    boolean[] missing = {true, true, true, true, true, true, true, true, true};

    assertThatThrownBy(() -> new NoisyImputation(3, 3, 1, 0).fill(new float[9], missing, random()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("all pixels are missing: nothing to fill them from");
  }

  private static List<Road.Removal> removals(NetworkFunction network, Array images, Array maps) {
    List<String> ids = new ArrayList<>();
    List<String> flags = new ArrayList<>();
    for (int i = 0; i < images.rows(); i++) {
      ids.add("example-" + i);
      flags.add("");
    }
    int size = Math.toIntExact(images.shape()[1]);
    int channels = Math.toIntExact(images.shape()[3]);
    try (Road road = new Road(network, new int[] {size, size, channels}, SHARES, new Seed(3))) {
      return road.removals(
          new ExplainRequest(ids, images, new int[ids.size()]), new SaliencyMaps(maps, flags));
    }
  }

  @Test
  void mapOfTheOneUsefulPixelBeatsItsOpposite() {
    // One bright pixel of 16 on black is all that the network sees: without it the class is gone.
    float[] weights = new float[16];
    weights[5] = 1;
    float[] image = new float[16];
    image[5] = 1;
    float[] right = new float[16];
    right[5] = 1;
    float[] wrong = new float[16];
    wrong[5] = -1;
    NetworkFunction network = TestNetworks.linearProbability(weights);
    Array images = new Array(image, 1, 4, 4, 1);

    Road.Removal good = removals(network, images, new Array(right, 1, 4, 4)).get(0);
    Road.Removal bad = removals(network, images, new Array(wrong, 1, 4, 4)).get(0);

    assertThat(good.lerf()).containsExactly(1, 1);
    assertThat(good.morf()[0]).isLessThan(.1);
    assertThat(good.score()).isGreaterThan(.9);
    assertThat(bad.score()).isLessThan(-.9);
  }

  @Test
  void constantNetworkScoresZero() {
    Road.Removal removal =
        removals(
                TestNetworks.constant(1, 0),
                TestNetworks.images(1, 8, 3, 1),
                TestNetworks.random(2, 1, 1, 8, 8))
            .get(0);

    assertThat(removal.score()).isZero();
  }

  @Test
  void resultHasTheSameBitsWhateverElseIsMeasured() {
    NetworkFunction network = TestNetworks.convolutional(3, 4, 11);
    Array images = TestNetworks.images(3, 8, 3, 5);
    Array maps = TestNetworks.random(3, 1, 3, 8, 8);

    Road.Removal first = removals(network, images, maps).get(0);
    Road.Removal alone =
        removals(network, images.rows(new int[] {0}), maps.rows(new int[] {0})).get(0);

    assertThat(alone.morf()).containsExactly(first.morf());
    assertThat(alone.lerf()).containsExactly(first.lerf());
  }

  @Test
  void networkThatGivesNoNumberIsFlagged() {
    assertThat(
            removals(
                    TestNetworks.constant(Float.NaN, 0),
                    TestNetworks.images(1, 4, 1, 1),
                    TestNetworks.random(2, 1, 1, 4, 4))
                .get(0)
                .measured("edge", "")
                .flag())
        .isEqualTo("not-finite");
  }
}
