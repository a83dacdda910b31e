package org.heirloom.local;

import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.Vae;

/**
 * Draws images around one. What is drawn depends on the seed and on the example's id alone, so all
 * networks see the same.
 */
final class NeighbourImages {
  private static final int ROUNDS = 5;

  private final Vae.Coder coder;
  private final Seed seed;
  private final int count;

  /** Draws {@code count} images at a time. */
  NeighbourImages(Vae.Coder coder, Seed seed, int count) {
    this.coder = coder;
    this.seed = seed;
    this.count = count;
  }

  private RandomStream random(String id, Neighbourhood kind) {
    return seed.child(id).child(kind.label()).stream();
  }

  /** Decoded from {@code code + scale × ε}, ε standard normal as the prior is. */
  Array latent(String id, float[] code, double scale) {
    RandomStream random = random(id, Neighbourhood.LATENT);
    float[] codes = new float[count * code.length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (float) (code[i % code.length] + scale * random.nextGaussian());
    }
    return coder.decode(new Array(codes, count, code.length));
  }

  /** Decoded from {@code (1 − t) from + t to + scale × ε}, t uniform. */
  Array between(String id, float[] from, float[] to, double scale) {
    RandomStream random = random(id, Neighbourhood.BETWEEN);
    float[] codes = new float[count * from.length];
    for (int i = 0; i < count; i++) {
      double t = random.nextDouble();
      for (int k = 0; k < from.length; k++) {
        codes[i * from.length + k] =
            (float) ((1 - t) * from[k] + t * to[k] + scale * random.nextGaussian());
      }
    }
    return coder.decode(new Array(codes, count, from.length));
  }

  /** Decoded from the straight way between two codes, both ends included. */
  Array morph(float[] from, float[] to, int frames) {
    float[] codes = new float[frames * from.length];
    for (int i = 0; i < frames; i++) {
      double t = (double) i / (frames - 1);
      for (int k = 0; k < from.length; k++) {
        codes[i * from.length + k] = (float) ((1 - t) * from[k] + t * to[k]);
      }
    }
    return coder.decode(new Array(codes, frames, from.length));
  }

  /**
   * The image under normal noise, cut off at [0, 1].
   *
   * @param meanSquare of the difference from the image, after cutting off; missed only where no
   *     noise reaches it
   */
  Array noise(String id, Array image, double meanSquare) {
    RandomStream random = random(id, Neighbourhood.NOISE);
    double[] noise = new double[count * image.rowSize()];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = random.nextGaussian();
    }
    double deviation = Math.sqrt(meanSquare);
    Array noisy = noisy(image, noise, deviation);
    for (int round = 0; round < ROUNDS; round++) {
      deviation *= Math.sqrt(meanSquare / Math.max(Double.MIN_NORMAL, meanSquare(noisy, image)));
      noisy = noisy(image, noise, deviation);
    }
    return noisy;
  }

  private Array noisy(Array image, double[] noise, double deviation) {
    float[] values = new float[noise.length];
    float[] original = image.values();
    for (int i = 0; i < values.length; i++) {
      double value = original[i % original.length] + deviation * noise[i];
      values[i] = (float) Math.max(0, Math.min(1, value));
    }
    long[] shape = image.shape().clone();
    shape[0] = count;
    return new Array(values, shape);
  }

  /** Mean squared difference of images from one. */
  static double meanSquare(Array images, Array image) {
    double sum = 0;
    float[] original = image.values();
    for (int i = 0; i < images.values().length; i++) {
      double difference = images.values()[i] - original[i % original.length];
      sum += difference * difference;
    }
    return sum / images.values().length;
  }

  /** The image with the superpixels that are off in their mean colour. */
  static Array switched(Array image, SuperpixelSamples samples, float[] meanColours) {
    int channels = Math.toIntExact(image.shape()[3]);
    int[] labels = samples.segments().labels();
    boolean[][] on = samples.on();
    float[] values = new float[on.length * image.rowSize()];
    int at = 0;
    for (boolean[] sample : on) {
      for (int i = 0; i < image.values().length; i++) {
        values[at++] = sample[labels[i / channels]] ? image.values()[i] : meanColours[i];
      }
    }
    long[] shape = image.shape().clone();
    shape[0] = on.length;
    return new Array(values, shape);
  }
}
