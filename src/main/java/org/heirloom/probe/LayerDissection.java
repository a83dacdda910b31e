package org.heirloom.probe;

import java.util.Arrays;
import java.util.List;
import org.heirloom.DataException;
import org.heirloom.data.Example;
import org.heirloom.image.Enlargement;
import org.heirloom.image.PixelMask;
import org.heirloom.model.Array;
import org.heirloom.probe.UnitThresholds.Threshold;

/** Dissects the units of one layer while examples pass by twice. */
final class LayerDissection {
  /** Images shown of a unit. */
  private static final int SHOWN = 4;

  private final String layer;
  private UnitThresholds activations;
  private TopImages top;
  private float[] map = {};
  private Threshold[][] thresholds; // [levels][units]
  private Enlargement enlargement;
  private long[] words;
  private Overlaps[][] overlaps; // [levels][as they are, then permuted]

  LayerDissection(String layer) {
    this.layer = layer;
  }

  String layer() {
    return layer;
  }

  /** First pass: what values there are. */
  void gather(Array maps, int row, Example example) {
    int units = (int) maps.shape()[3];
    if (activations == null) {
      activations = new UnitThresholds(units);
      top = new TopImages(units, SHOWN);
      map = new float[(int) (maps.shape()[1] * maps.shape()[2])];
    }
    for (int unit = 0; unit < units; unit++) {
      read(maps, row, unit);
      top.offer(unit, add(unit, example), example.id());
    }
  }

  private float add(int unit, Example example) {
    try {
      return activations.add(unit, map);
    } catch (IllegalArgumentException e) {
      throw new DataException(
          "%s, unit %d: an activation that is not finite, on example %s. %s. The network is not fit to be dissected."
              .formatted(layer, unit, example.id(), e.getMessage()),
          e);
    }
  }

  private void read(Array maps, int row, int unit) {
    int units = (int) maps.shape()[3];
    int at = row * maps.rowSize() + unit;
    for (int i = 0; i < map.length; i++) {
      map[i] = maps.values()[at];
      at += units;
    }
  }

  /** Ends the first pass. */
  void close(double[] quantiles, ConceptTally tally) {
    int units = activations.units();
    thresholds = new Threshold[quantiles.length][units];
    overlaps = new Overlaps[quantiles.length][1 + tally.permutations()];
    for (int level = 0; level < quantiles.length; level++) {
      for (int unit = 0; unit < units; unit++) {
        thresholds[level][unit] = activations.at(unit, quantiles[level]);
      }
      Arrays.setAll(overlaps[level], i -> new Overlaps(units, tally.concepts()));
    }
    activations = null;
  }

  /**
   * Second pass: where units are active, and what is there.
   *
   * @param arrangements the example's own masks, then those it gets in the null
   */
  void compare(Array maps, int row, Example example, List<LabelledPixels> arrangements) {
    for (Overlaps[] level : overlaps) {
      for (int a = 0; a < level.length; a++) {
        level[a].addImage(arrangements.get(a));
      }
    }
    prepare(maps, example);
    for (int unit = 0; unit < top.units(); unit++) {
      read(maps, row, unit);
      float highest = Float.NEGATIVE_INFINITY;
      for (float value : map) {
        highest = Math.max(highest, value);
      }
      for (int level = 0; level < overlaps.length; level++) {
        // Interpolation never exceeds the highest value, so that there is nothing to enlarge.
        if (highest > thresholds[level][unit].value()) {
          enlargement.above(map, thresholds[level][unit].value(), words);
          Overlaps.Active active = Overlaps.Active.of(unit, words);
          for (int a = 0; a < overlaps[level].length; a++) {
            overlaps[level][a].addUnit(active, arrangements.get(a));
          }
          Arrays.fill(words, 0);
        }
      }
    }
  }

  /** Where a unit is active at the first quantile. */
  PixelMask active(int unit, Array maps, int row, Example example) {
    prepare(maps, example);
    read(maps, row, unit);
    long[] found = new long[words.length];
    enlargement.above(map, thresholds[0][unit].value(), found);
    return new PixelMask(enlargement.height(), enlargement.width(), found);
  }

  private void prepare(Array maps, Example example) {
    int height = example.pixels().height();
    int width = example.pixels().width();
    if (enlargement == null || enlargement.height() != height || enlargement.width() != width) {
      enlargement = new Enlargement((int) maps.shape()[1], (int) maps.shape()[2], height, width);
      words = new long[PixelMask.wordCount(height * width)];
    }
  }

  Overlaps[] overlaps(int level) {
    return overlaps[level];
  }

  Threshold threshold(int level, int unit) {
    return thresholds[level][unit];
  }

  List<String> topImages(int unit) {
    return top.of(unit);
  }
}
