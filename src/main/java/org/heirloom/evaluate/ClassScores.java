package org.heirloom.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.Network;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.model.tensorflow.Program;
import org.heirloom.stats.Logits;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * What a network answers to images that were made up: removed, corrupted, rendered anew.
 *
 * <p>Images go through in blocks of a fixed size, so that an answer has the same bits whatever was
 * asked with it. Owns native memory: close it. Not thread-safe.
 */
public final class ClassScores implements AutoCloseable {
  private static final int BLOCK = 32;

  private final Program program;
  private final long[] shape;

  /**
   * Builds the graph around a network.
   *
   * @param height of the images in pixels
   * @param width of the images in pixels
   * @param channels of the images
   */
  public ClassScores(NetworkFunction network, int height, int width, int channels) {
    this.shape = new long[] {BLOCK, height, width, channels};
    this.program =
        Program.build(
            tf -> {
              Placeholder<TFloat32> images =
                  tf.withName("images")
                      .placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
              Network answered = network.apply(tf, images);
              return Map.of("logits", answered.logits());
            });
  }

  /**
   * Logits, {@code [n, classes]}.
   *
   * @param images {@code [n, height, width, channels]} in [0, 1]
   */
  public Array logits(Array images) {
    int size = images.rowSize();
    float[] all = new float[0];
    int classes = 0;
    for (int from = 0; from < images.rows(); from += BLOCK) {
      int count = Math.min(BLOCK, images.rows() - from);
      float[] block = new float[BLOCK * size];
      System.arraycopy(images.values(), from * size, block, 0, count * size);
      Map<String, Array> feeds = new LinkedHashMap<>();
      feeds.put("images", new Array(block, shape));
      Array logits = program.run(feeds).get("logits");
      classes = logits.rowSize();
      all = java.util.Arrays.copyOf(all, images.rows() * classes);
      System.arraycopy(logits.values(), 0, all, from * classes, count * classes);
    }
    return new Array(all, images.rows(), classes);
  }

  /** Probability of one class for each image; NaN where a logit is not finite. */
  public double[] probabilities(Array images, int chosen) {
    Array logits = logits(images);
    double[] probabilities = new double[logits.rows()];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = Logits.softmax(logits.rowAsDoubles(i))[chosen];
    }
    return probabilities;
  }

  @Override
  public void close() {
    program.close();
  }
}
