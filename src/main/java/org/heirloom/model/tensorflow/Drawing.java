package org.heirloom.model.tensorflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heirloom.model.Architecture;
import org.heirloom.model.FeatureMap;
import org.heirloom.model.Footprint;
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
    return of(layers, spec, images, LayerEdit.NONE);
  }

  /** Adds a network whose layers are changed on the way. */
  static Network of(Layers layers, ModelSpec spec, Operand<TFloat32> images, LayerEdit edit) {
    Map<String, Operand<TFloat32>> named =
        new LinkedHashMap<>(
            Architecture.require(spec.architecture())
                .draw(layers, spec.width(), normalise(layers.tf, spec, images), edit::apply));
    Operand<TFloat32> last = List.copyOf(named.values()).get(named.size() - 1);
    if (spec.network().prototypes()) {
      return new PrototypeHead(layers, last, spec, edit).network(named, field(spec));
    }
    Head head = new Head(layers, last, spec, edit);
    head.pooled().ifPresent(pooled -> named.put(Head.POOLED, pooled));
    Optional<BuiltIn> builtIn =
        spec.network().bagOfFeatures()
            ? Optional.of(new BuiltIn.Patches(field(spec)))
            : Optional.empty();
    return new Network(head.logits(), named, head::classMaps, layers.attention(), builtIn);
  }

  /** What each position of the last layer sees. */
  private static FeatureMap.Field field(ModelSpec spec) {
    FeatureMap images = Footprint.images(spec.sizePixels(), spec.channels());
    List<FeatureMap> maps =
        List.copyOf(Footprint.of(spec.network(), images, spec.classes()).layers().values());
    return maps.get(maps.size() - 1).field();
  }

  /**
   * Subtracts the mean and divides by the deviation, each spread over a whole image: TensorFlow is
   * several times slower at spreading a vector as short as the channels over pixels.
   */
  private static Operand<TFloat32> normalise(Ops tf, ModelSpec spec, Operand<TFloat32> images) {
    return tf.math.div(
        tf.math.sub(images, everywhere(tf, spec, spec.mean())),
        everywhere(tf, spec, spec.deviation()));
  }

  private static Operand<TFloat32> everywhere(Ops tf, ModelSpec spec, List<Float> channels) {
    float[] array = new float[channels.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = channels.get(i);
    }
    int[] shape = {spec.sizePixels(), spec.sizePixels(), spec.channels()};
    return tf.broadcastTo(tf.constant(array), tf.constant(shape));
  }
}
