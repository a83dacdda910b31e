package org.heirloom.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.explain.SaliencyMaps;
import org.heirloom.model.Array;
import org.junit.jupiter.api.Test;

class LocalisationTest {
  private static final byte[] MASK = {0, 1, 1, 0, 0, 0, 0, 1};

  @Test
  void mapThatIsTheMaskScoresOneEverywhere() {
    assertThat(Localisation.of(new float[] {0, 1, 1, 0, 0, 0, 0, 1}, MASK))
        .isEqualTo(new Localisation(1, 1, 1, ""));
  }

  @Test
  void uniformMapScoresTheShareOfTheMask() {
    assertThat(Localisation.of(new float[] {2, 2, 2, 2, 2, 2, 2, 2}, MASK))
        .isEqualTo(new Localisation(3 / 8.0, 3 / 8.0, 3 / 8.0, "constant-map"));
  }

  @Test
  void emptyMapHasNoMass() {
    assertThat(Localisation.of(new float[8], MASK))
        .isEqualTo(new Localisation(3 / 8.0, Double.NaN, 3 / 8.0, "empty-map"));
  }

  @Test
  void emptyMaskLeavesEverythingUndefined() {
    assertThat(Localisation.of(new float[] {1, 2, 3}, new byte[3]))
        .isEqualTo(new Localisation(Double.NaN, Double.NaN, Double.NaN, "empty-mask"));
  }

  @Test
  void onlyThePositivePartHasMass() {
    // Positive: 4 inside, 1 outside. Top three: 4 (inside), 1 (outside), 0 (outside).
    assertThat(Localisation.of(new float[] {1, 4, -7, 0, -1, -2, -3, -9}, MASK))
        .isEqualTo(new Localisation(1, 4 / 5.0, 1 / 3.0, ""));
  }

  @Test
  void mapWithoutPositiveSaliencyIsFlagged() {
    assertThat(Localisation.of(new float[] {-1, -2, -3, -4, -5, -6, -7, -8}, MASK))
        .isEqualTo(new Localisation(0, Double.NaN, 2 / 3.0, "no-positive-saliency"));
  }

  @Test
  void whatMakesAMapDoubtfulIsSaidOnce() {
    SaliencyMaps maps =
        new SaliencyMaps(
            new Array(new float[] {0, 0, 3, 3, -1, -2, 1, -2, 1, 2}, 5, 1, 2),
            List.of("empty-map", "", "", "", "own"));

    assertThat(IntStream.range(0, 5).mapToObj(i -> Localisation.flag(maps, i)))
        .containsExactly("empty-map", "constant-map", "no-positive-saliency", "", "own");
  }

  @Test
  void tiedPeaksCountByTheFractionInside() {
    assertThat(Localisation.of(new float[] {9, 9, 9, 9, 0, 0, 0, 0}, MASK).pointing())
        .isEqualTo(0.5);
  }

  @Test
  void tiesAtTheEdgeOfTheTopCountByTheirExpectation() {
    // One above (inside); two places for three tied, of which one is inside: (1 + 2/3) / 3.
    assertThat(Localisation.of(new float[] {0, 9, 5, 5, 5, 0, 0, 0}, MASK).rank())
        .isCloseTo(5 / 9.0, within(1e-12));
  }

  @Test
  void valuesStayInTheUnitIntervalForAnyMap() {
    RandomStream random = new Seed(4).stream();
    for (int round = 0; round < 200; round++) {
      float[] map = new float[30];
      byte[] mask = new byte[30];
      for (int i = 0; i < 30; i++) {
        map[i] = Math.round(3 * random.nextGaussian());
        mask[i] = (byte) random.nextInt(2);
      }
      map[0] = 10;
      mask[1] = 1;

      Localisation found = Localisation.of(map, mask);

      assertThat(found.pointing()).isBetween(0.0, 1.0);
      assertThat(found.mass()).isBetween(0.0, 1.0);
      assertThat(found.rank()).isBetween(0.0, 1.0);
    }
  }
}
