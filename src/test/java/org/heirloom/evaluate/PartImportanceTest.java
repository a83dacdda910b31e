package org.heirloom.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.heirloom.evaluate.PartImportance.Part;
import org.junit.jupiter.api.Test;

class PartImportanceTest {
  private static final Part SMALL = new Part(new byte[] {1, 0, 0, 0, 0, 0}, 0.1);
  private static final Part MIDDLE = new Part(new byte[] {0, 1, 1, 0, 0, 0}, 0.9);
  private static final Part LARGE = new Part(new byte[] {0, 0, 0, 1, 1, 0}, 4);

  @Test
  void mapInTheOrderOfTheDropsScoresOne() {
    PartImportance importance =
        PartImportance.of(new float[] {1, 1, 1, 2, 3, 9}, List.of(LARGE, SMALL, MIDDLE));

    assertThat(importance.rho()).isCloseTo(1, within(1e-12));
    assertThat(importance.flag()).isEmpty();
  }

  @Test
  void mapInTheOppositeOrderScoresMinusOne() {
    assertThat(
            PartImportance.of(new float[] {9, 1, 1, -2, -3, 0}, List.of(LARGE, SMALL, MIDDLE))
                .rho())
        .isCloseTo(-1, within(1e-12));
  }

  @Test
  void oneExchangeAmongThreeHalvesTheCorrelation() {
    // Sums 4, 2, 5 for drops .1, .9, 4: ranks 2, 1, 3 against 1, 2, 3 give 1 − 6·2/24.
    assertThat(
            PartImportance.of(new float[] {4, 1, 1, 2, 3, 0}, List.of(SMALL, MIDDLE, LARGE)).rho())
        .isCloseTo(0.5, within(1e-12));
  }

  @Test
  void whatCannotBeOrderedIsFlagged() {
    assertThat(PartImportance.of(new float[6], List.of(SMALL, LARGE)).flag())
        .isEqualTo("few-parts");
    assertThat(PartImportance.of(new float[6], List.of(SMALL, MIDDLE, LARGE)).flag())
        .isEqualTo("constant-map");
    Part none = new Part(new byte[] {1, 0, 0, 0, 0, 0}, 0);
    assertThat(
            PartImportance.of(
                    new float[] {1, 2, 3, 4, 5, 6},
                    List.of(none, new Part(MIDDLE.mask(), 0), new Part(LARGE.mask(), 0)))
                .measured("edge", "one")
                .flag())
        .isEqualTo("no-drop");
  }

  @Test
  void masksAreDilatedBySquaresAndStopAtTheBorder() {
    byte[] mask = new byte[5 * 6];
    mask[1] = 1;

    byte[] dilated = Masks.dilated(mask, 5, 2);

    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 6; x++) {
        assertThat(dilated[y * 6 + x]).isEqualTo((byte) (y <= 2 && x <= 3 ? 1 : 0));
      }
    }
  }

  @Test
  void unionHoldsWhatAnyMaskHolds() {
    assertThat(Masks.union(List.of(new byte[] {1, 0, 0}, new byte[] {1, 0, 1}), 3))
        .containsExactly(1, 0, 1);
    assertThat(Masks.isEmpty(Masks.union(List.of(), 3))).isTrue();
  }
}
