package org.heirloom.model.tensorflow;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.heirloom.model.FeatureMap;
import org.heirloom.model.Kernel;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.Prototypes;
import org.heirloom.model.Window;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * From the last features to logits by prototypes.
 *
 * <p>Two 1×1 convolutions (ReLU, sigmoid) bring each position to a point z of the unit cube, whose
 * squared distance to every prototype p makes a similarity; the greatest of an image's positions
 * counts, and the last layer, which no gradient changes, weighs it.
 *
 * @see Prototypes
 */
final class PrototypeHead {
  private static final String ADDED = "prototypes/added";

  private final Layers layers;
  private final Ops tf;
  private final int prototypes;
  private final int classes;
  private final Operand<TFloat32> connections;
  private final Operand<TFloat32> points;
  private final Operand<TFloat32> distances;
  private final Operand<TFloat32> similarities;
  private final Operand<TFloat32> nearest;

  /**
   * Adds the head.
   *
   * @param features {@code [n, height, width, channels]}
   * @param edit changes the similarities and the greatest of each
   */
  PrototypeHead(Layers layers, Operand<TFloat32> features, ModelSpec spec, LayerEdit edit) {
    this.layers = layers;
    this.tf = layers.tf;
    this.classes = spec.classes();
    this.prototypes = Prototypes.PER_CLASS * classes;
    this.connections = layers.fixed(Prototypes.CONNECTIONS, prototypes, classes);
    this.points = tf.math.sigmoid(added(2, tf.nn.relu(added(1, features))));
    this.distances = distances(points);
    this.similarities = edit.apply(Prototypes.SIMILARITIES, similarities(tf, distances));
    this.nearest = edit.apply(Head.POOLED, tf.reduceMax(similarities, tf.array(1, 2)));
  }

  private Operand<TFloat32> added(int number, Operand<TFloat32> input) {
    Kernel kernel = Kernel.of(Window.inside(1, 1), layers.channels(input), Prototypes.DIMENSION);
    return tf.nn.biasAdd(
        layers.convolution(ADDED + number, input, kernel),
        layers.weights(ADDED + number + "/bias", Prototypes.DIMENSION));
  }

  /** z² + p² − 2zp, which rounding may bring below zero. */
  private Operand<TFloat32> distances(Operand<TFloat32> z) {
    // Where operations read a variable itself, some have no gradient by it.
    Operand<TFloat32> p =
        tf.identity(layers.weights(Prototypes.VECTORS, prototypes, Prototypes.DIMENSION));
    Operand<TFloat32> squares =
        tf.expandDims(tf.reduceSum(tf.math.square(z), tf.constant(3)), tf.constant(3));
    Operand<TFloat32> products =
        pointwise(z, tf.linalg.transpose(p, tf.array(1, 0)), Prototypes.DIMENSION, prototypes);
    Operand<TFloat32> lengths = tf.reduceSum(tf.math.square(p), tf.constant(1));
    return tf.nn.relu(
        tf.math.sub(tf.math.add(squares, lengths), tf.math.mul(products, tf.constant(2f))));
  }

  private Operand<TFloat32> pointwise(
      Operand<TFloat32> input, Operand<TFloat32> matrix, int in, int out) {
    return layers.convolve(
        input,
        tf.reshape(matrix, tf.array(1, 1, in, out)),
        Kernel.of(Window.inside(1, 1), in, out));
  }

  /** As {@link Prototypes#similarity}. */
  static Operand<TFloat32> similarities(Ops tf, Operand<TFloat32> distances) {
    return tf.math.log(
        tf.math.div(
            tf.math.add(distances, tf.constant(1f)),
            tf.math.add(distances, tf.constant((float) Prototypes.SMALLEST))));
  }

  /**
   * The whole network.
   *
   * @param features its named layers so far
   * @param field what each position of the last one sees
   */
  Network network(Map<String, Operand<TFloat32>> features, FeatureMap.Field field) {
    Map<String, Operand<TFloat32>> named = new LinkedHashMap<>(features);
    named.put(Prototypes.SIMILARITIES, similarities);
    named.put(Head.POOLED, nearest);
    return new Network(
        tf.linalg.matMul(nearest, connections),
        named,
        this::classMaps,
        layers.attention(),
        Optional.of(new BuiltIn.Prototypes(field, points, distances)));
  }

  /** What prototypes say at each position for the class that they stand for. */
  private Operand<TFloat32> classMaps() {
    Operand<TFloat32> own = tf.math.mul(connections, tf.constant(Prototypes.classes(classes)));
    return pointwise(similarities, own, prototypes, classes);
  }
}
