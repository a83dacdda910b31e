package org.heirloom.data.creature;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.RandomStream;
import org.heirloom.image.Pixels;

/**
 * Paints layers on pixels and remembers who owns each pixel: the last layer that covers it by half.
 *
 * <p>A pixel shows its owner's colour. Edges are softened afterwards, with the colours of adjoining
 * pixels and by how much the layers cover; so a layer shows only on pixels that it owns and on
 * those that touch them, and what is hidden leaves no trace. (Plain blending would let hidden
 * layers shine through the soft edges of those in front, and counterfactuals would differ there.)
 */
final class Canvas {
  private static final double OPAQUE = 0.5;
  private static final int MOST_FRINGES = 4;

  private final int size;
  private final double[] colours;
  private final byte[] owners;
  private final int[] ranks;
  private final double[] covers;
  private final int[] fringeRanks;
  private final double[] fringeCovers;
  private int rank;

  Canvas(int size) {
    this.size = size;
    int pixels = size * size;
    this.colours = new double[pixels * 3];
    this.owners = new byte[pixels];
    this.ranks = new int[pixels];
    this.covers = new double[pixels];
    this.fringeRanks = new int[pixels * MOST_FRINGES];
    this.fringeCovers = new double[pixels * MOST_FRINGES];
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
      System.arraycopy(colour, 0, colours, i * 3, 3);
      covers[i] = 1;
    }
  }

  /** Paints one layer over what is there; its owner gets the pixels that it covers by half. */
  void paint(Layer layer, View view, int owner) {
    rank++;
    double[] colour = new double[3];
    int[] box = view.pixels(layer.bounds(), size);
    for (int row = box[1]; row < box[3]; row++) {
      for (int column = box[0]; column < box[2]; column++) {
        double x = view.x(column + 0.5, row + 0.5);
        double y = view.y(column + 0.5, row + 0.5);
        double distance = layer.shape().distance(x, y);
        double cover = Math.min(1, 0.5 - distance * view.unit());
        int i = row * size + column;
        if (cover >= OPAQUE) {
          layer.paint().paint(x, y, distance, colour);
          System.arraycopy(colour, 0, colours, i * 3, 3);
          owners[i] = (byte) owner;
          ranks[i] = rank;
          covers[i] = cover;
          Arrays.fill(fringeRanks, i * MOST_FRINGES, (i + 1) * MOST_FRINGES, 0);
        } else if (cover > 0) {
          addFringe(i, cover);
        }
      }
    }
  }

  /** Notes that the layer now painted covers a pixel by less than half. */
  private void addFringe(int i, double cover) {
    for (int k = i * MOST_FRINGES; k < (i + 1) * MOST_FRINGES; k++) {
      if (fringeRanks[k] == 0) {
        fringeRanks[k] = rank;
        fringeCovers[k] = cover;
        return;
      }
    }
  }

  /** Blends every pixel with adjoining ones where a layer covers it in part. */
  private double[] softened() {
    double[] out = colours.clone();
    double[] mean = new double[3];
    for (int i = 0; i < size * size; i++) {
      int own = ranks[i];
      if (covers[i] < 1 && mean(i, 0, own - 1, mean)) {
        blend(out, i, 1 - covers[i], mean);
      }
      for (int k = i * MOST_FRINGES; k < (i + 1) * MOST_FRINGES && fringeRanks[k] > 0; k++) {
        if (mean(i, fringeRanks[k], fringeRanks[k], mean)) {
          blend(out, i, fringeCovers[k], mean);
        }
      }
    }
    return out;
  }

  private static void blend(double[] out, int i, double share, double[] colour) {
    for (int c = 0; c < 3; c++) {
      out[i * 3 + c] += share * (colour[c] - out[i * 3 + c]);
    }
  }

  /** Mean colour of the adjoining pixels of layers {@code low} to {@code high}; false if none. */
  private boolean mean(int i, int low, int high, double[] mean) {
    int count = 0;
    Arrays.fill(mean, 0);
    for (int row = Math.max(0, i / size - 1); row <= Math.min(size - 1, i / size + 1); row++) {
      for (int column = Math.max(0, i % size - 1);
          column <= Math.min(size - 1, i % size + 1);
          column++) {
        int j = row * size + column;
        if (j != i && ranks[j] >= low && ranks[j] <= high) {
          count++;
          for (int c = 0; c < 3; c++) {
            mean[c] += colours[j * 3 + c];
          }
        }
      }
    }
    for (int c = 0; c < 3; c++) {
      mean[c] /= Math.max(1, count);
    }
    return count > 0;
  }

  private double column(int pixel) {
    return pixel % size + 0.5;
  }

  private double row(int pixel) {
    int row = pixel / size;
    return row + 0.5;
  }

  /**
   * The pixels: edges softened, lit, and with noise that does not depend on what is painted.
   *
   * @param light a factor for every pixel
   */
  Pixels expose(Light light, double deviation, RandomStream random) {
    double[] rgb = softened();
    byte[] bytes = new byte[rgb.length];
    for (int i = 0; i < size * size; i++) {
      double factor = light.at(column(i) / size, row(i) / size);
      for (int c = 0; c < 3; c++) {
        double value = rgb[i * 3 + c] * factor + deviation * noise(random.nextLong());
        bytes[i * 3 + c] = (byte) (int) (Math.max(0, Math.min(1, value)) * 255 + 0.5);
      }
    }
    return new Pixels(size, size, 3, bytes);
  }

  /** How bright the light is at a point of the image: a linear ramp. */
  record Light(double middle, double right, double down) {
    static final Light EVEN = new Light(1, 0, 0);

    double at(double x, double y) {
      return middle * (1 + right * (x - 0.5) + down * (y - 0.5));
    }
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
