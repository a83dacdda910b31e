package org.heirloom.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heirloom.model.Activation;
import org.heirloom.model.Kernel;
import org.heirloom.model.Window;
import org.heirloom.model.tensorflow.Layers;
import org.heirloom.model.tensorflow.Network;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.types.TFloat32;

/**
 * Fuses what a student attends to on all its levels into one mask, from the top down.
 *
 * <pre>
 * x = lateral(F_top · w_c)
 * x = ReLU(norm(conv3×3([enlarge(x); lateral(F_l)])))   for each level l below
 * E = enlarge(σ(conv1×1(x)))
 * </pre>
 *
 * <p>Laterals are 1×1 convolutions to a number of channels that all levels share. The classifier's
 * row w_c of the class to be explained makes the mask one of that class. Levels finer than half the
 * image are averaged to that size, so that the mask cannot hide single pixels from a classifier.
 * Everything is enlarged bilinearly with half-pixel centres. The source says that attention of
 * several levels is fused; all of this is a decision of ours.
 */
final class ExplanationNetwork {
  private static final String PREFIX = "explanation/";
  private static final String OUTPUT = PREFIX + "output";

  /** The weights whose shape tells the number of channels. */
  static final String OUTPUT_KERNEL = OUTPUT + "/kernel";

  private final Layers layers;
  private final Ops tf;
  private final int channels;

  /**
   * A network in the graph of some layers.
   *
   * @param channels of every lateral
   */
  ExplanationNetwork(Layers layers, int channels) {
    this.layers = layers;
    this.tf = layers.tf();
    this.channels = channels;
  }

  /**
   * Adds the masks.
   *
   * @param student applied to images
   * @param classRows the classifier's weights of each image's class, {@code [n, features]}
   * @param height of the images
   * @param width of the images
   * @return {@code [n, height, width]} in (0, 1)
   */
  Operand<TFloat32> masks(Network student, Operand<TFloat32> classRows, int height, int width) {
    List<Map.Entry<String, Operand<TFloat32>>> levels = levels(student);
    int top = levels.size() - 1;
    int last = layers.channels(levels.get(top).getValue());
    Operand<TFloat32> conditioned =
        tf.math.mul(levels.get(top).getValue(), tf.reshape(classRows, tf.array(-1, 1, 1, last)));
    Operand<TFloat32> x = lateral(levels.get(top).getKey(), conditioned, height, width);
    for (int level = top - 1; level >= 0; level--) {
      String name = levels.get(level).getKey();
      Operand<TFloat32> beside = lateral(name, levels.get(level).getValue(), height, width);
      x = joined(name, enlarged(x, side(beside, 1), side(beside, 2)), beside);
    }
    Operand<TFloat32> logits =
        tf.nn.biasAdd(
            layers.convolution(OUTPUT, x, Kernel.of(Window.inside(1, 1), channels, 1)),
            layers.weights(OUTPUT + "/bias", 1));
    Operand<TFloat32> masks = enlarged(tf.math.sigmoid(logits), height, width);
    return tf.squeeze(masks, Squeeze.axis(List.of(3L)));
  }

  /** The stages, from input to output. */
  static List<Map.Entry<String, Operand<TFloat32>>> levels(Network student) {
    List<Map.Entry<String, Operand<TFloat32>>> levels = new ArrayList<>();
    for (Map.Entry<String, Operand<TFloat32>> layer : student.layers().entrySet()) {
      if (layer.getKey().startsWith("stage")) {
        levels.add(layer);
      }
    }
    return levels;
  }

  private Operand<TFloat32> lateral(
      String level, Operand<TFloat32> features, int height, int width) {
    Operand<TFloat32> small = features;
    while (side(small, 1) > (height + 1) / 2 || side(small, 2) > (width + 1) / 2) {
      small = tf.nn.avgPool(small, List.of(1L, 2L, 2L, 1L), List.of(1L, 2L, 2L, 1L), "SAME");
    }
    return layers.convolution(
        PREFIX + "lateral-" + level,
        small,
        Kernel.of(Window.inside(1, 1), layers.channels(small), channels));
  }

  private Operand<TFloat32> joined(
      String level, Operand<TFloat32> above, Operand<TFloat32> beside) {
    Operand<TFloat32> both = tf.concat(List.of(above, beside), tf.constant(3));
    Kernel kernel = Kernel.of(Window.padded(3, 1), 2 * channels, channels);
    return layers.activate(
        layers.convolutionAndNorm(PREFIX + "join-" + level, both, kernel), Activation.RELU);
  }

  private Operand<TFloat32> enlarged(Operand<TFloat32> maps, int height, int width) {
    return side(maps, 1) == height && side(maps, 2) == width
        ? maps
        : tf.image.resizeBilinear(
            maps, tf.array(height, width), ResizeBilinear.halfPixelCenters(true));
  }

  private static int side(Operand<TFloat32> maps, int axis) {
    return Math.toIntExact(maps.shape().get(axis));
  }
}
