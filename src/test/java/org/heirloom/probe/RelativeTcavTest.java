package org.heirloom.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.heirloom.DataException;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.junit.jupiter.api.Test;

/** One concept against others, in place of random images. */
class RelativeTcavTest {
  private static final int CHANNELS = 6;

  private static Representations named(String prefix, int n, int channel, double by, Seed seed) {
    RandomStream random = seed.child(prefix).stream();
    List<String> ids = new ArrayList<>();
    double[][] rows = new double[n][CHANNELS];
    for (int i = 0; i < n; i++) {
      ids.add(prefix + i);
      Arrays.setAll(rows[i], c -> random.nextGaussian());
      rows[i][channel] += by;
    }
    return new Representations(ids, Map.of("l", rows));
  }

  private static TcavFinding finding(
      Representations concept, Representations others, Representations gradients, Seed seed) {
    TcavInput input =
        new TcavInput(
            List.of("l"),
            new Representations(List.of(), Map.of()),
            Map.of(),
            Map.of(),
            Map.of("a against b", new TcavInput.Relative(concept, others)),
            Map.of("zebra", gradients));
    TcavSettings settings =
        new TcavSettings(3, 19, CavClassifiers.named("mean-difference"), .01, .3, .95, seed);
    return Tcav.findings(input, settings).get(0);
  }

  @Test
  void conceptThatDiffersFromTheOtherOnTheClasssChannelIsFound() {
    int found = 0;
    for (int round = 0; round < 40; round++) {
      Seed seed = new Seed(round);
      TcavFinding finding =
          finding(
              named("a", 30, 0, 3, seed),
              named("b", 30, 0, 0, seed),
              named("z", 30, 0, 3, seed),
              seed);
      assertThat(finding.concept()).isEqualTo("a against b");
      found += finding.significant(.05) && finding.score() > .9 ? 1 : 0;
    }
    assertThat(found).isGreaterThan(30);
  }

  @Test
  void bothSidesChangedAlikeAreNotFoundBeyondChance() {
    // Both differ from random images on the class's channel, so neither differs from the other.
    int significant = 0;
    for (int round = 0; round < 400; round++) {
      Seed seed = new Seed(1000 + round);
      TcavFinding finding =
          finding(
              named("a", 20, 0, 3, seed),
              named("b", 20, 0, 3, seed),
              named("z", 20, 0, 3, seed),
              seed);
      significant += finding.p() <= .05 ? 1 : 0;
    }
    // Of 400 at 5 %, more than 31 are found in less than 1 % of all cases.
    assertThat(significant).isLessThanOrEqualTo(31);
  }

  @Test
  void resampledDrawsTakeTwoThirdsOfTheSmallerSide() {
    int[] positives = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    int[] negatives = {9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20};

    List<Draw> draws = RandomSets.resampled(positives, negatives, 5, new Seed(1));

    for (Draw draw : draws) {
      assertThat(draw.positives()).hasSize(6).doesNotHaveDuplicates();
      assertThat(draw.negatives()).hasSize(6).doesNotHaveDuplicates();
      assertThat(Arrays.stream(draw.positives()).max().orElseThrow()).isLessThan(9);
      assertThat(Arrays.stream(draw.negatives()).min().orElseThrow()).isGreaterThan(8);
    }
    assertThat(draws.get(0).positives()).isNotEqualTo(draws.get(1).positives());
  }

  @Test
  void sameImageOnBothSidesIsRefused() {
    Seed seed = new Seed(1);
    Representations a = named("a", 20, 0, 0, seed);

    assertThatThrownBy(() -> finding(a, a, a, seed))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "concept a against b: the same images on both sides. Got 20 of them. Expected none.");
  }

  @Test
  void tooFewImagesOnEitherSideAreRefused() {
    Seed seed = new Seed(1);

    assertThatThrownBy(
            () ->
                finding(
                    named("a", 20, 0, 0, seed),
                    named("b", 1, 0, 0, seed),
                    named("z", 20, 0, 0, seed),
                    seed))
        .hasMessage(
            "concept a against b: too few images. Got 1. Expected at least 10."
                + " Add images or remove the concept.");
  }

  @Test
  void swappedSidesHaveTheOppositeScore() {
    Seed seed = new Seed(4);
    Representations a = named("a", 30, 0, 1, seed);
    Representations b = named("b", 30, 0, 0, seed);
    Representations gradients = named("z", 40, 0, .5, seed);

    assertThat(finding(a, b, gradients, seed).score())
        .isCloseTo(1 - finding(b, a, gradients, seed).score(), within(.15));
  }
}
