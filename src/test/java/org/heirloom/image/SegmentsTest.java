package org.heirloom.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.junit.jupiter.api.Test;

class SegmentsTest {
  private static final int SIZE = 24;

  /** Two halves of different colour, with a little noise. */
  private static FloatImage halves(int size) {
    float[] values = new float[size * size * 3];
    RandomStream random = new Seed(4).stream();
    for (int p = 0; p < size * size; p++) {
      boolean left = p % size < size / 2;
      values[3 * p] = (float) ((left ? .8 : .1) + .02 * random.nextDouble());
      values[3 * p + 1] = (float) (.3 + .02 * random.nextDouble());
      values[3 * p + 2] = (float) ((left ? .1 : .7) + .02 * random.nextDouble());
    }
    return new FloatImage(size, size, 3, values);
  }

  private static FloatImage flat(int size, float value) {
    float[] values = new float[size * size * 3];
    Arrays.fill(values, value);
    return new FloatImage(size, size, 3, values);
  }

  private static FloatImage noise(int height, int width, int channels) {
    float[] values = new float[height * width * channels];
    RandomStream random = new Seed(9).stream();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return new FloatImage(height, width, channels, values);
  }

  private static List<Segments> every(FloatImage image) {
    return List.of(
        Segments.grid(image.height(), image.width(), 20),
        Slic.segments(image, 20),
        Quickshift.segments(image));
  }

  @Test
  void everySegmentIsConnectedAndNumbersHaveNoHoles() {
    Stream.of(halves(SIZE), flat(SIZE, .5f), noise(SIZE, SIZE, 3), noise(13, 29, 1), flat(1, 0))
        .flatMap(image -> every(image).stream())
        .forEach(
            segments -> {
              assertThat(Arrays.stream(segments.labels()).distinct().sorted().toArray())
                  .containsExactly(IntStream.range(0, segments.count()).toArray());
              assertThat(pieces(segments)).isEqualTo(segments.count());
            });
  }

  /** Number of 4-connected pieces, counted without the code under test. */
  private static int pieces(Segments segments) {
    boolean[] seen = new boolean[segments.labels().length];
    int pieces = 0;
    for (int start = 0; start < seen.length; start++) {
      if (!seen[start]) {
        pieces++;
        visit(segments, seen, start);
      }
    }
    return pieces;
  }

  private static void visit(Segments segments, boolean[] seen, int start) {
    int width = segments.width();
    Deque<int[]> open = new ArrayDeque<>();
    open.push(new int[] {start / width, start % width});
    while (!open.isEmpty()) {
      int[] at = open.pop();
      boolean inside = at[0] >= 0 && at[0] < segments.height() && at[1] >= 0 && at[1] < width;
      int pixel = at[0] * width + at[1];
      if (inside && !seen[pixel] && segments.labels()[pixel] == segments.labels()[start]) {
        seen[pixel] = true;
        open.push(new int[] {at[0] + 1, at[1]});
        open.push(new int[] {at[0] - 1, at[1]});
        open.push(new int[] {at[0], at[1] + 1});
        open.push(new int[] {at[0], at[1] - 1});
      }
    }
  }

  @Test
  void gridHasEqualRectangles() {
    Segments grid = Segments.grid(4, 6, 4);

    assertThat(grid.count()).isEqualTo(4);
    assertThat(grid.labels())
        .containsExactly(0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 2, 2, 2, 3, 3, 3);
  }

  @Test
  void slicMakesAboutAsManyAsAskedForAndKeepsToTheEdge() {
    for (int wanted : new int[] {9, 25, 50}) {
      assertThat(Slic.segments(halves(SIZE), wanted).count())
          .isBetween(wanted * 6 / 10, wanted * 14 / 10);
    }
    // A few of 576 pixels: a small piece may be joined to a neighbour beyond the edge.
    assertThat(strangers(Slic.segments(halves(SIZE), 16))).isLessThanOrEqualTo(6);
    assertThat(strangers(Quickshift.segments(halves(SIZE)))).isLessThanOrEqualTo(6);
    assertThat(strangers(Segments.grid(SIZE, SIZE, 9))).isGreaterThan(60);
  }

  /** Number of pixels whose segment lies for the larger part in the other half. */
  private static int strangers(Segments segments) {
    int[][] sizes = new int[segments.count()][2];
    for (int p = 0; p < segments.labels().length; p++) {
      sizes[segments.labels()[p]][p % segments.width() < segments.width() / 2 ? 0 : 1]++;
    }
    return Arrays.stream(sizes).mapToInt(sides -> Math.min(sides[0], sides[1])).sum();
  }

  @Test
  void slicOfOneColourIsARegularGrid() {
    Segments segments = Slic.segments(flat(SIZE, .3f), 16);

    assertThat(segments.count()).isEqualTo(16);
    int[] sizes = new int[16];
    Arrays.stream(segments.labels()).forEach(label -> sizes[label]++);
    for (int size : sizes) {
      assertThat(size).isBetween(20, 60);
    }
  }

  @Test
  void quickshiftOfOneColourIsOneSegment() {
    assertThat(Quickshift.segments(flat(SIZE, .3f)).count()).isEqualTo(1);
  }

  @Test
  void sameImageGivesTheSameSegments() {
    FloatImage image = noise(SIZE, SIZE, 3);

    for (int i = 0; i < 3; i++) {
      assertThat(every(image).get(i).labels()).containsExactly(every(image).get(i).labels());
    }
  }

  @Test
  void smallPiecesJoinTheNeighbourWithTheLongestBorder() {
    int[] labels = {
      1, 1, 1, 2, 2,
      1, 1, 3, 2, 2,
      1, 1, 1, 2, 2
    };

    Segments segments = Segments.connected(3, 5, labels, 2);

    assertThat(segments.count()).isEqualTo(2);
    assertThat(segments.labels()[7]).isZero();
  }

  @Test
  void meanColoursAreThoseOfTheSegments() {
    FloatImage image = new FloatImage(1, 4, 2, new float[] {0, 4, 2, 6, 1, 1, 1, 3});
    Segments segments = new Segments(1, 4, new int[] {0, 0, 1, 1}, 2);

    assertThat(segments.meanColours(image)).containsExactly(1, 5, 1, 5, 1, 2, 1, 2);
  }

  @Test
  void labOfWhiteRedAndGreyAreTheKnownValues() {
    double[] lab = Lab.of(new FloatImage(1, 3, 3, new float[] {1, 1, 1, 1, 0, 0, .5f, .5f, .5f}));

    // Published values of CIE L*a*b* under D65 for sRGB's white, red and middle grey.
    assertThat(lab)
        .containsExactly(new double[] {100, 0, 0, 53.24, 80.09, 67.20, 53.39, 0, 0}, within(.02));
  }
}
