package org.heirloom.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.heirloom.DataException;
import org.heirloom.Seed;
import org.heirloom.StudyException;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.junit.jupiter.api.Test;

class GradCamTest extends ExplainerContract {

  @Override
  String name() {
    return "grad-cam";
  }

  private static SaliencyMaps explain(
      NetworkFunction network, String layer, Array image, int label) {
    Explainers.Setting setting =
        new Explainers.Setting(
            network,
            layer,
            (int) image.shape()[1],
            (int) image.shape()[2],
            (int) image.shape()[3],
            new Seed(1));
    try (Explainer explainer = Explainers.named("grad-cam", setting)) {
      return explainer.explain(new ExplainRequest(List.of("a"), image, new int[] {label}));
    }
  }

  /** F1 = [[1,2],[0,1]], F2 = [[0,1],[3,0]] as the two channels of the image. */
  private static final Array CHANNELS = new Array(new float[] {1, 0, 2, 1, 0, 3, 1, 0}, 1, 2, 2, 2);

  @Test
  void equalsClassActivationMapOverPixelsForPooledLinearNetwork() {
    // The class activation map is (.5, .75, -.75, .5); Grad-CAM is its positive part over 4 pixels.
    SaliencyMaps maps =
        explain(
            TestNetworks.pooledLinear(new float[] {.5f, 0}, new float[] {-.25f, 0}),
            "image",
            CHANNELS,
            0);

    assertThat(maps.values().values())
        .containsExactly(new float[] {.125f, .1875f, 0, .125f}, within(1e-7f));
    assertThat(maps.flags()).containsExactly("");
  }

  @Test
  void explainsTheClassThatIsAskedFor() {
    SaliencyMaps maps =
        explain(
            TestNetworks.pooledLinear(new float[] {9, 0}, new float[] {9, 1}),
            "image",
            CHANNELS,
            1);

    assertThat(maps.values().values())
        .containsExactly(new float[] {0, .25f, .75f, 0}, within(1e-7f));
  }

  @Test
  void mapThatIsZeroEverywhereIsFlagged() {
    SaliencyMaps maps =
        explain(
            TestNetworks.pooledLinear(new float[] {-1, 0}, new float[] {-1, 0}),
            "image",
            CHANNELS,
            0);

    assertThat(maps.values().values()).containsOnly(0);
    assertThat(maps.flags()).containsExactly("empty-map");
  }

  @Test
  void enlargesWithHalfPixelCentres() {
    // A layer of 2x2 [[0,1],[2,3]] enlarged to 4x4 begins 0, .25, .75, 1.
    float[] values = new float[16];
    for (int i = 0; i < 16; i++) {
      values[i] = i / 4 / 2 * 2 + i % 4 / 2;
    }
    NetworkFunction halving =
        (tf, images) -> {
          org.heirloom.model.tensorflow.Network whole =
              TestNetworks.pooledLinear(new float[] {4, 0})
                  .apply(
                      tf,
                      tf.nn.avgPool(
                          images, List.of(1L, 2L, 2L, 1L), List.of(1L, 2L, 2L, 1L), "VALID"));
          return whole;
        };

    SaliencyMaps maps = explain(halving, "image", new Array(values, 1, 4, 4, 1), 0);

    assertThat(maps.values().values()).startsWith(new float[] {0, .25f, .75f, 1}, within(1e-6f));
  }

  @Test
  void layerWithoutHeightAndWidthIsRefusedWithTheRightNames() {
    assertThatThrownBy(() -> explain(TestNetworks.convolutional(2, 3, 1), "pooled", CHANNELS, 0))
        .isInstanceOf(StudyException.class)
        .hasMessage(
            "explain.layer: Grad-CAM needs a layer with height and width. Got pooled. Expected one of: first, second.");
  }

  @Test
  void mapOfANetworkThatGivesNoNumberIsAnError() {
    assertThatThrownBy(
            () ->
                explain(
                    TestNetworks.pooledLinear(new float[] {Float.NaN, 0}, new float[] {1, 0}),
                    "image",
                    CHANNELS,
                    0))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "explainer grad-cam, example a: the map is not finite. Got NaN. Is the network's output finite?");
  }
}
