package org.heirloom.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.heirloom.local.SuperpixelSamples;
import org.heirloom.model.Array;
import org.heirloom.stats.WeightedRidge;
import org.heirloom.study.ExplainerSettings;
import org.junit.jupiter.api.Test;

class LimeTest extends ExplainerContract {

  @Override
  String name() {
    return "lime";
  }

  private static ExplainerSettings settings(int samples, String superpixels, double ridge) {
    return Maps.with(new ExplainerSettings.Lime(samples, superpixels, 4, .25, ridge));
  }

  @Test
  void samplesCountByTheirDistanceFromTheWholeImage() {
    assertThat(SuperpixelSamples.weight(1, .25)).isEqualTo(1);
    assertThat(SuperpixelSamples.weight(2 / 3., .25)).isCloseTo(.7638467962, within(1e-9));
    assertThat(SuperpixelSamples.weight(1 / 3., .25)).isCloseTo(.2395334132, within(1e-9));
    assertThat(SuperpixelSamples.weight(0, .25)).isCloseTo(.0003354626, within(1e-9));
    assertThat(SuperpixelSamples.weight(.9, .25)).isCloseTo(.9792, within(5e-5));
    assertThat(SuperpixelSamples.weight(.5, .25)).isCloseTo(.5034, within(5e-5));
  }

  @Test
  void allSubsetsOfThreeSegmentsGiveTheGoldenWeights() {
    boolean[][] on = new boolean[8][3];
    float[] scores = new float[8];
    for (int i = 0; i < 8; i++) {
      int subset = 7 - i; // the whole image comes first
      for (int s = 0; s < 3; s++) {
        on[i][s] = (subset >> s & 1) == 1;
      }
      scores[i] = (float) (.1 + (on[i][0] ? .5 : 0) + (on[i][1] ? .2 : 0) - (on[i][2] ? .1 : 0));
    }
    WeightedRidge all = new WeightedRidge(3);
    for (WeightedRidge group : Lime.groups(on, scores, .25)) {
      all = all.with(group);
    }

    // Scores are floats here, so the last digits are theirs.
    assertThat(all.solve(1).coefficients())
        .containsExactly(new double[] {.2226014275, .0723483396, -.0779047484}, within(1e-7));
    assertThat(all.solve(1).fit()).isCloseTo(.7075617340, within(1e-7));
  }

  /** What is lost of a linear network when a quarter of the image takes its own mean colour. */
  @Test
  void linearNetworkIsExplainedExactly() {
    int side = 4;
    float[] weights = new float[side * side];
    float[] image = new float[side * side];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = .01f * (i + 1);
      image[i] = (i * 7 % 16) / 16f;
    }
    SaliencyMaps maps =
        Maps.of(
            "lime",
            TestNetworks.linearProbability(weights),
            settings(200, "grid", 1e-9),
            new Array(image, 1, side, side, 1));

    for (int pixel = 0; pixel < image.length; pixel++) {
      double mean = 0;
      double lost = 0;
      for (int other = 0; other < image.length; other++) {
        mean += quarter(other) == quarter(pixel) ? image[other] / 4 : 0;
      }
      for (int other = 0; other < image.length; other++) {
        lost += quarter(other) == quarter(pixel) ? weights[other] * (image[other] - mean) : 0;
      }
      assertThat((double) maps.values().values()[pixel]).isCloseTo(lost, within(1e-5));
    }
    assertThat(maps.efforts().get(0).fit().getAsDouble()).isCloseTo(1, within(1e-6));
    assertThat(maps.efforts().get(0).error().getAsDouble()).isLessThan(1e-3);
  }

  private static int quarter(int pixel) {
    return pixel / 8 * 2 + pixel % 4 / 2;
  }

  @Test
  void everyWayToCutGivesAMapThatIsConstantOnItsSegments() {
    Array images = TestNetworks.images(1, 12, 3, 2);
    for (String superpixels : new String[] {"grid", "slic", "quickshift"}) {
      SaliencyMaps maps =
          Maps.of(
              "lime", TestNetworks.convolutional(3, 4, 1), settings(100, superpixels, 1), images);
      long values =
          IntStream.range(0, 144).mapToObj(i -> maps.values().values()[i]).distinct().count();

      assertThat(values).as(superpixels).isBetween(1L, 40L);
      assertThat(maps.efforts().get(0).fit().getAsDouble()).as(superpixels).isBetween(-.01, 1.);
    }
  }

  @Test
  void imageOfOneColourHasNothingToSwitchOff() {
    float[] grey = new float[12 * 12 * 3];
    Arrays.fill(grey, .5f);
    SaliencyMaps maps =
        Maps.of(
            "lime",
            TestNetworks.convolutional(3, 4, 1),
            settings(60, "slic", 1),
            new Array(grey, 1, 12, 12, 3));

    assertThat(maps.flags()).containsExactly("empty-map");
    assertThat(maps.measured("lime", List.of("grey")))
        .filteredOn(row -> row.metric().equals("explanation-fit"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.value()).isNaN();
              assertThat(row.flag()).isEqualTo("undefined");
            });
  }
}
