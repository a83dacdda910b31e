package org.heirloom.probe;

import java.util.List;
import org.heirloom.data.PixelConcept;
import org.heirloom.data.PixelConcept.Category;
import org.heirloom.image.PixelMask;

/**
 * How many pixels units and concepts have in common, over all images: whole numbers, so that any
 * order and any tree of merges give the same.
 *
 * <p>The intersection over union of a unit and a concept is the ratio of sums over the data set,
 * not a mean of images' ratios. Pixels of a unit count in images that count for the concept's
 * category.
 *
 * @see <a href="https://arxiv.org/abs/1704.05796">Bau et al. (2017), Network Dissection</a>
 */
final class Overlaps {
  private final int[] categories; // of concepts
  private final long[][] inside; // [units][concepts]
  private final long[][] active; // [units][categories]
  private final long[] areas; // of concepts

  Overlaps(int units, List<PixelConcept> concepts) {
    this.categories = concepts.stream().mapToInt(concept -> concept.category().place()).toArray();
    this.inside = new long[units][concepts.size()];
    this.active = new long[units][Category.values().length];
    this.areas = new long[concepts.size()];
  }

  /** Counts the concepts of an image; once, whatever units are active there. */
  void addImage(LabelledPixels image) {
    for (int i = 0; i < image.concepts().length; i++) {
      areas[image.concepts()[i]] += image.areas()[i];
    }
  }

  /** Where a unit is active in an image, counted once for all that it is compared with. */
  record Active(int unit, long[] words, int pixels, int first, int end) {
    static Active of(int unit, long[] words) {
      return new Active(
          unit,
          words,
          PixelMask.count(words),
          PixelMask.firstWord(words),
          PixelMask.endWord(words));
    }
  }

  /** Counts the pixels of an image where a unit is active. */
  void addUnit(Active active, LabelledPixels image) {
    for (int category : image.categories()) {
      this.active[active.unit()][category] += active.pixels();
    }
    long[] row = inside[active.unit()];
    int[] concepts = image.concepts();
    for (int i = 0; i < concepts.length; i++) {
      int from = Math.max(active.first(), image.first()[i]);
      int to = Math.min(active.end(), image.end()[i]);
      if (from < to) {
        row[concepts[i]] += PixelMask.overlap(active.words(), image.words()[i], from, to);
      }
    }
  }

  /** Adds what was counted elsewhere, of the same units and concepts. */
  void merge(Overlaps other) {
    add(inside, other.inside);
    add(active, other.active);
    add(new long[][] {areas}, new long[][] {other.areas});
  }

  private static void add(long[][] sums, long[][] others) {
    for (int i = 0; i < sums.length; i++) {
      for (int j = 0; j < sums[i].length; j++) {
        sums[i][j] += others[i][j];
      }
    }
  }

  int units() {
    return inside.length;
  }

  int concepts() {
    return areas.length;
  }

  /** Intersection over union, in [0, 1]; 0 where neither has a pixel. */
  double iou(int unit, int concept) {
    long common = inside[unit][concept];
    long union = active[unit][categories[concept]] + areas[concept] - common;
    return union == 0 ? 0 : (double) common / union;
  }

  /** The concept that a unit matches best; the first one of equals. */
  int best(int unit) {
    int best = 0;
    for (int c = 1; c < areas.length; c++) {
      if (iou(unit, c) > iou(unit, best)) {
        best = c;
      }
    }
    return best;
  }

  /** The unit that matches a concept best; the first one of equals. */
  int bestUnit(int concept) {
    int best = 0;
    for (int u = 1; u < inside.length; u++) {
      if (iou(u, concept) > iou(best, concept)) {
        best = u;
      }
    }
    return best;
  }
}
