package org.heirloom.evaluate;

import java.util.List;
import java.util.Optional;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.StudyException;
import org.heirloom.image.Blur;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.MirrorPad;
import org.tensorflow.types.TFloat32;

/** What stands in an image where its pixels are not (yet, or any more): in raw values in [0, 1]. */
public sealed interface Substrate {

  /** The substrates by the name that a study uses. */
  List<String> NAMES = List.of("blur", "mean", "black", "noise");

  /** Noise is the same in every study, as a colour is. */
  long NOISE_SEED = 20180619;

  /**
   * The substrate of that name.
   *
   * @param mean per-channel mean of the training images, for {@code mean}
   * @param height of the images in pixels, to which the blur is fitted
   * @throws StudyException if there is none
   */
  static Substrate named(String name, List<Float> mean, int height) {
    return switch (name) {
      case "blur" -> Blurred.fitting(height);
      case "mean" -> new Constant(mean);
      case "black" -> new Constant(mean.stream().map(m -> 0f).toList());
      case "noise" -> new Noise(new Seed(NOISE_SEED));
      default ->
          throw new StudyException(
              "explain.substrate: no such substrate. Got %s. Expected one of: %s."
                  .formatted(name, String.join(", ", NAMES)));
    };
  }

  /** Adds the substrate of {@code images} [n, height, width, channels] to the graph, as large. */
  Operand<TFloat32> apply(Ops tf, Operand<TFloat32> images);

  /** Its parameters in words, for the report. */
  String description();

  /**
   * The image itself, blurred by a truncated, normalised Gaussian, its edge pixels repeated
   * outwards.
   *
   * @param size of the kernel in pixels, odd
   * @param sigma in pixels
   */
  record Blurred(int size, double sigma) implements Substrate {

    /** The blur for images of a height: a kernel of a twentieth of it, at least 3, σ = size/2.2. */
    static Blurred fitting(int height) {
      int size = Blur.kernelSize(height);
      return new Blurred(size, Blur.sigma(size));
    }

    @Override
    public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> images) {
      float[] kernel = Blur.kernel(size, sigma);
      return pass(tf, pass(tf, images, kernel, 1), kernel, 2);
    }

    /** Shifted copies, weighted and summed: as quick as a convolution for the few taps of ours. */
    private Operand<TFloat32> pass(Ops tf, Operand<TFloat32> images, float[] kernel, int axis) {
      Operand<TFloat32> padded = images;
      for (int i = 0; i < size / 2; i++) {
        padded = repeatEdges(tf, padded, axis);
      }
      int length = Math.toIntExact(images.shape().get(axis));
      Optional<Operand<TFloat32>> sum = Optional.empty();
      for (int k = 0; k < size; k++) {
        int[] begin = new int[4];
        begin[axis] = k;
        int[] extent = {-1, -1, -1, -1};
        extent[axis] = length;
        Operand<TFloat32> shifted =
            tf.math.mul(
                tf.slice(padded, tf.constant(begin), tf.constant(extent)), tf.constant(kernel[k]));
        sum = Optional.of(sum.isEmpty() ? shifted : tf.math.add(sum.get(), shifted));
      }
      return sum.orElseThrow();
    }

    /** Mirrors the one pixel at each end, which repeats it. */
    private static Operand<TFloat32> repeatEdges(Ops tf, Operand<TFloat32> images, int axis) {
      int[][] paddings = new int[4][2];
      paddings[axis] = new int[] {1, 1};
      return MirrorPad.create(tf.scope(), images, tf.constant(paddings), "SYMMETRIC");
    }

    @Override
    public String description() {
      return "blur %d×%d, σ = %.2f pixels".formatted(size, size, sigma);
    }
  }

  /**
   * One colour.
   *
   * @param colour per channel, in [0, 1]
   */
  record Constant(List<Float> colour) implements Substrate {

    public Constant {
      colour = List.copyOf(colour);
    }

    @Override
    public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> images) {
      float[] values = new float[colour.size()];
      for (int c = 0; c < values.length; c++) {
        values[c] = colour.get(c);
      }
      return tf.math.add(tf.zerosLike(images), tf.constant(values));
    }

    @Override
    public String description() {
      return "colour " + colour;
    }
  }

  /**
   * Uniform noise in [0, 1), value by value: the same picture for every image.
   *
   * @param seed of the picture
   */
  record Noise(Seed seed) implements Substrate {

    @Override
    public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> images) {
      Shape shape = images.shape().tail();
      float[] values = new float[Math.toIntExact(shape.size())];
      RandomStream random = seed.stream();
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextDouble();
      }
      return tf.math.add(
          tf.zerosLike(images), tf.constant(shape, DataBuffers.of(values, true, false)));
    }

    @Override
    public String description() {
      return "uniform noise";
    }
  }
}
