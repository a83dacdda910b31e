package org.heirloom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.junit.jupiter.api.Test;

class RowSpaceTest {
  private static double[][] random(int rows, int columns, long seed) {
    RandomStream random = new Seed(seed).stream();
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      Arrays.setAll(row, c -> random.nextGaussian());
    }
    return values;
  }

  private static double[][] product(double[][] a, double[][] b) {
    double[][] product = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b[0].length; j++) {
        for (int k = 0; k < b.length; k++) {
          product[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return product;
  }

  @Test
  void keepsProductsOfRowsInAsManyDimensionsAsTheyHave() {
    double[][] rows = product(random(30, 4, 1), random(4, 50, 2));
    RowSpace space = new RowSpace(rows);

    assertThat(space.dimensions()).isEqualTo(4);
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows.length; j++) {
        assertThat(RowSpace.dot(space.coordinates()[i], space.coordinates()[j]))
            .isEqualTo(RowSpace.dot(rows[i], rows[j]), within(1e-7));
      }
    }
  }

  @Test
  void coordinatesLeadBackToTheRow() {
    double[][] rows = random(20, 60, 3);
    RowSpace space = new RowSpace(rows);

    assertThat(space.dimensions()).isEqualTo(20);
    assertThat(space.vector(space.coordinates()[7])).containsExactly(rows[7], within(1e-8));
    assertThat(space.coordinates(rows[7])).containsExactly(space.coordinates()[7], within(1e-8));
  }

  @Test
  void partOfAnotherRowIsTheNearestPointOfTheSpan() {
    double[][] rows = random(5, 40, 4);
    double[] other = random(1, 40, 5)[0];
    RowSpace space = new RowSpace(rows);
    double[] part = space.vector(space.coordinates(other));
    double[] rest = new double[other.length];
    Arrays.setAll(rest, c -> other[c] - part[c]);

    for (double[] row : rows) {
      assertThat(RowSpace.dot(row, rest)).isEqualTo(0, within(1e-9));
    }
  }

  @Test
  void equalRowsAtTheOriginSpanNothing() {
    assertThat(new RowSpace(new double[6][10]).dimensions()).isZero();
  }
}
