package org.heirloom.image;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * An image cut into segments.
 *
 * @param height in pixels
 * @param width in pixels
 * @param labels segment of each pixel, row-major, 0 to {@code count} − 1, numbered as their first
 *     pixels come
 * @param count number of segments
 */
public record Segments(int height, int width, int[] labels, int count) {

  /** Equal rectangles, about {@code count} of them, as many in a row as in a column. */
  public static Segments grid(int height, int width, int count) {
    int side = Math.max(1, (int) Math.round(Math.sqrt(count)));
    int rows = Math.min(height, side);
    int columns = Math.min(width, side);
    int[] labels = new int[height * width];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i / width * rows / height * columns + i % width * columns / width;
    }
    return new Segments(height, width, labels, rows * columns);
  }

  /**
   * The 4-connected pieces of labels of any kind, those smaller than {@code least} pixels joined to
   * the neighbour with which they share the longest border; of equal ones to the first.
   */
  static Segments connected(int height, int width, int[] labels, int least) {
    int[] pieces = pieces(height, width, labels);
    int count = Arrays.stream(pieces).max().orElse(-1) + 1;
    int[] parents = new int[count];
    int[] sizes = new int[count];
    Arrays.setAll(parents, i -> i);
    Arrays.stream(pieces).forEach(piece -> sizes[piece]++);
    for (int piece = 0; piece < count; piece++) {
      int root = root(parents, piece);
      if (sizes[root] < least) {
        int neighbour = neighbour(height, width, pieces, parents, root);
        if (neighbour >= 0) {
          parents[root] = neighbour;
          sizes[neighbour] += sizes[root];
        }
      }
    }
    return numbered(
        height, width, Arrays.stream(pieces).map(piece -> root(parents, piece)).toArray());
  }

  private static int root(int[] parents, int piece) {
    int root = piece;
    while (parents[root] != root) {
      root = parents[root];
    }
    return root;
  }

  private static int neighbour(int height, int width, int[] pieces, int[] parents, int root) {
    int[] borders = new int[parents.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int here = root(parents, pieces[y * width + x]);
        if (x + 1 < width) {
          border(borders, here, root(parents, pieces[y * width + x + 1]), root);
        }
        if (y + 1 < height) {
          border(borders, here, root(parents, pieces[(y + 1) * width + x]), root);
        }
      }
    }
    int longest = -1;
    for (int i = 0; i < borders.length; i++) {
      if (borders[i] > 0 && (longest < 0 || borders[i] > borders[longest])) {
        longest = i;
      }
    }
    return longest;
  }

  private static void border(int[] borders, int a, int b, int root) {
    if (a != b && (a == root || b == root)) {
      borders[a == root ? b : a]++;
    }
  }

  private static int[] pieces(int height, int width, int[] labels) {
    int[] pieces = new int[labels.length];
    Arrays.fill(pieces, -1);
    int count = 0;
    for (int start = 0; start < labels.length; start++) {
      if (pieces[start] < 0) {
        fill(height, width, labels, pieces, start, count++);
      }
    }
    return pieces;
  }

  private static void fill(
      int height, int width, int[] labels, int[] pieces, int start, int piece) {
    Deque<Integer> open = new ArrayDeque<>();
    open.push(start);
    pieces[start] = piece;
    while (!open.isEmpty()) {
      int at = open.pop();
      int y = at / width;
      int x = at % width;
      int[] next = {
        y > 0 ? at - width : at,
        y + 1 < height ? at + width : at,
        x > 0 ? at - 1 : at,
        x + 1 < width ? at + 1 : at
      };
      for (int there : next) {
        if (pieces[there] < 0 && labels[there] == labels[start]) {
          pieces[there] = piece;
          open.push(there);
        }
      }
    }
  }

  private static Segments numbered(int height, int width, int[] roots) {
    int[] numbers = new int[roots.length];
    Arrays.fill(numbers, -1);
    int[] labels = new int[roots.length];
    int count = 0;
    for (int i = 0; i < roots.length; i++) {
      if (numbers[roots[i]] < 0) {
        numbers[roots[i]] = count++;
      }
      labels[i] = numbers[roots[i]];
    }
    return new Segments(height, width, labels, count);
  }

  /**
   * The image with each segment in its mean colour.
   *
   * @return row-major HWC
   */
  public float[] meanColours(FloatImage image) {
    int channels = image.channels();
    double[] sums = new double[count * channels];
    int[] sizes = new int[count];
    for (int i = 0; i < labels.length; i++) {
      sizes[labels[i]]++;
      for (int c = 0; c < channels; c++) {
        sums[labels[i] * channels + c] += image.values()[i * channels + c];
      }
    }
    float[] means = new float[image.values().length];
    for (int i = 0; i < means.length; i++) {
      int segment = labels[i / channels];
      means[i] = (float) (sums[segment * channels + i % channels] / sizes[segment]);
    }
    return means;
  }
}
