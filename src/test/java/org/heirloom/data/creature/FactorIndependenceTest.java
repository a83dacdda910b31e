package org.heirloom.data.creature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.heirloom.Seed;
import org.junit.jupiter.api.Test;

class FactorIndependenceTest {
  private static final int SAMPLES = 20_000;
  private static final int BINS = 6;

  @Test
  void factorsOutsideTheCodeTellNothingAboutTheClassOrEachOther() {
    CreatureSettings settings = CreatureSettings.standard(SAMPLES).withSize(16);
    Creatures creatures = new Creatures(settings, new Seed(11));
    Map<Factor, int[]> columns = new EnumMap<>(Factor.class);
    int[] labels = new int[SAMPLES];
    for (Factor factor : Factor.values()) {
      columns.put(factor, new int[SAMPLES]);
    }
    for (int i = 0; i < SAMPLES; i++) {
      FactorValues values = creatures.factors(i);
      labels[i] = creatures.label(i);
      for (Factor factor : Factor.values()) {
        columns.get(factor)[i] = values.has(factor) ? bin(factor, values.get(factor)) : 0;
      }
    }

    Set<Factor> coded = creatures.code().factors();
    for (Factor a : Factor.values()) {
      if (!coded.contains(a)) {
        assertThat(bits(columns.get(a), labels)).as("%s and class", a).isLessThan(0.01);
        for (Factor b : Factor.values()) {
          if (a != b) {
            assertThat(bits(columns.get(a), columns.get(b))).as("%s and %s", a, b).isLessThan(0.01);
          }
        }
      }
    }
    assertThat(bits(columns.get(Factor.EYES), labels)).isGreaterThan(1.9); // the check can fail
  }

  private static int bin(Factor factor, double value) {
    return factor.options().isEmpty()
        ? (int) ((value - factor.low()) / (factor.high() - factor.low()) * BINS)
        : (int) value;
  }

  /** Plug-in mutual information; its bias here is below 0.002 bit. */
  private static double bits(int[] a, int[] b) {
    double[][] joint = new double[16][16];
    double[] left = new double[16];
    double[] right = new double[16];
    for (int i = 0; i < a.length; i++) {
      joint[a[i]][b[i]] += 1.0 / a.length;
      left[a[i]] += 1.0 / a.length;
      right[b[i]] += 1.0 / a.length;
    }
    double bits = 0;
    for (int x = 0; x < 16; x++) {
      for (int y = 0; y < 16; y++) {
        if (joint[x][y] > 0) {
          bits += joint[x][y] * Math.log(joint[x][y] / (left[x] * right[y])) / Math.log(2);
        }
      }
    }
    return bits;
  }
}
