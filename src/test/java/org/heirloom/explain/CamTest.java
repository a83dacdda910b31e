package org.heirloom.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.heirloom.StudyException;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.Network;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

class CamTest extends ExplainerContract {
  /** F1 = [[1,2],[0,1]], F2 = [[0,1],[3,0]] as the two channels of the image. */
  private static final Array CHANNELS = new Array(new float[] {1, 0, 2, 1, 0, 3, 1, 0}, 1, 2, 2, 2);

  @Override
  String name() {
    return "cam";
  }

  @Test
  void mapIsTheClassifierAtEachPositionAndItsMeanTheLogit() {
    SaliencyMaps maps =
        Maps.of(
            "cam",
            TestNetworks.pooledLinear(new float[] {.5f, 0}, new float[] {-.25f, 0}),
            TestNetworks.few(),
            CHANNELS);

    assertThat(maps.values().values())
        .containsExactly(new float[] {.5f, .75f, -.75f, .5f}, within(1e-6f));
  }

  @Test
  void positivePartOverPositionsIsGradCam() {
    // The network's last layer is as large as the map, so nothing is enlarged.
    NetworkFunction flat =
        (tf, images) -> {
          Operand<TFloat32> layer = TestNetworks.filtered(tf, images, 3, 5, 1);
          Operand<TFloat32> logits =
              tf.linalg.matMul(
                  tf.math.mean(layer, tf.array(1, 2)), TestNetworks.weights(tf, 2, 5, 4));
          return new Network(logits, Map.of("", layer));
        };
    Array images = TestNetworks.images(3, 8, 3, 1);
    float[] cam = Maps.of("cam", flat, TestNetworks.few(), images).values().values();
    float[] gradCam = Maps.of("grad-cam", flat, TestNetworks.few(), images).values().values();

    for (int i = 0; i < cam.length; i++) {
      assertThat(gradCam[i]).isCloseTo(Math.max(0, cam[i]) / 64, within(1e-6f));
    }
  }

  @Test
  void networkThatPoolsOtherwiseIsRefused() {
    NetworkFunction ofMaxima =
        (tf, images) -> {
          Operand<TFloat32> layer = tf.identity(images);
          return new Network(tf.reduceMax(layer, tf.array(1, 2)), Map.of("layer", layer));
        };

    assertThatThrownBy(() -> Maps.of("cam", ofMaxima, TestNetworks.few(), CHANNELS))
        .isInstanceOf(StudyException.class)
        .hasMessage(
            "explain.explainers: cam needs a linear classifier of means over positions. Got weights that differ between positions by 0.75 of 1.0. Expected pooling mean, or grad-cam.");
  }

  @Test
  void networkWithoutPositionsIsRefused() {
    assertThatThrownBy(
            () ->
                Maps.of(
                    "cam",
                    TestNetworks.constant(0, 0),
                    TestNetworks.few(),
                    TestNetworks.images(1, 4, 1, 1)))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("cam needs a layer with height and width. Got layers [].");
  }
}
