package org.heirloom.model.tensorflow;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A network inside a graph: what it computes from one operand of images.
 *
 * @param logits {@code [n, classes]}, before the softmax
 * @param layers activations by layer name, {@code [n, height, width, channels]}, after the ReLU, in
 *     order from input to output
 */
public record Network(Operand<TFloat32> logits, Map<String, Operand<TFloat32>> layers) {}
