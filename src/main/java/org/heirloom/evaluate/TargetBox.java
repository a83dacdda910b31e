package org.heirloom.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.heirloom.model.FeatureMap;

/**
 * A rectangle of the image to which an attack would move what a prototype finds: another part of
 * the object, or where parts are not known another quarter of the image.
 *
 * @param name of the part, or of the quarter
 * @param top first row of pixels
 * @param left first column
 * @param bottom row behind the last
 * @param right column behind the last
 */
record TargetBox(String name, int top, int left, int bottom, int right) {
  private static final String PART = "part/";

  /** Where the middles of a layer's positions are, in an image of a size. */
  record Grid(FeatureMap.Field field, int rows, int columns, int height, int width) {

    private double middle(int position) {
      return field.start() + position * field.step() + (field.size() - 1) / 2.0;
    }

    /** The pixels at which a position looks, kept within the image. */
    private double[] at(int position) {
      return new double[] {
        Math.max(0, Math.min(height - 1, middle(position / columns))),
        Math.max(0, Math.min(width - 1, middle(position % columns)))
      };
    }
  }

  /**
   * The box whose middle is farthest from where the prototype finds itself now, of those that do
   * not hold that place and hold the middle of some position; of equals the first by name.
   *
   * @param masks of the image, by name, one byte per pixel
   * @param from position of the layer, row-major
   */
  static Optional<TargetBox> farthest(Map<String, byte[]> masks, int from, Grid grid) {
    double[] now = grid.at(from);
    Optional<TargetBox> best = Optional.empty();
    double greatest = -1;
    for (TargetBox box : candidates(masks, grid)) {
      double distance =
          Math.hypot(
              (box.top + box.bottom - 1) / 2.0 - now[0], (box.left + box.right - 1) / 2.0 - now[1]);
      if (!box.holds(now) && !box.positions(grid).isEmpty() && distance > greatest) {
        best = Optional.of(box);
        greatest = distance;
      }
    }
    return best;
  }

  private static List<TargetBox> candidates(Map<String, byte[]> masks, Grid grid) {
    List<TargetBox> boxes = new ArrayList<>();
    new TreeMap<>(masks)
        .forEach(
            (name, mask) -> {
              if (name.startsWith(PART)) {
                around(name.substring(PART.length()), mask, grid.width).ifPresent(boxes::add);
              }
            });
    if (boxes.isEmpty()) {
      int half = grid.height / 2;
      int middle = grid.width / 2;
      boxes.add(new TargetBox("upper left", 0, 0, half, middle));
      boxes.add(new TargetBox("upper right", 0, middle, half, grid.width));
      boxes.add(new TargetBox("lower left", half, 0, grid.height, middle));
      boxes.add(new TargetBox("lower right", half, middle, grid.height, grid.width));
    }
    return boxes;
  }

  private static Optional<TargetBox> around(String name, byte[] mask, int width) {
    int top = Integer.MAX_VALUE;
    int left = Integer.MAX_VALUE;
    int bottom = 0;
    int right = 0;
    for (int pixel = 0; pixel < mask.length; pixel++) {
      if (mask[pixel] != 0) {
        top = Math.min(top, pixel / width);
        bottom = Math.max(bottom, pixel / width + 1);
        left = Math.min(left, pixel % width);
        right = Math.max(right, pixel % width + 1);
      }
    }
    return bottom == 0
        ? Optional.empty()
        : Optional.of(new TargetBox(name, top, left, bottom, right));
  }

  private boolean holds(double[] at) {
    return at[0] >= top && at[0] < bottom && at[1] >= left && at[1] < right;
  }

  /** The positions whose middles lie inside, row-major. */
  List<Integer> positions(Grid grid) {
    List<Integer> inside = new ArrayList<>();
    for (int position = 0; position < grid.rows * grid.columns; position++) {
      if (holds(grid.at(position))) {
        inside.add(position);
      }
    }
    return inside;
  }
}
