package org.heirloom.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.heirloom.model.Array;
import org.heirloom.study.ExplainerSettings;
import org.junit.jupiter.api.Test;

class OcclusionTest extends ExplainerContract {
  private static final int SIDE = 4;

  @Override
  String name() {
    return "occlusion";
  }

  private static SaliencyMaps onePixel(int pixel, int window, int stride) {
    float[] weights = new float[SIDE * SIDE];
    weights[pixel] = .6f;
    float[] white = new float[SIDE * SIDE];
    Arrays.fill(white, 1);
    return Maps.of(
        "occlusion",
        TestNetworks.linearProbability(weights),
        Maps.with(new ExplainerSettings.Occlusion(window, stride, "black")),
        new Array(white, 1, SIDE, SIDE, 1));
  }

  @Test
  void valueIsTheMeanLossOverThePatchesThatCoverAPixel() {
    // Pixel (0,1): with patches of 2×2, two of the nine cover it; (1,2) lies under four, one
    // shared.
    float[] map = onePixel(1, 2, 1).values().values();

    assertThat(map[1]).isCloseTo(.6f, within(1e-6f));
    assertThat(map[0]).isCloseTo(.6f, within(1e-6f));
    assertThat(map[2]).isCloseTo(.3f, within(1e-6f));
    assertThat(map[6]).isCloseTo(.15f, within(1e-6f));
  }

  @Test
  void pixelsThatShareNoPatchWithARelevantOneAreExactlyZero() {
    float[] map = onePixel(1, 2, 1).values().values();

    assertThat(Arrays.copyOfRange(map, 8, 16)).containsOnly(0);
    assertThat(map[3]).isZero();
  }

  @Test
  void patchesReachTheFarBorderWhateverTheStride() {
    // Starts at 0 and, since 3 does not divide what is left, at 1: the far corner is covered.
    SaliencyMaps maps = onePixel(15, 3, 3);

    assertThat(maps.values().values()[15]).isCloseTo(.6f, within(1e-6f));
    assertThat(maps.efforts().get(0).calls()).isEqualTo(5);
  }

  @Test
  void imageInTheColourOfThePatchesHasAnEmptyMap() {
    SaliencyMaps maps =
        Maps.of(
            "occlusion",
            TestNetworks.convolutional(3, 4, 1),
            TestNetworks.few(),
            new Array(new float[12 * 12 * 3], 1, 12, 12, 3));

    assertThat(maps.flags()).containsExactly("empty-map");
  }
}
