package org.heirloom.image;

/**
 * Bilinear resizing with half-pixel centres, antialiased when shrinking.
 *
 * <p>Pixel {@code i} of {@code n} has its centre at {@code (i + ½) / n}; beyond the edge the edge
 * pixel continues. Enlarging interpolates between the two nearest centres; shrinking by a factor f
 * widens that triangle by f, so that every source pixel counts. The two axes are independent.
 *
 * <p>There are at least three conventions for this, which differ visibly. Ours is that of OpenCV
 * and of {@code align_corners=false} when enlarging, and Pillow's when shrinking.
 */
public final class Resize {
  private Resize() {}

  /**
   * The image at another size.
   *
   * @throws IllegalArgumentException if a side is below 1
   */
  public static FloatImage bilinear(FloatImage image, int height, int width) {
    int rowSize = image.width() * image.channels();
    Source source =
        (row, into) -> System.arraycopy(image.values(), row * rowSize, into, 0, rowSize);
    Shape from = new Shape(image.height(), image.width(), image.channels());
    return resize(source, from, height, width);
  }

  /** The image at another size, rounded back to 8 bits; itself if it has that size already. */
  public static Pixels bilinear(Pixels image, int height, int width) {
    if (image.height() == height && image.width() == width) {
      return image;
    }
    int rowSize = image.width() * image.channels();
    Source source =
        (row, into) -> {
          for (int i = 0; i < rowSize; i++) {
            into[i] = image.bytes()[row * rowSize + i] & 0xff;
          }
        };
    Shape from = new Shape(image.height(), image.width(), image.channels());
    FloatImage resized = resize(source, from, height, width);
    byte[] bytes = new byte[resized.values().length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = FloatImage.toByte(resized.values()[i]);
    }
    return new Pixels(height, width, image.channels(), bytes);
  }

  /** Reads the source once, row by row, so that a large image needs no float copy of itself. */
  private static FloatImage resize(Source source, Shape from, int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException("size must be positive, got " + height + "x" + width);
    }
    Taps rows = Taps.between(from.height(), height);
    Taps columns = Taps.between(from.width(), width);
    float[] in = new float[from.width() * from.channels()];
    float[] narrow = new float[width * from.channels()];
    float[] out = new float[height * width * from.channels()];
    for (int y = 0; y < from.height(); y++) {
      source.read(y, in);
      columns.apply(in, narrow, from.channels());
      for (int to = 0; to < height; to++) {
        float weight = rows.weight(to, y);
        if (weight != 0) {
          for (int i = 0; i < narrow.length; i++) {
            out[to * narrow.length + i] += weight * narrow[i];
          }
        }
      }
    }
    return new FloatImage(height, width, from.channels(), out);
  }

  private interface Source {
    void read(int row, float[] into);
  }

  private record Shape(int height, int width, int channels) {}

  /** For every target position, the source positions that it reads and their weights. */
  private record Taps(int[] first, float[][] weights) {

    static Taps between(int from, int to) {
      double scale = (double) from / to;
      double reach = Math.max(1, scale);
      int[] first = new int[to];
      float[][] weights = new float[to][];
      for (int i = 0; i < to; i++) {
        double centre = (i + 0.5) * scale;
        first[i] = Math.max(0, (int) Math.floor(centre - reach));
        int end = Math.min(from, (int) Math.ceil(centre + reach));
        weights[i] = triangle(centre, reach, first[i], end);
      }
      return new Taps(first, weights);
    }

    /** A triangle over the source's pixel centres, cut off at the edges and normalised to 1. */
    private static float[] triangle(double centre, double reach, int first, int end) {
      double[] raw = new double[end - first];
      double sum = 0;
      for (int j = 0; j < raw.length; j++) {
        raw[j] = Math.max(0, 1 - Math.abs(first + j + 0.5 - centre) / reach);
        sum += raw[j];
      }
      float[] weights = new float[raw.length];
      for (int j = 0; j < raw.length; j++) {
        weights[j] = (float) (raw[j] / sum);
      }
      return weights;
    }

    float weight(int to, int from) {
      int j = from - first[to];
      return j >= 0 && j < weights[to].length ? weights[to][j] : 0;
    }

    void apply(float[] in, float[] out, int channels) {
      for (int i = 0; i < first.length; i++) {
        for (int c = 0; c < channels; c++) {
          float sum = 0;
          for (int j = 0; j < weights[i].length; j++) {
            sum += weights[i][j] * in[(first[i] + j) * channels + c];
          }
          out[i * channels + c] = sum;
        }
      }
    }
  }
}
