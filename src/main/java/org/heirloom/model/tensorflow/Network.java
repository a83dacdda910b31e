package org.heirloom.model.tensorflow;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A network inside a graph: what it computes from one operand of images.
 *
 * @param logits {@code [n, classes]}, before the softmax
 * @param layers activations by layer name, {@code [n, height, width, channels]} or pooled {@code
 *     [n, channels]}, as the next layer sees them, in order from input to output
 * @param classMaps adds the logits of each position of the last layer, {@code [n, height, width,
 *     classes]}: what pooling turns into logits. With pooling mean, their mean is the logit; with
 *     prototypes they are similarities to those of the class, weighed as the last layer weighs the
 *     greatest of each. Adds its operations at every call, and none before the first
 * @param attention how much of each position is let through, in (0, 1), by the name of the layer
 *     that it makes, {@code [n, height, width, 1]}; empty in a network without attention
 * @param builtIn the explanation that the network is made of, if it is made of one
 */
public record Network(
    Operand<TFloat32> logits,
    Map<String, Operand<TFloat32>> layers,
    Supplier<Operand<TFloat32>> classMaps,
    Map<String, Operand<TFloat32>> attention,
    Optional<BuiltIn> builtIn) {

  /** A network without attention that explains nothing by itself. */
  public Network(
      Operand<TFloat32> logits,
      Map<String, Operand<TFloat32>> layers,
      Supplier<Operand<TFloat32>> classMaps) {
    this(logits, layers, classMaps, Map.of(), Optional.empty());
  }

  /** A network without class maps. */
  public Network(Operand<TFloat32> logits, Map<String, Operand<TFloat32>> layers) {
    this(
        logits,
        layers,
        () -> {
          throw new UnsupportedOperationException("this network has no class maps");
        });
  }
}
