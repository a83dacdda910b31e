package org.heirloom.explain;

import java.util.LinkedHashMap;
import java.util.Map;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.Network;
import org.heirloom.model.tensorflow.Program;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A graph that explains images in blocks of a fixed size, so that a map has the same bits whatever
 * was asked for with it. Owns native memory: close it.
 */
final class BlockProgram implements AutoCloseable {
  private static final int BLOCK = 16;

  private final Program program;

  /** What a graph computes of a block of images. */
  @FunctionalInterface
  interface Graph {
    /**
     * Adds the computation.
     *
     * @param images {@code [n, height, width, channels]}
     * @param classes {@code [n]}
     * @return outputs by name, each {@code [n, ..]}
     */
    Map<String, Operand<?>> of(Ops tf, Operand<TFloat32> images, Operand<TInt32> classes);
  }

  BlockProgram(Explainers.Setting setting, Graph graph) {
    Shape shape = Shape.of(BLOCK, setting.height(), setting.width(), setting.channels());
    program =
        Program.build(
            tf ->
                graph.of(
                    tf,
                    tf.withName("images").placeholder(TFloat32.class, Placeholder.shape(shape)),
                    tf.withName("classes")
                        .placeholder(TInt32.class, Placeholder.shape(Shape.of(BLOCK)))));
  }

  /** The logit of each image's class, {@code [n]}. */
  static Operand<TFloat32> logits(Ops tf, Network network, Operand<TInt32> classes) {
    int all = Math.toIntExact(network.logits().shape().get(1));
    Operand<TFloat32> chosen =
        tf.oneHot(classes, tf.constant(all), tf.constant(1f), tf.constant(0f));
    return tf.reduceSum(tf.math.mul(network.logits(), chosen), tf.constant(1));
  }

  /** Every output for every example of the request, in its order. */
  Map<String, float[]> run(ExplainRequest request) {
    Map<String, float[]> outputs = new LinkedHashMap<>();
    for (int from = 0; from < request.size(); from += BLOCK) {
      int first = from;
      int size = Math.min(BLOCK, request.size() - from);
      program
          .run(feeds(request, from, size))
          .forEach(
              (name, block) -> {
                int each = block.rowSize();
                float[] all = outputs.computeIfAbsent(name, n -> new float[request.size() * each]);
                System.arraycopy(block.values(), 0, all, first * each, size * each);
              });
    }
    return outputs;
  }

  /** A block of the request; the places behind the last example repeat black images of class 0. */
  private static Map<String, Array> feeds(ExplainRequest request, int from, int size) {
    int values = request.images().rowSize();
    float[] images = new float[BLOCK * values];
    System.arraycopy(request.images().values(), from * values, images, 0, size * values);
    float[] classes = new float[BLOCK];
    for (int i = 0; i < size; i++) {
      classes[i] = request.classes()[from + i];
    }
    long[] shape = request.images().shape().clone();
    shape[0] = BLOCK;
    return Map.of("images", new Array(images, shape), "classes", new Array(classes, BLOCK));
  }

  @Override
  public void close() {
    program.close();
  }
}
