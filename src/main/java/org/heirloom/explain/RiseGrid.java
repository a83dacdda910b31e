package org.heirloom.explain;

import java.util.Arrays;
import org.heirloom.RandomStream;
import org.heirloom.model.Array;
import org.heirloom.study.ExplainerSettings;

/**
 * How RISE makes masks: a grid of open and closed cells, enlarged bilinearly with half-pixel
 * centres to one cell more than the image holds, of which a window at a random place is cut out.
 *
 * <p>Enlarging and cutting are linear in the grid, so a mask is {@code rows · grid · columnsᵀ} with
 * matrices that depend on the window's place alone.
 */
final class RiseGrid {
  private final int cells;
  private final double probability;
  private final Array rows;
  private final Array columns;

  RiseGrid(int height, int width, ExplainerSettings.Rise settings) {
    cells = settings.cells();
    probability = settings.probability();
    rows = matrices(height, cells);
    columns = matrices(width, cells);
  }

  /** {@code [offsets, side, cells]}: of each offset, the weights of the cells for each pixel. */
  private static Array matrices(int side, int cells) {
    int pixelsPerCell = (side + cells - 1) / cells;
    double scale = (double) cells / ((cells + 1) * pixelsPerCell);
    float[] weights = new float[pixelsPerCell * side * cells];
    for (int offset = 0; offset < pixelsPerCell; offset++) {
      for (int pixel = 0; pixel < side; pixel++) {
        double at = Math.min(cells - 1, Math.max(0, (offset + pixel + 0.5) * scale - 0.5));
        int low = (int) at;
        int from = (offset * side + pixel) * cells;
        weights[from + low] += (float) (1 - (at - low));
        weights[from + Math.min(cells - 1, low + 1)] += (float) (at - low);
      }
    }
    return new Array(weights, pixelsPerCell, side, cells);
  }

  /** {@code [offsets, height, cells]}. */
  Array rows() {
    return rows;
  }

  /** {@code [offsets, width, cells]}. */
  Array columns() {
    return columns;
  }

  /** Cells along one side. */
  int cells() {
    return cells;
  }

  /**
   * Masks before they are enlarged.
   *
   * @param grids {@code [n, cells, cells]}: 1 is open
   * @param down offset of each window
   * @param right offset of each window
   */
  record Draw(float[] grids, float[] down, float[] right) {
    int size() {
      return down.length;
    }

    /** These, and behind them one that is open everywhere. */
    Draw andOpen() {
      float[] all = Arrays.copyOf(grids, grids.length + grids.length / size());
      Arrays.fill(all, grids.length, all.length, 1);
      return new Draw(all, Arrays.copyOf(down, size() + 1), Arrays.copyOf(right, size() + 1));
    }
  }

  /** The next masks of a stream, which are the same however many are drawn at once. */
  Draw draw(RandomStream random, int count) {
    int each = cells * cells;
    Draw draw = new Draw(new float[count * each], new float[count], new float[count]);
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < each; k++) {
        draw.grids()[i * each + k] = random.nextBoolean(probability) ? 1 : 0;
      }
      draw.down()[i] = random.nextInt(rows.rows());
      draw.right()[i] = random.nextInt(columns.rows());
    }
    return draw;
  }

  /** Writes a mask, for networks that are no graph. */
  void mask(Draw draw, int number, float[] block, int from) {
    int height = Math.toIntExact(rows.shape()[1]);
    int width = Math.toIntExact(columns.shape()[1]);
    float[] wide = new float[cells * width];
    int right = ((int) draw.right()[number]) * width;
    for (int row = 0; row < cells; row++) {
      for (int x = 0; x < width; x++) {
        for (int k = 0; k < cells; k++) {
          wide[row * width + x] +=
              draw.grids()[(number * cells + row) * cells + k]
                  * columns.values()[(right + x) * cells + k];
        }
      }
    }
    int down = ((int) draw.down()[number]) * height;
    for (int y = 0; y < height; y++) {
      for (int row = 0; row < cells; row++) {
        float weight = rows.values()[(down + y) * cells + row];
        for (int x = 0; weight != 0 && x < width; x++) {
          block[from + y * width + x] += weight * wide[row * width + x];
        }
      }
    }
  }
}
