package org.heirloom.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.junit.jupiter.api.Test;

class LastLayerTest {
  private static final int CLASSES = 2;
  private static final int ALL = CLASSES * Prototypes.PER_CLASS;

  private final double[][] similarities = new double[80][ALL];
  private final int[] labels = new int[80];

  /** The first prototype of each class is near where the class is; the others are noise. */
  private LastLayer layer() {
    RandomStream random = new Seed(4).stream();
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % CLASSES;
      for (int p = 0; p < ALL; p++) {
        similarities[i][p] = random.nextDouble();
      }
      similarities[i][labels[i] * Prototypes.PER_CLASS] += 1;
    }
    return new LastLayer(similarities, labels, CLASSES);
  }

  private static double[][] start() {
    double[][] connections = new double[ALL][CLASSES];
    for (int p = 0; p < ALL; p++) {
      for (int c = 0; c < CLASSES; c++) {
        connections[p][c] = Prototypes.connection(p, c);
      }
    }
    return connections;
  }

  /** One prototype of one class, always at similarity 1: logits 1 and −0.5. */
  @Test
  void lossIsCrossEntropyAndThePenaltyOnOtherClasses() {
    double[][] one = new double[1][ALL];
    one[0][0] = 1;
    double expected = Math.log(1 + Math.exp(-1.5)) + 1e-4 * ALL * 0.5;

    assertThat(new LastLayer(one, new int[] {0}, CLASSES).loss(start()))
        .isCloseTo(expected, within(1e-12));
  }

  @Test
  void fitLowersTheLossAndLeansOnThePrototypesThatTell() {
    LastLayer layer = layer();
    double[][] fitted = layer.fitted(start());

    assertThat(layer.loss(fitted)).isLessThan(layer.loss(start()) - .05);
    double telling = fitted[0][0] - fitted[0][1];
    for (int p = 1; p < Prototypes.PER_CLASS; p++) {
      assertThat(telling).isGreaterThan(fitted[p][0] - fitted[p][1]);
    }
  }

  @Test
  void fitOfTheFittedIsNoWorse() {
    LastLayer layer = layer();
    double[][] once = layer.fitted(start());
    double[][] often = once;
    for (int i = 0; i < 50; i++) {
      often = layer.fitted(often);
    }

    assertThat(layer.loss(often)).isLessThanOrEqualTo(layer.loss(once));
    double before = layer.loss(often);
    assertThat(layer.loss(layer.fitted(often))).isCloseTo(before, within(1e-4));
  }
}
