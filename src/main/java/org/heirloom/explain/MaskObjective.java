package org.heirloom.explain;

import java.util.List;
import org.heirloom.image.Blur;
import org.heirloom.model.tensorflow.GraphTraining;
import org.heirloom.model.tensorflow.Layers;
import org.heirloom.model.tensorflow.Network;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.study.ExplainerSettings;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What the explanation network of an attentive surrogate learns: masks that keep a class and remove
 * it, that are small and smooth.
 *
 * <pre>
 * c = argmax f(x)
 * L = CE_c(f(E·x + (1 − E)·x̄)) + λ_d · p_c(f((1 − E)·x + E·x̄)) + λ_a · mean(E) + λ_v · TV(E)
 * </pre>
 *
 * <p>f is the judge, which stays as it is: the network to be explained, or, where that is a black
 * box through which no gradient flows, the surrogate's own student. x̄ is the image, blurred. TV is
 * the mean absolute difference of neighbours, down plus across. In the manner of Dabkowski and Gal
 * (2017), equation 3; weights are decisions of ours.
 */
public final class MaskObjective implements GraphTraining.Objective {
  private final StoredModel student;
  private final NetworkFunction judge;
  private final ExplainerSettings.Masks settings;

  /**
   * An objective.
   *
   * @param student of the surrogate, whose levels are turned into masks; it stays as it is
   * @param judge who tells whether the class is still seen
   */
  public MaskObjective(
      StoredModel student, NetworkFunction judge, ExplainerSettings.Masks settings) {
    this.student = student;
    this.judge = judge;
    this.settings = settings;
  }

  @Override
  public Operand<TFloat32> apply(Layers layers, Operand<TFloat32> images) {
    Ops tf = layers.tf();
    int height = Math.toIntExact(images.shape().get(1));
    int width = Math.toIntExact(images.shape().get(2));
    Operand<TInt32> classes =
        tf.math.argMax(judge.apply(tf, images).logits(), tf.constant(1), TInt32.class);
    Network levels = student.apply(tf, images);
    Operand<TFloat32> masks =
        new ExplanationNetwork(layers, settings.channels())
            .masks(levels, AttentiveSurrogate.classRows(tf, student, classes), height, width);
    Operand<TFloat32> mask = tf.expandDims(masks, tf.constant(3));
    Operand<TFloat32> background = blurred(tf, images);
    Operand<TFloat32> shown = tf.math.mul(mask, tf.math.sub(images, background));
    Operand<TFloat32> kept = tf.math.add(background, shown);
    Operand<TFloat32> removed = tf.math.sub(images, shown);
    List<Operand<TFloat32>> terms =
        List.of(
            tf.math.neg(score(tf, tf.nn.logSoftmax(judge.apply(tf, kept).logits()), classes)),
            weighted(
                tf,
                settings.deletionWeight(),
                score(tf, tf.nn.softmax(judge.apply(tf, removed).logits()), classes)),
            weighted(tf, settings.areaWeight(), tf.math.mean(masks, tf.array(0, 1, 2))),
            weighted(tf, settings.smoothnessWeight(), variation(tf, masks, height, width)));
    return terms.stream().reduce(tf.math::add).orElseThrow();
  }

  /** Mean over the batch of each image's value of its class. */
  private static Operand<TFloat32> score(
      Ops tf, Operand<TFloat32> values, Operand<TInt32> classes) {
    int all = Math.toIntExact(values.shape().get(1));
    Operand<TFloat32> chosen =
        tf.oneHot(classes, tf.constant(all), tf.constant(1f), tf.constant(0f));
    return tf.math.mean(tf.reduceSum(tf.math.mul(values, chosen), tf.constant(1)), tf.constant(0));
  }

  private static Operand<TFloat32> weighted(Ops tf, double weight, Operand<TFloat32> term) {
    return tf.math.mul(tf.constant((float) weight), term);
  }

  private static Operand<TFloat32> variation(
      Ops tf, Operand<TFloat32> masks, int height, int width) {
    Operand<TFloat32> down =
        tf.math.sub(
            part(tf, masks, 1, 0, height - 1, width), part(tf, masks, 0, 0, height - 1, width));
    Operand<TFloat32> across =
        tf.math.sub(
            part(tf, masks, 0, 1, height, width - 1), part(tf, masks, 0, 0, height, width - 1));
    return tf.math.add(
        tf.math.mean(tf.math.abs(down), tf.array(0, 1, 2)),
        tf.math.mean(tf.math.abs(across), tf.array(0, 1, 2)));
  }

  private static Operand<TFloat32> part(
      Ops tf, Operand<TFloat32> masks, int row, int column, int height, int width) {
    return tf.slice(
        masks, tf.constant(new int[] {0, row, column}), tf.constant(new int[] {-1, height, width}));
  }

  /**
   * Blurred by a Gaussian that is cut off at two standard deviations, its edge pixels repeated
   * outwards; as two products with matrices, which is quicker than wide filters.
   */
  private Operand<TFloat32> blurred(Ops tf, Operand<TFloat32> images) {
    int height = Math.toIntExact(images.shape().get(1));
    int width = Math.toIntExact(images.shape().get(2));
    int channels = Math.toIntExact(images.shape().get(3));
    double sigma = settings.blur() * Math.min(height, width);
    float[] kernel = Blur.kernel(2 * (int) Math.ceil(2 * sigma) + 1, sigma);
    Operand<TFloat32> rows = tf.reshape(images, tf.array(-1, height, width * channels));
    Operand<TFloat32> down = tf.train.batchMatMul(matrix(tf, kernel, height), rows, TFloat32.class);
    Operand<TFloat32> columns = tf.reshape(down, tf.array(-1, width, channels));
    Operand<TFloat32> both =
        tf.train.batchMatMul(matrix(tf, kernel, width), columns, TFloat32.class);
    return tf.reshape(both, tf.array(-1, height, width, channels));
  }

  /** From a line of pixels to the blurred line. */
  private static Operand<TFloat32> matrix(Ops tf, float[] kernel, int size) {
    float[] weights = new float[size * size];
    int half = kernel.length / 2;
    for (int to = 0; to < size; to++) {
      for (int k = 0; k < kernel.length; k++) {
        int from = Math.max(0, Math.min(size - 1, to + k - half));
        weights[to * size + from] += kernel[k];
      }
    }
    return tf.constant(Shape.of(1, size, size), DataBuffers.of(weights, true, false));
  }
}
