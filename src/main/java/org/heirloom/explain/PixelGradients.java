package org.heirloom.explain;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.Network;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.model.tensorflow.Program;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Gradients of a class's logit by the pixels of many variants of one image. Owns native memory:
 * close it.
 */
final class PixelGradients implements AutoCloseable {
  /** Images that go through the network at once, at most. */
  static final int BLOCK = 64;

  private final Program program;
  private final Explainers.Setting setting;

  PixelGradients(String explainer, Explainers.Setting setting) {
    this.setting = setting;
    NetworkFunction network = setting.network(explainer);
    Shape shape = Shape.of(-1, setting.height(), setting.width(), setting.channels());
    program = Program.build(tf -> graph(tf, network, shape));
  }

  private static Map<String, Operand<?>> graph(Ops tf, NetworkFunction function, Shape shape) {
    Placeholder<TFloat32> images =
        tf.withName("images").placeholder(TFloat32.class, Placeholder.shape(shape));
    Placeholder<TInt32> classes =
        tf.withName("classes").placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    Network network = function.apply(tf, images);
    return Map.of(
        "gradients",
        of(tf, network, images, classes),
        "logits",
        BlockProgram.logits(tf, network, classes));
  }

  /** Adds the gradient of each image's logit by its values, in the shape of the images. */
  static Operand<TFloat32> of(
      Ops tf, Network network, Operand<TFloat32> images, Operand<TInt32> classes) {
    // Nothing times the image, so that a network that ignores it has gradients too: zeros.
    Operand<TFloat32> nothing =
        tf.math.mul(tf.reduceSum(images, tf.array(0, 1, 2, 3)), tf.constant(0f));
    Operand<TFloat32> score =
        tf.math.add(
            tf.reduceSum(BlockProgram.logits(tf, network, classes), tf.constant(0)), nothing);
    @SuppressWarnings("unchecked")
    Operand<TFloat32> gradient =
        (Operand<TFloat32>) tf.gradients(score, List.of(images)).iterator().next();
    return gradient;
  }

  /**
   * What the network says of some images.
   *
   * @param gradients of each image, one after the other
   * @param logits of the class
   */
  record Answer(float[] gradients, float[] logits) {}

  /**
   * Gradients and logits of images that are explained for the same class.
   *
   * @param images row-major, one after the other, at most {@value #BLOCK}
   */
  Answer of(float[] images, int label) {
    int each = setting.height() * setting.width() * setting.channels();
    int n = images.length / each;
    float[] classes = new float[n];
    Arrays.fill(classes, label);
    Map<String, Array> outputs =
        program.run(
            Map.of(
                "images",
                new Array(images, n, setting.height(), setting.width(), setting.channels()),
                "classes",
                new Array(classes, n)));
    return new Answer(outputs.get("gradients").values(), outputs.get("logits").values());
  }

  @Override
  public void close() {
    program.close();
  }
}
