package org.heirloom.explain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.model.Array;
import org.heirloom.model.Model;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.tensorflow.Network;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.model.tensorflow.Program;
import org.heirloom.study.ExplainerSettings;
import org.heirloom.study.StudyFile;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Small networks that can be solved by hand, and one that cannot. */
public final class TestNetworks {
  private TestNetworks() {}

  /**
   * Logits linear in the channel means; the image itself is the layer {@code image}.
   *
   * @param weights {@code [channels][classes]}
   */
  public static NetworkFunction pooledLinear(float[]... weights) {
    return (tf, images) -> {
      Operand<TFloat32> layer = tf.identity(images);
      Operand<TFloat32> logits =
          tf.linalg.matMul(tf.math.mean(layer, tf.array(1, 2)), matrix(tf, weights));
      return new Network(logits, Map.of("image", layer));
    };
  }

  /**
   * Two classes; the probability of class 0 is the weighted sum of all values of the image.
   *
   * @param weights one per value, row-major HWC
   */
  public static NetworkFunction linearProbability(float... weights) {
    return (tf, images) -> {
      Operand<TFloat32> flat = tf.reshape(images, tf.array(-1, weights.length));
      float[][] column = new float[weights.length][1];
      for (int i = 0; i < weights.length; i++) {
        column[i][0] = weights[i];
      }
      Operand<TFloat32> p = tf.linalg.matMul(flat, matrix(tf, column));
      Operand<TFloat32> other = tf.math.maximum(tf.constant(0f), tf.math.sub(tf.constant(1f), p));
      Operand<TFloat32> logits =
          tf.concat(List.of(tf.math.log(p), tf.math.log(other)), tf.constant(1));
      return new Network(logits, Map.of());
    };
  }

  /** Two classes and always the same logits, whatever the image. */
  public static NetworkFunction constant(float first, float second) {
    return (tf, images) -> {
      Operand<TFloat32> zero =
          tf.math.mul(tf.reduceSum(images, tf.array(1, 2, 3)), tf.constant(0f));
      Operand<TFloat32> column = tf.expandDims(zero, tf.constant(1));
      Operand<TFloat32> logits =
          tf.math.add(
              tf.concat(List.of(column, column), tf.constant(1)),
              tf.constant(new float[] {first, second}));
      return new Network(logits, Map.of());
    };
  }

  /** Settings of explainers that are quick: few of everything. */
  public static ExplainerSettings few() {
    return new ExplainerSettings(
        new ExplainerSettings.SmoothGrad(5, .15),
        new ExplainerSettings.IntegratedGradients(12, "black"),
        new ExplainerSettings.Occlusion(4, 3, "mean"),
        new ExplainerSettings.Rise(70, 4, .5, "centred", 0, "mean"),
        new ExplainerSettings.Lime(60, "grid", 6, .25, 1),
        StudyFile.defaults().explain().settings().attentive());
  }

  /** The layers of {@link #convolutional}, and logits that do not depend on them. */
  public static NetworkFunction ignoring(int channels, int classes) {
    return (tf, images) -> {
      Network network = convolutional(channels, classes, 5).apply(tf, images);
      Operand<TFloat32> nothing = tf.math.mul(network.logits(), tf.constant(0f));
      float[] values = new float[classes];
      for (int k = 0; k < classes; k++) {
        values[k] = k;
      }
      return new Network(tf.math.add(nothing, tf.constant(values)), network.layers());
    };
  }

  /** The same network with logits that are no numbers; its gradients are. */
  public static NetworkFunction withoutNumber(int channels, int classes, long seed) {
    return (tf, images) -> {
      Network network = convolutional(channels, classes, seed).apply(tf, images);
      return new Network(tf.math.add(network.logits(), tf.constant(Float.NaN)), network.layers());
    };
  }

  /** A network of which only the answers can be seen. */
  public static Model blackBox(NetworkFunction network, int size, int channels) {
    Program program =
        Program.build(
            tf ->
                Map.of(
                    "logits",
                    network
                        .apply(
                            tf,
                            tf.withName("images")
                                .placeholder(
                                    TFloat32.class,
                                    Placeholder.shape(Shape.of(-1, size, size, channels))))
                        .logits()));
    return new Model() {
      @Override
      public ModelSpec spec() {
        throw new UnsupportedOperationException();
      }

      @Override
      public Array logits(Array images) {
        return program.run(Map.of("images", images)).get("logits");
      }

      @Override
      public void close() {
        program.close();
      }
    };
  }

  /** Two convolutions with ReLU and a linear classifier on the means, with fixed random weights. */
  public static NetworkFunction convolutional(int channels, int classes, long seed) {
    return (tf, images) -> {
      Map<String, Operand<TFloat32>> layers = new LinkedHashMap<>();
      Operand<TFloat32> first = convolution(tf, images, new long[] {3, 3, channels, 8}, seed);
      layers.put("first", first);
      Operand<TFloat32> second = convolution(tf, first, new long[] {3, 3, 8, 12}, seed + 1);
      layers.put("second", second);
      Operand<TFloat32> pooled = tf.math.mean(second, tf.array(1, 2));
      layers.put("pooled", pooled);
      Operand<TFloat32> logits =
          tf.linalg.matMul(pooled, constant(tf, random(seed + 2, 2, 12, classes)));
      return new Network(logits, layers);
    };
  }

  private static Operand<TFloat32> convolution(
      Ops tf, Operand<TFloat32> input, long[] shape, long seed) {
    double scale = Math.sqrt(2.0 / (9 * shape[2]));
    return tf.nn.relu(
        tf.nn.conv2d(
            input, constant(tf, random(seed, scale, shape)), List.of(1L, 2L, 2L, 1L), "SAME"));
  }

  /** A convolution of 3×3 with fixed random weights, without bias or ReLU. */
  public static Operand<TFloat32> filtered(
      Ops tf, Operand<TFloat32> input, int in, int out, long seed) {
    return tf.nn.conv2d(
        input, constant(tf, random(seed, .3, 3, 3, in, out)), List.of(1L, 1L, 1L, 1L), "SAME");
  }

  /** A matrix of fixed random weights. */
  public static Operand<TFloat32> weights(Ops tf, long seed, int in, int out) {
    return constant(tf, random(seed, 1, in, out));
  }

  /** Normal deviates times {@code scale}. */
  public static Array random(long seed, double scale, long... shape) {
    long size = 1;
    for (long s : shape) {
      size *= s;
    }
    float[] values = new float[(int) size];
    RandomStream random = new Seed(seed).stream();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return new Array(values, shape);
  }

  /** Uniform images in [0, 1). */
  public static Array images(int n, int size, int channels, long seed) {
    float[] values = new float[n * size * size * channels];
    RandomStream random = new Seed(seed).stream();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return new Array(values, n, size, size, channels);
  }

  private static Operand<TFloat32> constant(Ops tf, Array array) {
    return tf.constant(Shape.of(array.shape()), DataBuffers.of(array.values(), true, false));
  }

  private static Operand<TFloat32> matrix(Ops tf, float[][] rows) {
    float[] flat = new float[rows.length * rows[0].length];
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(rows[r], 0, flat, r * rows[0].length, rows[0].length);
    }
    return constant(tf, new Array(flat, rows.length, rows[0].length));
  }
}
