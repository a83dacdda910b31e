package org.heirloom.distill;

import java.util.List;
import org.heirloom.model.tensorflow.Extras;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Contrast: tells an example's features in the one network from features of other classes' examples
 * in the other, which a memory keeps; both directions summed, averaged over the batch, in nats.
 *
 * <p>Each network's features are taken linearly to a space of {@code dimension} axes and scaled to
 * length 1. A network's memory holds such a vector of every training example; each time that an
 * example is seen, its vector becomes {@code momentum} × the old one + the rest × the new one,
 * scaled to length 1. With w the memory of the other network, the score of a pair is exp(v·w / τ) /
 * Z, where Z is the mean over the first batch × the size of the set and stays so; with n negatives
 * of a set of N and c = n/N, the loss is −log(P₊ / (P₊ + c + ε)) − Σ log(c / (P₋ + c + ε)), ε =
 * 1e-7.
 *
 * <p>Negatives are drawn in the graph, with replacement, evenly from the examples of other classes
 * (of an example without label: from all others), by the seed of the set and the number of the
 * step: {@code negatives} of them, or as many as every example has. An example that stands twice in
 * a batch is remembered as it was seen first. Memory: 2 × N × dimension floats, which are part of
 * every checkpoint.
 *
 * @param layers flattened where they have positions; the pooled features in the paper
 * @param temperature τ
 * @param space where features are compared
 * @param negatives per example, at most
 * @see <a href="https://arxiv.org/abs/1910.10699">Tian et al. (2020), section 3.1, and the authors'
 *     code for memory and normalisation</a>
 */
record Crd(List<LayerPair> layers, double temperature, Space space, int negatives)
    implements LayerLoss {
  private static final float EPSILON = 1e-7f;
  private static final String Z = "/normaliser";
  private static final String MEMORY = "/memory";

  /**
   * Where features are compared.
   *
   * @param dimension number of axes
   * @param momentum share of a memory that stays when its example is seen again, in [0, 1)
   */
  record Space(int dimension, double momentum) {}

  @Override
  public Operand<TFloat32> term(Ops tf, Compared compared) {
    OtherClasses others = new OtherClasses(compared.signals().batch().set(), negatives);
    Operand<TInt32> drawn = others.draw(tf, compared.signals().batch());
    Side student = side(tf, "student", compared.student(), compared);
    Side teacher = side(tf, "teacher", compared.teacher(), compared);
    Sampled sampled = new Sampled(compared.signals().batch().index(), drawn, others);
    Operand<TFloat32> both =
        tf.math.add(
            contrast(tf, student, teacher.memory(), sampled),
            contrast(tf, teacher, student.memory(), sampled));
    remember(tf, student, sampled.positive());
    remember(tf, teacher, sampled.positive());
    return both;
  }

  /** One network: its vectors of the batch, {@code [n, dimension]}, and its memory of the set. */
  private record Side(
      String name, Operand<TFloat32> vectors, Operand<TFloat32> memory, Extras extras) {}

  /** Positions in the set: {@code [n]} and {@code [n, negatives]}. */
  private record Sampled(Operand<TInt32> positive, Operand<TInt32> negative, OtherClasses others) {}

  private Side side(Ops tf, String name, Operand<TFloat32> layer, Compared compared) {
    Extras extras = compared.signals().extras();
    Operand<TFloat32> features = Maps.flat(tf, layer);
    int dimension = space.dimension();
    Operand<TFloat32> kernel = extras.trained(name + "/kernel", features.shape().get(1), dimension);
    Operand<TFloat32> bias = extras.trained(name + "/bias", dimension);
    Operand<TFloat32> vectors =
        Rows.direction(tf, tf.nn.biasAdd(tf.linalg.matMul(features, kernel), bias));
    Extras.Initial around = Extras.Initial.uniform((float) (1 / Math.sqrt(dimension / 3.0)));
    long size = compared.signals().batch().set().labels().length;
    return new Side(name, vectors, extras.kept(name + MEMORY, around, size, dimension), extras);
  }

  /** Tells vectors of one network from the memory of the other. */
  private Operand<TFloat32> contrast(Ops tf, Side side, Operand<TFloat32> memory, Sampled sampled) {
    Operand<TInt32> own = tf.expandDims(sampled.positive(), tf.constant(1));
    Operand<TFloat32> positive = logScores(tf, side, memory, own);
    Operand<TFloat32> negative = logScores(tf, side, memory, sampled.negative());
    Operand<TFloat32> logZ =
        tf.math.log(normaliser(tf, side, List.of(positive, negative), sampled.others()));
    float share = (float) ((double) sampled.others().count() / sampled.others().size());
    Operand<TFloat32> chance = tf.constant(share + EPSILON);
    Operand<TFloat32> right = tf.math.sub(positive, logZ);
    Operand<TFloat32> wrong = tf.math.sub(negative, logZ);
    Operand<TFloat32> found =
        tf.math.sub(right, tf.math.log(tf.math.add(tf.math.exp(right), chance)));
    Operand<TFloat32> refused =
        tf.math.sub(
            tf.constant((float) Math.log(share)),
            tf.math.log(tf.math.add(tf.math.exp(wrong), chance)));
    Operand<TFloat32> each = tf.math.add(Rows.sum(tf, found), Rows.sum(tf, refused));
    return tf.math.neg(tf.math.mean(each, tf.array(0, 1)));
  }

  /** v·w / τ of each example with some of the memory, {@code [n, m]}. */
  private Operand<TFloat32> logScores(
      Ops tf, Side side, Operand<TFloat32> memory, Operand<TInt32> positions) {
    Operand<TFloat32> remembered = tf.gather(memory, positions, tf.constant(0));
    Operand<TFloat32> each = tf.expandDims(side.vectors(), tf.constant(1));
    Operand<TFloat32> products = tf.reduceSum(tf.math.mul(remembered, each), tf.constant(2));
    return tf.math.mul(products, tf.constant((float) (1 / temperature)));
  }

  /** Z: set by the first batch, from then on what it was. */
  private static Operand<TFloat32> normaliser(
      Ops tf, Side side, List<Operand<TFloat32>> logScores, OtherClasses others) {
    String name = side.name() + Z;
    Operand<TFloat32> kept = side.extras().kept(name, Extras.Initial.constant(0), 1);
    Operand<TFloat32> mean =
        tf.math.mean(tf.math.exp(tf.concat(logScores, tf.constant(1))), tf.array(0, 1));
    Operand<TFloat32> first = tf.dtypes.cast(tf.math.equal(kept, tf.constant(0f)), TFloat32.class);
    Operand<TFloat32> z =
        tf.stopGradient(
            tf.math.add(
                kept, tf.math.mul(first, tf.math.mul(mean, tf.constant((float) others.size())))));
    side.extras().update(name, z);
    return z;
  }

  private void remember(Ops tf, Side side, Operand<TInt32> positions) {
    Operand<TFloat32> old = tf.gather(side.memory(), positions, tf.constant(0));
    Operand<TFloat32> moved =
        Rows.direction(
            tf,
            tf.math.add(
                tf.math.mul(old, tf.constant((float) space.momentum())),
                tf.math.mul(side.vectors(), tf.constant((float) (1 - space.momentum())))));
    Operand<TFloat32> same =
        tf.dtypes.cast(
            tf.math.equal(
                tf.expandDims(positions, tf.constant(0)), tf.expandDims(positions, tf.constant(1))),
            TFloat32.class);
    Operand<TInt32> first = tf.math.argMax(same, tf.constant(1), TInt32.class);
    side.extras()
        .updateRows(side.name() + MEMORY, positions, tf.gather(moved, first, tf.constant(0)));
  }
}
