package org.heirloom.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.heirloom.Seed;
import org.heirloom.explain.TestNetworks;
import org.heirloom.metrics.Measured;
import org.heirloom.model.Array;
import org.junit.jupiter.api.Test;

class MapAgreementTest {
  private static final Offset<Double> EXACT = within(1e-9);

  @Test
  void spearmanUsesMidRanks() {
    // One row of five pixels: a window of one pixel, so only the correlation is looked at.
    MapAgreement agreement =
        MapAgreement.of(new float[] {1, 2, 2, 3, 5}, new float[] {2, 1, 4, 4, 6}, 1);

    assertThat(agreement.spearman()).isCloseTo(.7631578947, EXACT);
  }

  @Test
  void topPixelsOfTheWorkedExampleIntersectInTwoOfThree() {
    double[] a = {.9, .1, .5, .7, .2, .3};
    double[] b = {.8, .3, .1, .6, .2, .5};

    assertThat(MapAgreement.common(a, b, 3)).isEqualTo(2);
  }

  @Test
  void tiedPixelsDoNotAgreeByTheirOrder() {
    // Three of ten equal pixels, chosen independently: 10 · .3 · .3 in common.
    assertThat(MapAgreement.common(new double[10], new double[10], 3)).isCloseTo(.9, EXACT);
  }

  @Test
  void similarityOfTwoFlatImagesIsTheOneOfTheirMeans() {
    double[] dark = new double[400];
    double[] bright = new double[400];
    Arrays.fill(dark, .2);
    Arrays.fill(bright, .8);

    assertThat(Ssim.of(dark, bright, 20)).isCloseTo(.4706660785, EXACT);
    assertThat(Ssim.of(Arrays.copyOf(dark, 9), Arrays.copyOf(bright, 9), 3))
        .isCloseTo(.4706660785, EXACT);
  }

  @Test
  void mapAgreesWithItselfAtAnyScale() {
    float[] map = TestNetworks.random(1, 1, 12, 12).values();
    float[] scaled = new float[map.length];
    for (int i = 0; i < map.length; i++) {
      scaled[i] = 4 * map[i] - 3;
    }

    MapAgreement agreement = MapAgreement.of(map, scaled, 12);

    assertThat(agreement.spearman()).isCloseTo(1, EXACT);
    assertThat(agreement.topShare()).isEqualTo(1);
    assertThat(agreement.topIou()).isEqualTo(1);
    assertThat(agreement.ssim()).isCloseTo(1, within(1e-6));
  }

  @Test
  void oppositeMapsDisagree() {
    float[] map = TestNetworks.random(1, 1, 12, 12).values();
    float[] opposite = new float[map.length];
    for (int i = 0; i < map.length; i++) {
      opposite[i] = -map[i];
    }

    MapAgreement agreement = MapAgreement.of(map, opposite, 12);

    assertThat(agreement.spearman()).isCloseTo(-1, EXACT);
    assertThat(agreement.topShare()).isZero();
    assertThat(agreement.ssim()).isNegative();
  }

  @Test
  void agreementIsSymmetric() {
    float[] a = TestNetworks.random(1, 1, 12, 12).values();
    float[] b = TestNetworks.random(2, 1, 12, 12).values();

    MapAgreement there = MapAgreement.of(a, b, 12);
    MapAgreement back = MapAgreement.of(b, a, 12);

    assertThat(there.spearman()).isCloseTo(back.spearman(), EXACT);
    assertThat(there.topShare()).isEqualTo(back.topShare());
    assertThat(there.ssim()).isCloseTo(back.ssim(), EXACT);
  }

  @Test
  void constantMapAgreesWithNothingAndIsFlagged() {
    MapAgreement agreement =
        MapAgreement.of(new float[9], new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 3);

    assertThat(agreement)
        .isEqualTo(
            new MapAgreement(Double.NaN, Double.NaN, Double.NaN, Double.NaN, "constant-map"));
  }

  @Test
  void everyImageIsComparedWithAnotherOne() {
    for (int n = 2; n < 9; n++) {
      int[] others = MapComparison.derangement(n, new Seed(n));
      assertThat(others).doesNotHaveDuplicates();
      for (int i = 0; i < n; i++) {
        assertThat(others[i]).isNotEqualTo(i).isBetween(0, n - 1);
      }
    }
  }

  private static MapComparison comparison(int n) {
    List<String> ids = java.util.stream.IntStream.range(0, n).mapToObj(i -> "e" + i).toList();
    return new MapComparison(
        "grad-cam",
        ids,
        TestNetworks.random(1, 1, n, 8, 8),
        TestNetworks.random(1, 2, n, 8, 8),
        TestNetworks.random(3, 1, n, 8, 8));
  }

  private static double mean(List<Measured> values, String metric, String subject) {
    return values.stream()
        .filter(v -> v.metric().equals(metric) && v.subject().equals(subject))
        .mapToDouble(Measured::value)
        .average()
        .orElseThrow();
  }

  @Test
  void agreementLiesBetweenFloorAndCeiling() {
    MapComparison comparison = comparison(20);
    Array teacher = comparison.teacher();
    float[] noisy = teacher.values().clone();
    float[] noise = TestNetworks.random(9, 1, noisy.length).values();
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] += noise[i];
    }

    List<Measured> values = comparison.agreement(new Array(noisy, teacher.shape()), new Seed(1));

    assertThat(values).hasSize(20 * 11);
    assertThat(mean(values, "map-agreement", "grad-cam")).isBetween(.5, .8);
    assertThat(mean(values, "map-floor", "grad-cam")).isBetween(-.1, .1);
    assertThat(mean(values, "map-floor", "grad-cam/random")).isBetween(-.1, .1);
    assertThat(mean(comparison.ceilings(), "map-ceiling", "grad-cam")).isCloseTo(1, EXACT);
  }

  @Test
  void whatAllMapsHaveInCommonIsNoAgreementAboutAnImage() {
    // Both networks look at one same bright spot, each with noise of its own.
    int n = 20;
    float[] a = TestNetworks.random(1, .1, n * 64L).values();
    float[] b = TestNetworks.random(2, .1, n * 64L).values();
    for (int i = 0; i < a.length; i++) {
      float spot =
          (float) Math.exp(-Math.pow(Math.floorDiv(i % 64, 8) - 3.5, 2) - Math.pow(i % 8 - 3.5, 2));
      a[i] += 3 * spot;
      b[i] += 3 * spot;
    }
    Array teacher = new Array(a, n, 8, 8);
    List<String> ids = java.util.stream.IntStream.range(0, n).mapToObj(i -> "e" + i).toList();
    MapComparison comparison = new MapComparison("grad-cam", ids, teacher, teacher, teacher);

    List<Measured> values = comparison.agreement(new Array(b, n, 8, 8), new Seed(1));

    assertThat(mean(values, "map-agreement", "grad-cam")).isGreaterThan(.3);
    assertThat(mean(values, "map-floor", "grad-cam")).isGreaterThan(.3);
    assertThat(mean(values, "map-agreement", "grad-cam/without-mean")).isBetween(-.15, .15);
    assertThat(mean(comparison.ceilings(), "map-ceiling", "grad-cam/without-mean"))
        .isCloseTo(1, EXACT);
  }

  @Test
  void constantMapStaysConstantWithoutTheMean() {
    Array maps = new Array(new float[] {0, 1, 1, 0, 2, 2, 2, 2, 1, 1, 0, 0}, 3, 2, 2);

    assertThat(MeanMap.removed(maps).row(1)).containsOnly(0);
    assertThat(MeanMap.removed(maps).row(0))
        .containsExactly(new float[] {-1 / 3f, 1 / 3f, 2 / 3f, 0}, within(1e-6f));
  }

  @Test
  void singleExampleHasNoFloor() {
    MapComparison comparison = comparison(1);

    assertThat(comparison.agreement(comparison.teacher(), new Seed(1)))
        .filteredOn(v -> v.metric().equals("map-floor") && v.subject().equals("grad-cam"))
        .containsExactly(new Measured("map-floor", "grad-cam", "e0", Double.NaN, "one-example"));
  }

  @Test
  void perturbationStaysWithinOneGreyLevelAndDependsOnTheExampleAlone() {
    Array images = TestNetworks.images(2, 8, 3, 4);

    Array perturbed = MapComparison.perturbed(List.of("a", "b"), images, new Seed(5));
    Array alone =
        MapComparison.perturbed(List.of("b"), new Array(images.row(1), 1, 8, 8, 3), new Seed(5));

    assertThat(alone.row(0)).containsExactly(perturbed.row(1));
    assertThat(perturbed.values()).isNotEqualTo(images.values());
    for (int i = 0; i < images.values().length; i++) {
      assertThat(perturbed.values()[i]).isBetween(0f, 1f);
      assertThat(perturbed.values()[i]).isCloseTo(images.values()[i], within(1 / 254f));
    }
  }
}
