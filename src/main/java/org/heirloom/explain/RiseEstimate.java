package org.heirloom.explain;

import org.heirloom.study.ExplainerSettings;

/**
 * RISE's map and its Monte-Carlo error, from blocks of masks as they come.
 *
 * <p>The error is that of a mean of blocks: their variance, pixel by pixel, over their number.
 */
final class RiseEstimate {
  private final boolean centred;
  private final double probability;
  private double whole;
  private final double[] masks;
  private final double[] products;
  private final double[] ofBlocks;
  private final double[] squaresOfBlocks;
  private double scores;
  private int count;
  private int blocks;

  /** No masks yet. */
  RiseEstimate(ExplainerSettings.Rise settings, int pixels) {
    this.centred = settings.estimator().equals("centred");
    this.probability = settings.probability();
    this.masks = new double[pixels];
    this.products = new double[pixels];
    this.ofBlocks = new double[pixels];
    this.squaresOfBlocks = new double[pixels];
  }

  /**
   * Adds sums over masks.
   *
   * @param sizes of its blocks
   */
  void add(RiseSums.Sums sums, int[] sizes) {
    whole = sums.whole();
    for (int i = 0; i < sizes.length; i++) {
      add(sums.blocks().get(i), sizes[i]);
    }
  }

  private void add(RiseSums.Block block, int size) {
    scores += block.scores();
    count += size;
    blocks++;
    for (int p = 0; p < masks.length; p++) {
      masks[p] += block.masks()[p];
      products[p] += block.products()[p];
      double own = value(block.scores(), block.masks()[p], block.products()[p], size);
      ofBlocks[p] += own;
      squaresOfBlocks[p] += own * own;
    }
  }

  private double value(double sumOfScores, double sumOfMasks, double sumOfProducts, int size) {
    return centred
        ? (sumOfProducts - sumOfScores * sumOfMasks / size)
            / (size * probability * (1 - probability))
        : (sumOfProducts + whole * sumOfMasks) / (size * probability);
  }

  double[] map() {
    double[] map = new double[masks.length];
    for (int p = 0; p < map.length; p++) {
      map[p] = value(scores, masks[p], products[p], count);
    }
    return map;
  }

  /** As in {@link Effort#error()}; NaN from fewer than two blocks. */
  double error() {
    if (blocks < 2) {
      return Double.NaN;
    }
    double sum = 0;
    for (int p = 0; p < masks.length; p++) {
      double mean = ofBlocks[p] / blocks;
      double variance = Math.max(0, squaresOfBlocks[p] / blocks - mean * mean);
      sum += variance / (blocks - 1);
    }
    return Effort.relative(map(), sum / masks.length);
  }
}
