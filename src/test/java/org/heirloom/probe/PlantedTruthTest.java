package org.heirloom.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.data.Example;
import org.heirloom.data.PixelConcept.Category;
import org.heirloom.image.Pixels;
import org.heirloom.model.Array;
import org.junit.jupiter.api.Test;

/**
 * 200 made-up layers in which it is known what tells the class: it is found in nearly all, and what
 * has nothing to do with the class no more often than was declared.
 */
class PlantedTruthTest {
  private static final int CASES = 200;

  /** 5 % of 200, and three standard deviations of chance. */
  private static final int MOST_BY_CHANCE = 19;

  /** So many that a random direction is not the one that the class rests on. */
  private static final int CHANNELS = 24;

  private static double[][] rows(int n, RandomStream random, int raised, double by) {
    double[][] rows = new double[n][CHANNELS];
    for (double[] row : rows) {
      Arrays.setAll(row, u -> random.nextGaussian() + (u == raised ? by : 0));
    }
    return rows;
  }

  private static Representations named(String prefix, double[][] rows) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      ids.add(prefix + i);
    }
    return new Representations(ids, Map.of("layer", rows));
  }

  /**
   * Unit 0 shows what the logit rests on. Unit 1 shows something that it does not, so that its
   * vector is found and the class does not depend on it. Nothing shows the third.
   */
  private static List<TcavFinding> tcav(Seed seed) {
    RandomStream random = seed.stream();
    TcavInput input =
        new TcavInput(
            List.of("layer"),
            named("pool", rows(200, random, 0, 0)),
            Map.of(
                "defining", named("defining", rows(40, random, 0, 3)),
                "unused", named("unused", rows(40, random, 1, 3)),
                "unseen", named("unseen", rows(40, random, 0, 0))),
            Map.of("zebra", named("zebra", rows(20, random, 0, 2))));
    return Tcav.findings(
        input,
        new TcavSettings(3, 39, CavClassifiers.named("mean-difference"), 0.1, 0, 0.95, seed));
  }

  @Test
  void tcavFindsWhatTheClassRestsOn() {
    int defining = 0;
    int unused = 0;
    int unseen = 0;
    for (int run = 0; run < CASES; run++) {
      for (TcavFinding finding : tcav(new Seed(3000).child(run))) {
        int found = finding.significant(0.05) ? 1 : 0;
        switch (finding.concept()) {
          case "defining" -> defining += finding.score() > 0.5 ? found : 0;
          case "unused" -> unused += found;
          default -> unseen += found;
        }
      }
    }

    assertThat(defining).isGreaterThanOrEqualTo(190);
    assertThat(unused).isLessThanOrEqualTo(MOST_BY_CHANCE);
    assertThat(unseen).isLessThanOrEqualTo(MOST_BY_CHANCE);
  }

  private static final int UNITS = 6;
  private static final int SIDE = 8;
  private static final int IMAGES = 40;

  /** Unit 0 is active where the one concept is; the other lies elsewhere, and no unit knows it. */
  private static DissectedLayer dissect(Seed seed) {
    RandomStream random = seed.stream();
    List<Example> examples = new ArrayList<>();
    float[] values = new float[IMAGES * SIDE * SIDE * UNITS];
    for (int i = 0; i < IMAGES; i++) {
      byte[] defining = square(random);
      byte[] independent = square(random);
      for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
        for (int u = 0; u < UNITS; u++) {
          values[(i * SIDE * SIDE + pixel) * UNITS + u] =
              (float) (random.nextGaussian() + (u == 0 ? 3 * defining[pixel] : 0));
        }
      }
      examples.add(
          new Example(
              "e" + i,
              0,
              "all",
              new Pixels(SIDE, SIDE, 3, new byte[SIDE * SIDE * 3]),
              Map.of(),
              Map.of("object/defining", defining, "object/independent", independent)));
    }
    Dissection dissection =
        new Dissection(
            new DissectionSettings(
                List.of("layer"),
                0.1,
                false,
                0.04,
                true,
                Set.of(Category.OBJECT),
                Set.of(),
                39,
                seed));
    Seen seen =
        new Seen(
            examples,
            new Array(new float[IMAGES], IMAGES, 1),
            new Representations(examples.stream().map(Example::id).toList(), Map.of()),
            Map.of("layer", new Array(values, IMAGES, SIDE, SIDE, UNITS)));
    dissection.see(0, seen, Optional.empty());
    dissection.see(1, seen, Optional.empty());
    return dissection.dissected().get(0);
  }

  private static byte[] square(RandomStream random) {
    byte[] mask = new byte[SIDE * SIDE];
    int top = random.nextInt(SIDE - 2);
    int left = random.nextInt(SIDE - 2);
    for (int row = top; row < top + 3; row++) {
      Arrays.fill(mask, row * SIDE + left, row * SIDE + left + 3, (byte) 1);
    }
    return mask;
  }

  @Test
  void dissectionFindsTheUnitAndItsConcept() {
    int defining = 0;
    int others = 0;
    for (int run = 0; run < CASES; run++) {
      for (DissectedUnit unit : dissect(new Seed(4000).child(run)).detectors()) {
        if (unit.unit() == 0 && unit.concept().name().equals("object/defining")) {
          defining++;
        } else {
          others++;
        }
      }
    }

    assertThat(defining).isGreaterThanOrEqualTo(190);
    // 1 % of the 5 other units in 200 cases, and three standard deviations of chance.
    assertThat(others).isLessThanOrEqualTo(19);
  }
}
