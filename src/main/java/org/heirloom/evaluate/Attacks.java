package org.heirloom.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.model.tensorflow.Program;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Images changed by at most ε in each value so that a network errs, by the gradient of its
 * cross-entropy with the true label.
 *
 * <ul>
 *   <li>FGSM: one step of ε along the sign of the gradient.
 *   <li>PGD: ten steps of ε/4 from a random start, each followed by the way back to within ε of the
 *       image.
 * </ul>
 *
 * <p>Values stay in [0, 1]; ε = 0 gives the image itself. Images go through the network in blocks
 * of a fixed size. Owns native memory: close it. Not thread-safe.
 *
 * @see <a href="https://arxiv.org/abs/1412.6572">Goodfellow et al. (2015)</a>; <a
 *     href="https://arxiv.org/abs/1706.06083">Madry et al. (2018)</a>
 */
public final class Attacks implements AutoCloseable {
  /** The attacks by the name that a study uses. */
  public static final List<String> NAMES = List.of("fgsm", "pgd");

  private static final int BLOCK = 32;
  private static final int STEPS = 10;
  private static final float STEP = 0.25f;

  private final Program program;
  private final long[] shape;

  /**
   * Builds the graph around a network.
   *
   * @param height of the images in pixels
   * @param width of the images in pixels
   * @param channels of the images
   */
  public Attacks(NetworkFunction network, int height, int width, int channels) {
    this.shape = new long[] {BLOCK, height, width, channels};
    this.program = Program.build(tf -> Map.of("moved", moved(tf, network, shape)));
  }

  /** One step along the gradient's sign, and back to within ε of the image and to [0, 1]. */
  private static Operand<TFloat32> moved(Ops tf, NetworkFunction network, long[] shape) {
    Placeholder<TFloat32> images = floats(tf, "images", shape);
    Placeholder<TFloat32> current = floats(tf, "current", shape);
    Placeholder<TFloat32> epsilon = floats(tf, "epsilon");
    Placeholder<TFloat32> step = floats(tf, "step");
    Placeholder<TInt32> labels =
        tf.withName("labels").placeholder(TInt32.class, Placeholder.shape(Shape.of(BLOCK)));
    Operand<TFloat32> logits = network.apply(tf, current).logits();
    int classes = Math.toIntExact(logits.shape().get(1));
    Operand<TFloat32> oneHot =
        tf.oneHot(labels, tf.constant(classes), tf.constant(1f), tf.constant(0f));
    Operand<TFloat32> loss =
        tf.reduceSum(tf.nn.softmaxCrossEntropyWithLogits(logits, oneHot).loss(), tf.constant(0));
    @SuppressWarnings("unchecked")
    Operand<TFloat32> gradient =
        (Operand<TFloat32>) tf.gradients(loss, List.of(current)).iterator().next();
    Operand<TFloat32> ahead = tf.math.add(current, tf.math.mul(step, tf.math.sign(gradient)));
    Operand<TFloat32> near =
        tf.math.maximum(
            tf.math.sub(images, epsilon), tf.math.minimum(tf.math.add(images, epsilon), ahead));
    return tf.math.maximum(tf.constant(0f), tf.math.minimum(tf.constant(1f), near));
  }

  private static Placeholder<TFloat32> floats(Ops tf, String name, long... shape) {
    return tf.withName(name).placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
  }

  /**
   * The attacked images, {@code [n, height, width, channels]}.
   *
   * @param name one of {@link #NAMES}
   * @param ids of the examples
   * @param images as many, in [0, 1]
   * @param labels the true classes
   * @param epsilon in units of the range 0..1, at least 0
   * @param seed of the random start; each example has a child of its own
   */
  public Array attacked(
      String name, List<String> ids, Array images, int[] labels, double epsilon, Seed seed) {
    float radius = (float) epsilon;
    return switch (name) {
      case "fgsm" -> step(images, images, labels, new float[] {radius, radius});
      case "pgd" -> {
        Array current = start(ids, images, radius, seed);
        for (int i = 0; i < STEPS; i++) {
          current = step(images, current, labels, new float[] {radius, STEP * radius});
        }
        yield current;
      }
      default -> throw new IllegalArgumentException("no such attack: " + name);
    };
  }

  private static Array start(List<String> ids, Array images, float radius, Seed seed) {
    float[] values = images.values().clone();
    int size = images.rowSize();
    for (int i = 0; i < ids.size(); i++) {
      RandomStream random = seed.child(ids.get(i)).stream();
      for (int p = i * size; p < (i + 1) * size; p++) {
        float moved = values[p] + (float) random.nextDouble(-1, 1) * radius;
        values[p] = Math.max(0, Math.min(1, moved));
      }
    }
    return new Array(values, images.shape());
  }

  private Array step(Array images, Array current, int[] labels, float[] epsilonAndStep) {
    int size = images.rowSize();
    float[] all = new float[images.values().length];
    for (int from = 0; from < images.rows(); from += BLOCK) {
      int count = Math.min(BLOCK, images.rows() - from);
      float[] chosen = new float[BLOCK];
      for (int i = 0; i < count; i++) {
        chosen[i] = labels[from + i];
      }
      Map<String, Array> feeds = new LinkedHashMap<>();
      feeds.put("images", block(images, from, count));
      feeds.put("current", block(current, from, count));
      feeds.put("labels", new Array(chosen, BLOCK));
      feeds.put("epsilon", new Array(new float[] {epsilonAndStep[0]}));
      feeds.put("step", new Array(new float[] {epsilonAndStep[1]}));
      float[] moved = program.run(feeds).get("moved").values();
      System.arraycopy(moved, 0, all, from * size, count * size);
    }
    return new Array(all, images.shape());
  }

  /** Part of the images; the places behind the last one are black. */
  private Array block(Array images, int from, int count) {
    int size = images.rowSize();
    float[] block = new float[BLOCK * size];
    System.arraycopy(images.values(), from * size, block, 0, count * size);
    return new Array(block, shape);
  }

  @Override
  public void close() {
    program.close();
  }
}
