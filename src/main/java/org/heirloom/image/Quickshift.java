package org.heirloom.image;

/**
 * Quick shift: every pixel is linked to the nearest one of higher density in colour and place, and
 * the trees that grow so are the segments.
 *
 * <p>With the settings that LIME uses for images of 224 pixels: a kernel of 4 pixels, which we
 * scale with the image down to 1, links of at most 200, colours times 0.2. Density and links look
 * at pixels within three kernel widths. Of equal densities that of the smaller index counts as
 * higher, which makes it deterministic. Pieces that do not touch are segments of their own, those
 * of fewer than {@value #LEAST} pixels are joined to a neighbour.
 *
 * @see <a href="https://doi.org/10.1007/978-3-540-88693-8_52">Vedaldi and Soatto (2008), Quick
 *     Shift and Kernel Methods for Mode Seeking</a>
 */
public final class Quickshift {
  private static final double KERNEL_AT_224 = 4;
  private static final double REACH = 200;
  private static final double COLOUR = 0.2;
  private static final int LEAST = 4;

  private final int height;
  private final int width;
  private final double[] colours;
  private final double kernel;
  private final int window;

  private Quickshift(FloatImage image) {
    height = image.height();
    width = image.width();
    kernel = Math.max(1, KERNEL_AT_224 * Math.min(height, width) / 224);
    window = (int) Math.ceil(3 * kernel);
    colours = Lab.of(image);
    for (int i = 0; i < colours.length; i++) {
      colours[i] *= COLOUR;
    }
  }

  /** The segments; how many there are is up to the image. */
  public static Segments segments(FloatImage image) {
    Quickshift shift = new Quickshift(image);
    int[] links = shift.links(shift.densities());
    int[] roots = new int[links.length];
    for (int i = 0; i < roots.length; i++) {
      int root = i;
      while (links[root] != root) {
        root = links[root];
      }
      roots[i] = root;
    }
    return Segments.connected(shift.height, shift.width, roots, LEAST);
  }

  private double squaredDistance(int a, int b) {
    int down = a / width - b / width;
    int right = a % width - b % width;
    double sum = right * right + down * down;
    for (int c = 0; c < 3; c++) {
      double d = colours[3 * a + c] - colours[3 * b + c];
      sum += d * d;
    }
    return sum;
  }

  private interface Visit {
    void other(int pixel, double squaredDistance);
  }

  private void around(int pixel, Visit visit) {
    int row = pixel / width;
    int column = pixel % width;
    for (int y = Math.max(0, row - window); y <= Math.min(height - 1, row + window); y++) {
      for (int x = Math.max(0, column - window); x <= Math.min(width - 1, column + window); x++) {
        int other = y * width + x;
        visit.other(other, squaredDistance(pixel, other));
      }
    }
  }

  private double[] densities() {
    double[] densities = new double[height * width];
    for (int i = 0; i < densities.length; i++) {
      int here = i;
      around(i, (other, d) -> densities[here] += StrictMath.exp(-d / (2 * kernel * kernel)));
    }
    return densities;
  }

  private int[] links(double[] densities) {
    int[] links = new int[densities.length];
    double[] nearest = new double[densities.length];
    for (int i = 0; i < links.length; i++) {
      int here = i;
      links[i] = i;
      nearest[i] = REACH * REACH;
      around(
          i,
          (other, d) -> {
            boolean denser =
                densities[other] > densities[here]
                    || (densities[other] == densities[here] && other < here);
            if (denser && d < nearest[here]) {
              nearest[here] = d;
              links[here] = other;
            }
          });
    }
    return links;
  }
}
