package org.heirloom.data.creature;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.RandomStream;
import org.heirloom.image.Pixels;

/** Paints layers on pixels with soft edges, and remembers who owns each pixel. */
final class Canvas {
  private static final double OPAQUE = 0.5;

  private final int size;
  private final double[] rgb;
  private final byte[] owners;

  Canvas(int size) {
    this.size = size;
    this.rgb = new double[size * size * 3];
    this.owners = new byte[size * size];
  }

  /**
   * From pixel centres to a layer's coordinates: {@code x' = xx x + xy y + x0}, {@code y'} alike.
   *
   * @param unit pixels per unit of length
   */
  record View(double xx, double xy, double x0, double yx, double yy, double y0, double unit) {

    /** Coordinates of the image, [0, 1]. */
    static View image(int size) {
      return new View(1.0 / size, 0, 0, 0, 1.0 / size, 0, size);
    }

    double x(double px, double py) {
      return xx * px + xy * py + x0;
    }

    double y(double px, double py) {
      return yx * px + yy * py + y0;
    }

    /** The columns and rows (left, top, right, bottom; ends exclusive) that a box may touch. */
    int[] pixels(Layer.Bounds bounds, int size) {
      double determinant = xx * yy - xy * yx;
      double[] low = {Double.MAX_VALUE, Double.MAX_VALUE};
      double[] high = {-Double.MAX_VALUE, -Double.MAX_VALUE};
      for (double x : new double[] {bounds.left() - x0, bounds.right() - x0}) {
        for (double y : new double[] {bounds.top() - y0, bounds.bottom() - y0}) {
          double[] at = {(yy * x - xy * y) / determinant, (xx * y - yx * x) / determinant};
          for (int axis = 0; axis < 2; axis++) {
            low[axis] = Math.min(low[axis], at[axis] - 1);
            high[axis] = Math.max(high[axis], at[axis] + 2);
          }
        }
      }
      return new int[] {
        (int) Math.max(0, low[0]),
        (int) Math.max(0, low[1]),
        (int) Math.min(size, Math.max(0, high[0])),
        (int) Math.min(size, Math.max(0, high[1]))
      };
    }
  }

  /** Covers everything. */
  void fill(Layer.Paint paint, View view) {
    double[] colour = new double[3];
    for (int i = 0; i < size * size; i++) {
      double px = column(i);
      double py = row(i);
      paint.paint(view.x(px, py), view.y(px, py), Double.NEGATIVE_INFINITY, colour);
      System.arraycopy(colour, 0, rgb, i * 3, 3);
    }
  }

  /** Paints one layer over what is there; its owner gets the pixels that it covers by half. */
  void paint(Layer layer, View view, int owner) {
    double[] colour = new double[3];
    int[] box = view.pixels(layer.bounds(), size);
    for (int row = box[1]; row < box[3]; row++) {
      for (int column = box[0]; column < box[2]; column++) {
        double x = view.x(column + 0.5, row + 0.5);
        double y = view.y(column + 0.5, row + 0.5);
        double distance = layer.shape().distance(x, y);
        double cover = Math.min(1, 0.5 - distance * view.unit());
        if (cover > 0) {
          int i = row * size + column;
          layer.paint().paint(x, y, distance, colour);
          for (int c = 0; c < 3; c++) {
            rgb[i * 3 + c] += cover * (colour[c] - rgb[i * 3 + c]);
          }
          if (cover >= OPAQUE) {
            owners[i] = (byte) owner;
          }
        }
      }
    }
  }

  private double column(int pixel) {
    return pixel % size + 0.5;
  }

  private double row(int pixel) {
    int row = pixel / size;
    return row + 0.5;
  }

  /** Multiplies everything by a linear ramp over the image. */
  void shade(double base, double right, double down) {
    for (int i = 0; i < size * size; i++) {
      double factor = base * (1 + right * (column(i) / size - 0.5) + down * (row(i) / size - 0.5));
      for (int c = 0; c < 3; c++) {
        rgb[i * 3 + c] *= factor;
      }
    }
  }

  /** The pixels with noise added, which does not depend on what is painted. */
  Pixels expose(double deviation, RandomStream random) {
    byte[] bytes = new byte[rgb.length];
    for (int i = 0; i < bytes.length; i++) {
      double value = rgb[i] + deviation * noise(random.nextLong());
      bytes[i] = (byte) (int) (Math.max(0, Math.min(1, value)) * 255 + 0.5);
    }
    return new Pixels(size, size, 3, bytes);
  }

  /** Nearly normal, mean 0 and deviation 1: the sum of four uniform 16-bit numbers. */
  private static double noise(long bits) {
    long sum = (bits & 0xffff) + (bits >> 16 & 0xffff) + (bits >> 32 & 0xffff) + (bits >>> 48);
    return (sum * 0x1.0p-16 - 2 + 2 * 0x1.0p-16) * 1.7320508075688772;
  }

  /** A mask for each name: the pixels whose owner is in the list. */
  Map<String, byte[]> masks(Map<String, List<Integer>> ownersByName) {
    Map<String, byte[]> masks = new LinkedHashMap<>();
    ownersByName.forEach(
        (name, wanted) -> {
          boolean[] in = new boolean[16];
          wanted.forEach(owner -> in[owner] = true);
          byte[] mask = new byte[owners.length];
          for (int i = 0; i < mask.length; i++) {
            mask[i] = (byte) (in[owners[i]] ? 1 : 0);
          }
          masks.put(name, mask);
        });
    return masks;
  }
}
