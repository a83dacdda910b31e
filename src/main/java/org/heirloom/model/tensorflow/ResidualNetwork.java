package org.heirloom.model.tensorflow;

import java.util.LinkedHashMap;
import java.util.Map;
import org.heirloom.model.Architecture;
import org.heirloom.model.ModelSpec;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Draws an {@link Architecture} into a graph with the layers it is given. */
final class ResidualNetwork {
  private final Ops tf;
  private final Layers layers;

  ResidualNetwork(Ops tf, Layers layers) {
    this.tf = tf;
    this.layers = layers;
  }

  /**
   * Adds the network.
   *
   * @param images {@code [n, height, width, channels]} in [0, 1]
   */
  Network apply(ModelSpec spec, Operand<TFloat32> images) {
    Architecture architecture = Architecture.require(spec.architecture());
    Map<String, Operand<TFloat32>> named = new LinkedHashMap<>();
    Operand<TFloat32> x = normalise(spec, images);
    int channels = spec.width();
    x =
        tf.nn.relu(
            layers.convolutionAndNorm(
                "stem", x, new Layers.Kernel(3, spec.channels(), channels, 1)));
    named.put("stem", x);
    int number = 1;
    for (Architecture.Stage stage : architecture.stages()) {
      int width = spec.width() * stage.widthFactor();
      for (int block = 0; block < stage.blocks(); block++) {
        String name = "stage" + number + "/block" + (block + 1);
        x = block(name, x, new Layers.Kernel(3, channels, width, block == 0 ? stage.stride() : 1));
        channels = width;
      }
      named.put("stage" + number, x);
      number++;
    }
    x = tf.math.mean(x, tf.array(1, 2));
    named.put("pooled", x);
    return new Network(layers.dense("classifier", x, channels, spec.classes()), named);
  }

  private Operand<TFloat32> normalise(ModelSpec spec, Operand<TFloat32> images) {
    return tf.math.div(
        tf.math.sub(images, tf.constant(floats(spec.mean()))),
        tf.constant(floats(spec.deviation())));
  }

  private static float[] floats(java.util.List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }

  private Operand<TFloat32> block(String name, Operand<TFloat32> input, Layers.Kernel kernel) {
    Operand<TFloat32> x = tf.nn.relu(layers.convolutionAndNorm(name + "/conv1", input, kernel));
    x =
        layers.convolutionAndNorm(
            name + "/conv2", x, new Layers.Kernel(3, kernel.out(), kernel.out(), 1));
    Operand<TFloat32> shortcut =
        kernel.in() == kernel.out() && kernel.stride() == 1
            ? input
            : layers.convolutionAndNorm(
                name + "/shortcut",
                input,
                new Layers.Kernel(1, kernel.in(), kernel.out(), kernel.stride()));
    return tf.nn.relu(tf.math.add(x, shortcut));
  }
}
