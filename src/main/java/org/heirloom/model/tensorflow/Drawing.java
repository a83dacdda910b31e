package org.heirloom.model.tensorflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.model.Architecture;
import org.heirloom.model.ModelSpec;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Draws networks into graphs. */
final class Drawing {
  private Drawing() {}

  /**
   * Adds a network.
   *
   * @param images {@code [n, height, width, channels]} in [0, 1]
   */
  static Network of(Layers layers, ModelSpec spec, Operand<TFloat32> images) {
    Map<String, Operand<TFloat32>> named =
        new LinkedHashMap<>(
            Architecture.require(spec.architecture())
                .draw(layers, spec.width(), normalise(layers.tf, spec, images)));
    Operand<TFloat32> last = List.copyOf(named.values()).get(named.size() - 1);
    Head head = new Head(layers, last, spec);
    head.pooled().ifPresent(pooled -> named.put("pooled", pooled));
    return new Network(head.logits(), named, head::classMaps);
  }

  private static Operand<TFloat32> normalise(Ops tf, ModelSpec spec, Operand<TFloat32> images) {
    return tf.math.div(
        tf.math.sub(images, tf.constant(floats(spec.mean()))),
        tf.constant(floats(spec.deviation())));
  }

  private static float[] floats(List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }
}
