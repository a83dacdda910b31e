package org.heirloom.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.heirloom.model.FeatureMap;
import org.junit.jupiter.api.Test;

class TargetBoxTest {
  /** Positions see 4 pixels each, side by side: their middles are 1.5, 5.5, 9.5, 13.5. */
  private static final TargetBox.Grid GRID =
      new TargetBox.Grid(new FeatureMap.Field(4, 4, 0), 4, 4, 16, 16);

  private static byte[] mask(int top, int left, int bottom, int right) {
    byte[] mask = new byte[256];
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        mask[y * 16 + x] = 1;
      }
    }
    return mask;
  }

  @Test
  void farthestPartIsChosenWithThePositionsInside() {
    Map<String, byte[]> masks =
        Map.of(
            "part/near", mask(4, 0, 8, 4),
            "part/far", mask(8, 8, 16, 16),
            "background", mask(15, 15, 16, 16));

    TargetBox box = TargetBox.farthest(masks, 0, GRID).orElseThrow();

    assertThat(box).isEqualTo(new TargetBox("far", 8, 8, 16, 16));
    assertThat(box.positions(GRID)).containsExactly(10, 11, 14, 15);
  }

  @Test
  void partThatHoldsThePlaceOrNoPositionIsNoTarget() {
    Map<String, byte[]> masks =
        Map.of("part/here", mask(0, 0, 8, 8), "part/sliver", mask(0, 15, 1, 16));

    assertThat(TargetBox.farthest(masks, 5, GRID)).isEmpty();
  }

  @Test
  void withoutPartsItIsTheQuarterAcross() {
    assertThat(TargetBox.farthest(Map.of("background", mask(0, 0, 1, 1)), 0, GRID))
        .contains(new TargetBox("lower right", 8, 8, 16, 16));
    assertThat(TargetBox.farthest(Map.of(), 3, GRID))
        .contains(new TargetBox("lower left", 8, 0, 16, 8));
  }

  @Test
  void hiddenPartIsNoTarget() {
    Map<String, byte[]> masks = Map.of("part/hidden", new byte[256], "part/one", mask(0, 0, 8, 8));

    assertThat(TargetBox.farthest(masks, 15, GRID)).contains(new TargetBox("one", 0, 0, 8, 8));
  }
}
