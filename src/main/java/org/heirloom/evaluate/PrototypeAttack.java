package org.heirloom.evaluate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.StudyException;
import org.heirloom.model.Array;
import org.heirloom.model.FeatureMap;
import org.heirloom.model.Prototypes;
import org.heirloom.model.tensorflow.BuiltIn;
import org.heirloom.model.tensorflow.Network;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.model.tensorflow.Program;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Changes of an image that are too small to be seen and that move what a prototype finds in it, by
 * projected gradient ascent from a random start: each step goes along the gradient's sign, then
 * back to within ε of the image and to [0, 1], and only some pixels may change.
 *
 * <pre>move:   max_{ij in box} s_p − s_p where it was greatest before
 * vanish: − max_ij s_p</pre>
 *
 * <p>Images go through the network in blocks of a fixed size. Owns native memory: close it. Not
 * thread-safe.
 *
 * @see <a href="https://arxiv.org/abs/2105.02968">Hoffmann et al. (2021), This Looks Like That...
 *     Does it?</a>; that a box is another part of the object, by its mask, is ours
 */
final class PrototypeAttack implements AutoCloseable {
  private static final int BLOCK = 16;

  /** Above every similarity: takes positions out of a maximum. */
  private static final float FAR = 1e3f;

  private final Program program;
  private final long[] images;
  private FeatureMap.Field field;
  private int rows;
  private int columns;
  private int prototypes;

  /** What an attack wants. */
  enum Goal {
    MOVE,
    VANISH
  }

  /**
   * How far, how fast.
   *
   * @param epsilon largest change of a value, of the range 0..1
   * @param step of one step, of the same
   * @param steps how many
   */
  record Strength(double epsilon, double step, int steps) {}

  /**
   * What is attacked in one image.
   *
   * @param id of the example
   * @param image values of its pixels
   * @param prototype whose place is attacked
   * @param from position where its similarity is greatest
   * @param inside positions to which it shall move; empty where it shall vanish
   * @param pixels one byte per pixel, not 0 where it may change
   */
  record Target(
      String id, float[] image, int prototype, int from, List<Integer> inside, byte[] pixels) {}

  /**
   * What a network sees in images.
   *
   * @param similarities {@code [n, positions, prototypes]}
   * @param logits {@code [n, classes]}
   */
  record Seen(Array similarities, Array logits) {
    /** Similarity of a prototype at a position of an image. */
    float similarity(int image, int prototype, int position) {
      int all = Math.toIntExact(similarities.shape()[2]);
      return similarities.values()[image * similarities.rowSize() + position * all + prototype];
    }

    /** The position at which a prototype is most similar; the first of several. */
    int place(int image, int prototype) {
      int best = 0;
      for (int position = 1; position < similarities.shape()[1]; position++) {
        if (similarity(image, prototype, position) > similarity(image, prototype, best)) {
          best = position;
        }
      }
      return best;
    }

    /** Its greatest similarity. */
    float greatest(int image, int prototype) {
      return similarity(image, prototype, place(image, prototype));
    }
  }

  /**
   * Builds the graph around a network.
   *
   * @param height of the images in pixels
   * @param width of the images in pixels
   * @param channels of the images
   * @throws StudyException if the network is not made of prototypes
   */
  PrototypeAttack(NetworkFunction network, int height, int width, int channels) {
    this.images = new long[] {BLOCK, height, width, channels};
    this.program = Program.build(tf -> graph(tf, network));
  }

  private Map<String, Operand<?>> graph(Ops tf, NetworkFunction network) {
    Operand<TFloat32> current = floats(tf, "current", images);
    Network applied = network.apply(tf, current);
    if (!(applied.builtIn().orElse(null) instanceof BuiltIn.Prototypes built)) {
      throw new StudyException(
          "explain.prototypes.attacks: attacks prototypes, and this network has none. Expected pooling prototypes.");
    }
    Operand<TFloat32> similarities = applied.layers().get(Prototypes.SIMILARITIES);
    this.field = built.field();
    this.rows = Math.toIntExact(similarities.shape().get(1));
    this.columns = Math.toIntExact(similarities.shape().get(2));
    this.prototypes = Math.toIntExact(similarities.shape().get(3));
    Operand<TFloat32> flat = tf.reshape(similarities, tf.array(BLOCK, positions(), prototypes));
    Map<String, Operand<?>> outputs = new LinkedHashMap<>();
    outputs.put("similarities", flat);
    outputs.put("logits", applied.logits());
    outputs.put("moved", moved(tf, current, objective(tf, flat)));
    return outputs;
  }

  /** Added up over the images of a block, which do not touch each other. */
  private Operand<TFloat32> objective(Ops tf, Operand<TFloat32> similarities) {
    Operand<TFloat32> chosen =
        tf.reshape(floats(tf, "prototype", BLOCK, prototypes), tf.array(BLOCK, 1, prototypes));
    Operand<TFloat32> map = tf.reduceSum(tf.math.mul(similarities, chosen), tf.constant(2));
    Operand<TFloat32> inside = floats(tf, "inside", BLOCK, positions());
    Operand<TFloat32> outside = tf.math.mul(tf.math.sub(inside, tf.constant(1f)), tf.constant(FAR));
    Operand<TFloat32> there = tf.reduceMax(tf.math.add(map, outside), tf.constant(1));
    Operand<TFloat32> here =
        tf.reduceSum(tf.math.mul(map, floats(tf, "from", BLOCK, positions())), tf.constant(1));
    Operand<TFloat32> anywhere = tf.reduceMax(map, tf.constant(1));
    Operand<TFloat32> move = floats(tf, "move");
    Operand<TFloat32> vanish = tf.math.sub(tf.constant(1f), move);
    Operand<TFloat32> both =
        tf.math.sub(tf.math.mul(tf.math.sub(there, here), move), tf.math.mul(anywhere, vanish));
    return tf.reduceSum(both, tf.constant(0));
  }

  private Operand<TFloat32> moved(Ops tf, Operand<TFloat32> current, Operand<TFloat32> objective) {
    Operand<TFloat32> clean = floats(tf, "clean", images);
    Operand<TFloat32> epsilon = floats(tf, "epsilon");
    @SuppressWarnings("unchecked")
    Operand<TFloat32> gradient =
        (Operand<TFloat32>) tf.gradients(objective, List.of(current)).iterator().next();
    Operand<TFloat32> along =
        tf.math.mul(
            tf.math.mul(tf.math.sign(gradient), floats(tf, "step")),
            floats(tf, "pixels", BLOCK, images[1], images[2], 1));
    Operand<TFloat32> near =
        tf.math.maximum(
            tf.math.sub(clean, epsilon),
            tf.math.minimum(tf.math.add(clean, epsilon), tf.math.add(current, along)));
    return tf.math.maximum(tf.constant(0f), tf.math.minimum(tf.constant(1f), near));
  }

  private static Placeholder<TFloat32> floats(Ops tf, String name, long... shape) {
    return tf.withName(name).placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
  }

  /** The layer's positions in the image. */
  TargetBox.Grid grid() {
    return new TargetBox.Grid(
        field, rows, columns, Math.toIntExact(images[1]), Math.toIntExact(images[2]));
  }

  private int positions() {
    return rows * columns;
  }

  /** What the network sees in images, {@code [n, height, width, channels]}. */
  Seen seen(Array all) {
    float[] similarities = new float[all.rows() * positions() * prototypes];
    float[] logits = new float[0];
    int classes = 0;
    for (int from = 0; from < all.rows(); from += BLOCK) {
      int count = Math.min(BLOCK, all.rows() - from);
      float[] block = new float[BLOCK * all.rowSize()];
      System.arraycopy(all.values(), from * all.rowSize(), block, 0, count * all.rowSize());
      Map<String, Array> outputs = program.run(idle(block));
      classes = outputs.get("logits").rowSize();
      logits = Arrays.copyOf(logits, (from + count) * classes);
      System.arraycopy(outputs.get("logits").values(), 0, logits, from * classes, count * classes);
      int size = positions() * prototypes;
      System.arraycopy(
          outputs.get("similarities").values(), 0, similarities, from * size, count * size);
    }
    return new Seen(
        new Array(similarities, all.rows(), positions(), prototypes),
        new Array(logits, all.rows(), classes));
  }

  private Map<String, Array> idle(float[] block) {
    Map<String, Array> feeds = new LinkedHashMap<>();
    feeds.put("clean", new Array(block, images));
    feeds.put("current", new Array(block, images));
    feeds.put("prototype", new Array(new float[BLOCK * prototypes], BLOCK, prototypes));
    feeds.put("inside", new Array(new float[BLOCK * positions()], BLOCK, positions()));
    feeds.put("from", new Array(new float[BLOCK * positions()], BLOCK, positions()));
    int pixels = Math.toIntExact(images[1] * images[2]);
    feeds.put("pixels", new Array(new float[BLOCK * pixels], BLOCK, images[1], images[2], 1));
    feeds.put("move", new Array(new float[] {0}));
    feeds.put("epsilon", new Array(new float[] {0}));
    feeds.put("step", new Array(new float[] {0}));
    return feeds;
  }

  /** Where the attack begins: noise of at most ε in the pixels that may change. */
  Array start(List<Target> targets, double epsilon, Seed seed) {
    long[] shape = images.clone();
    shape[0] = targets.size();
    int channels = Math.toIntExact(images[3]);
    float[] values = new float[targets.size() * Math.toIntExact(images[1] * images[2]) * channels];
    int at = 0;
    for (Target target : targets) {
      RandomStream random = seed.child(target.id).stream();
      for (int i = 0; i < target.image.length; i++) {
        float noise = (float) (random.nextDouble(-1, 1) * epsilon);
        float value = target.image[i] + (target.pixels[i / channels] == 0 ? 0 : noise);
        values[at++] = Math.max(0, Math.min(1, value));
      }
    }
    return new Array(values, shape);
  }

  /**
   * The attacked images, in the order of targets.
   *
   * @param start from {@link #start}
   */
  Array attacked(Goal goal, List<Target> targets, Array start, Strength strength) {
    float[] values = start.values().clone();
    int size = start.rowSize();
    for (int from = 0; from < targets.size(); from += BLOCK) {
      List<Target> some = targets.subList(from, Math.min(targets.size(), from + BLOCK));
      float[] block = new float[BLOCK * size];
      System.arraycopy(values, from * size, block, 0, some.size() * size);
      Map<String, Array> feeds = feeds(goal, some, strength);
      for (int step = 0; step < strength.steps; step++) {
        feeds.put("current", new Array(block, images));
        block = program.run(feeds).get("moved").values();
      }
      System.arraycopy(block, 0, values, from * size, some.size() * size);
    }
    return new Array(values, start.shape());
  }

  private Map<String, Array> feeds(Goal goal, List<Target> targets, Strength strength) {
    Map<String, Array> feeds = idle(new float[BLOCK * targets.get(0).image.length]);
    for (int i = 0; i < targets.size(); i++) {
      Target target = targets.get(i);
      System.arraycopy(
          target.image,
          0,
          feeds.get("clean").values(),
          i * target.image.length,
          target.image.length);
      feeds.get("prototype").values()[i * prototypes + target.prototype] = 1;
      feeds.get("from").values()[i * positions() + target.from] = 1;
      for (int position : target.inside) {
        feeds.get("inside").values()[i * positions() + position] = 1;
      }
      for (int pixel = 0; pixel < target.pixels.length; pixel++) {
        feeds.get("pixels").values()[i * target.pixels.length + pixel] =
            target.pixels[pixel] == 0 ? 0 : 1;
      }
    }
    feeds.put("move", new Array(new float[] {goal == Goal.MOVE ? 1 : 0}));
    feeds.put("epsilon", new Array(new float[] {(float) strength.epsilon}));
    feeds.put("step", new Array(new float[] {(float) strength.step}));
    return feeds;
  }

  @Override
  public void close() {
    program.close();
  }
}
