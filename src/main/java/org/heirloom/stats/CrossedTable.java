package org.heirloom.stats;

/** Sums of squares of a table of seeds × examples. */
final class CrossedTable {
  private final double[][] cells;
  private final double[] rowMeans;
  private final double[] columnMeans;
  private final double mean;

  CrossedTable(double[][] cells) {
    this.cells = cells;
    this.rowMeans = new double[cells.length];
    for (int s = 0; s < cells.length; s++) {
      Check.argument(
          cells[s].length == cells[0].length,
          "Expected rows of %d, got one of %d",
          cells[0].length,
          cells[s].length);
      rowMeans[s] = Moments.mean(cells[s]);
      Check.argument(Double.isFinite(rowMeans[s]), "Expected finite cells, row %d has others", s);
    }
    this.columnMeans = columnMeans(cells);
    this.mean = Moments.mean(rowMeans);
  }

  private static double[] columnMeans(double[][] cells) {
    double[] means = new double[cells[0].length];
    for (double[] row : cells) {
      for (int j = 0; j < means.length; j++) {
        means[j] += row[j] / cells.length;
      }
    }
    return means;
  }

  CrossedMean mean() {
    int seeds = cells.length;
    int examples = columnMeans.length;
    if (isConstant()) { // exactly, where rounding would leave traces
      return new CrossedMean(cells[0][0], seeds, examples, 0, 0, 0);
    }
    double seedSquare = seeds > 1 ? examples * Moments.variance(rowMeans) : 0;
    double exampleSquare = examples > 1 ? seeds * Moments.variance(columnMeans) : 0;
    double restSquare = seeds > 1 && examples > 1 ? restSquare() : 0;
    return new CrossedMean(mean, seeds, examples, seedSquare, exampleSquare, restSquare);
  }

  private boolean isConstant() {
    for (double[] row : cells) {
      for (double cell : row) {
        if (cell != cells[0][0]) {
          return false;
        }
      }
    }
    return true;
  }

  private double restSquare() {
    double[] rows = new double[cells.length];
    double[] squares = new double[columnMeans.length];
    for (int s = 0; s < cells.length; s++) {
      for (int j = 0; j < squares.length; j++) {
        double rest = cells[s][j] - rowMeans[s] - columnMeans[j] + mean;
        squares[j] = rest * rest;
      }
      rows[s] = Moments.sum(squares);
    }
    return Moments.sum(rows) / ((cells.length - 1.0) * (squares.length - 1));
  }
}
