package org.heirloom.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CrossedMeanTest {

  @Test
  void meanSquaresOfAHandComputedTable() {
    CrossedMean mean = CrossedMean.of(new double[][] {{1, 2, 6}, {3, 4, 2}});

    // Row means 3, 3; column means 2, 3, 4; mean 3.
    // Seeds: 3·(0 + 0)/1 = 0. Examples: 2·(1 + 0 + 1)/2 = 2.
    // Rest: row 1: −1, −1, 2; row 2: 1, 1, −2; squares 12 over 2 degrees = 6.
    assertThat(mean.mean()).isEqualTo(3);
    assertThat(mean.seedSquare()).isCloseTo(0, within(1e-12));
    assertThat(mean.exampleSquare()).isCloseTo(2, within(1e-12));
    assertThat(mean.restSquare()).isCloseTo(6, within(1e-12));
  }

  @Test
  void halfWidthAddsSeedsAndExamplesByTheirOwnCriticalValues() {
    // Additive table: rows 0 and 2, columns 0, 3, 6: rest 0.
    CrossedMean mean = CrossedMean.of(new double[][] {{0, 3, 6}, {2, 5, 8}});

    // MS_seed = 3·2 = 6, t(.975, 1) = 12.7062047362; MS_example = 2·9 = 18, t(.975, 2) =
    // 4.3026527299.
    double squares = 12.7062047362 * 12.7062047362 * 6 + 4.3026527299 * 4.3026527299 * 18;
    assertThat(mean.interval(0.95).halfWidth()).isCloseTo(Math.sqrt(squares / 6), within(1e-7));
    assertThat(mean.interval(0.95).value()).isEqualTo(4);
  }

  @Test
  void seedsThatAgreeByAccidentLeaveTheExamplesUncertainty() {
    // Row means 0 and 0, column means 0: only the rest, 4 · 1 / 1 = 4 over 1 · 1 degrees.
    CrossedMean mean = CrossedMean.of(new double[][] {{1, -1}, {-1, 1}});

    assertThat(mean.seedSquare()).isZero();
    assertThat(mean.exampleSquare()).isZero();
    assertThat(mean.interval(0.95).halfWidth())
        .isCloseTo(12.7062047362 * Math.sqrt(4 / 4.0), within(1e-7));
  }

  @Test
  void withOneExampleItIsTheIntervalOverSeeds() {
    Interval crossed = CrossedMean.of(new double[][] {{.71}, {.73}, {.70}}).interval(0.95);
    Interval t = Moments.interval(new double[] {.71, .73, .70}, 0.95);

    assertThat(crossed.value()).isCloseTo(t.value(), within(1e-12));
    assertThat(crossed.low()).isCloseTo(t.low(), within(1e-12));
    assertThat(crossed.high()).isCloseTo(t.high(), within(1e-12));
  }

  @Test
  void withOneSeedItIsTheIntervalOverExamples() {
    Interval crossed = CrossedMean.of(new double[][] {{1, 2, 3}}).interval(0.95);

    assertThat(crossed.low())
        .isCloseTo(Moments.interval(new double[] {1, 2, 3}, .95).low(), within(1e-12));
  }

  @Test
  void pIsThatOfTheTTestWhereOnlySeedsCount() {
    double[] d = {.02, .01, 0, .03, .02};
    double[][] column = {{d[0]}, {d[1]}, {d[2]}, {d[3]}, {d[4]}};

    assertThat(CrossedMean.of(column).p(0)).isCloseTo(0.0349197067, within(1e-6));
  }

  @Test
  void pIsOneLessTheConfidenceThatJustReaches() {
    CrossedMean mean = CrossedMean.of(new double[][] {{1, 2, 6, 3}, {3, 4, 2, 1}, {2, 2, 3, 4}});

    double p = mean.p(0);

    assertThat(mean.interval(1 - p).low()).isCloseTo(0, within(1e-9));
  }

  @Test
  void singleCellHasNoInterval() {
    CrossedMean mean = CrossedMean.of(new double[][] {{5}});

    assertThat(mean.interval(0.95).isBounded()).isFalse();
    assertThat(mean.p(0)).isNaN();
  }

  @Test
  void equalCellsAreConstantToTheBit() {
    double[][] table = new double[7][13];
    for (double[] row : table) {
      Arrays.fill(row, 0.1);
    }

    CrossedMean mean = CrossedMean.of(table);

    assertThat(mean.isConstant()).isTrue();
    assertThat(mean.mean()).isEqualTo(0.1);
    assertThat(mean.p(0)).isNaN();
    assertThat(mean.p(0.1)).isEqualTo(1);
  }

  @Test
  void expectedHalfWidthAtTheSameSizeIsAboutTheSame() {
    CrossedMean mean = CrossedMean.of(new double[][] {{1, 2, 6, 3}, {4, 5, 7, 7}, {8, 8, 9, 9}});

    double half = mean.interval(0.95).halfWidth();

    assertThat(mean.expectedHalfWidth(0.95, 3, 4)).isCloseTo(half, within(1e-9));
    assertThat(mean.expectedHalfWidth(0.95, 12, 4)).isLessThan(half / 2);
  }

  @Test
  void raggedTableIsRefused() {
    assertThatThrownBy(() -> CrossedMean.of(new double[][] {{1, 2}, {1}}))
        .hasMessage("Expected rows of 2, got one of 1");
    assertThatThrownBy(() -> CrossedMean.of(new double[][] {{1, Double.NaN}}))
        .hasMessage("Expected finite cells, row 0 has others");
  }
}
