package org.heirloom.model;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.image.Pixels;

/**
 * Images with labels, held in memory: a training or evaluation set.
 *
 * @param pixels images of one size
 * @param labels class index of each
 */
public record LabelledImages(List<Pixels> pixels, int[] labels) {

  public LabelledImages {
    pixels = List.copyOf(pixels);
    if (pixels.size() != labels.length) {
      throw new IllegalArgumentException(pixels.size() + " images, " + labels.length + " labels");
    }
  }

  /** Number of images. */
  public int size() {
    return labels.length;
  }

  /** Per-channel mean of all pixels, in [0, 1]. */
  public List<Float> mean() {
    return moments()[0];
  }

  /**
   * Per-channel standard deviation of all pixels, in [0, 1]; at least 1/255, so that it can be
   * divided by.
   */
  public List<Float> deviation() {
    return moments()[1];
  }

  private List<Float>[] moments() {
    int channels = pixels.get(0).channels();
    long[] sum = new long[channels];
    long[] squares = new long[channels];
    long count = 0;
    for (Pixels image : pixels) {
      byte[] bytes = image.bytes();
      for (int i = 0; i < bytes.length; i++) {
        int value = bytes[i] & 0xff;
        sum[i % channels] += value;
        squares[i % channels] += (long) value * value;
      }
      count += bytes.length / channels;
    }
    List<Float> mean = new ArrayList<>();
    List<Float> deviation = new ArrayList<>();
    for (int c = 0; c < channels; c++) {
      double m = (double) sum[c] / count;
      double variance = Math.max(1, (double) squares[c] / count - m * m);
      mean.add((float) (m / 255));
      deviation.add((float) (Math.sqrt(variance) / 255));
    }
    @SuppressWarnings({"unchecked", "rawtypes"})
    List<Float>[] both = new List[] {mean, deviation};
    return both;
  }
}
