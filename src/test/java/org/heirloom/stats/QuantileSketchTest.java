package org.heirloom.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.junit.jupiter.api.Test;

class QuantileSketchTest {

  @Test
  void aQuarterOfOneToSixteenLiesAboveTwelve() {
    QuantileSketch sketch = new QuantileSketch();
    for (int i = 16; i >= 1; i--) {
      sketch.add(i);
    }

    assertThat(sketch.above(0.25)).isEqualTo(new QuantileSketch.Quantile(12, 0, false));
    assertThat(sketch.count()).isEqualTo(16);
  }

  @Test
  void fewDifferentValuesAreExactHoweverOftenTheyCome() {
    RandomStream random = new Seed(1).stream();
    QuantileSketch sketch = new QuantileSketch();
    float[] values = new float[50_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (random.nextInt(4000) - 1000) / 7f;
      sketch.add(values[i]);
    }
    Arrays.sort(values);

    for (double share : new double[] {0.0001, 0.005, 0.05, 0.5, 0.74, 0.76, 0.99}) {
      int most = (int) (share * values.length);
      assertThat(sketch.above(share).value()).isEqualTo(values[values.length - 1 - most]);
      assertThat(sketch.above(share).relativeError()).isZero();
    }
  }

  @Test
  void manyDifferentValuesKeepTheDeclaredBound() {
    for (int seed = 0; seed < 10; seed++) {
      RandomStream random = new Seed(seed).stream();
      QuantileSketch sketch = new QuantileSketch();
      float[] values = new float[200_000];
      for (int i = 0; i < values.length; i++) {
        double shift = seed % 2;
        values[i] =
            (float) Math.max(shift - 1, random.nextGaussian() * Math.pow(10, seed % 5) + shift);
        sketch.add(values[i]);
      }
      Arrays.sort(values);
      for (double share : new double[] {0.0005, 0.005, 0.05, 0.3}) {
        QuantileSketch.Quantile found = sketch.above(share);
        float exact = values[values.length - 1 - (int) (share * values.length)];
        long above = 0;
        for (float value : values) {
          above += value > found.value() ? 1 : 0;
        }
        assertThat(above).isLessThanOrEqualTo((int) (share * values.length));
        assertThat(found.relativeError()).isBetween(0.0, 0.01);
        assertThat(found.relativeError() == 0).isEqualTo(share <= 0.005);
        assertThat((double) found.value())
            .isBetween((double) exact, exact + found.relativeError() * Math.abs(exact) + 1e-30);
      }
    }
  }

  @Test
  void anyTreeOfMergesGivesTheSameBits() {
    List<Float> values = new ArrayList<>();
    RandomStream random = new Seed(3).stream();
    for (int i = 0; i < 30_000; i++) {
      values.add((float) Math.max(0, random.nextGaussian() * (i < 3000 ? 1000 : 1)));
    }
    QuantileSketch whole = new QuantileSketch();
    values.forEach(whole::add);
    for (int tree = 0; tree < 10; tree++) {
      RandomStream cuts = new Seed(tree).stream();
      List<QuantileSketch> parts = new ArrayList<>();
      int from = 0;
      while (from < values.size()) {
        int to = Math.min(values.size(), from + 1 + cuts.nextInt(7000));
        QuantileSketch part = new QuantileSketch();
        values.subList(from, to).forEach(part::add);
        parts.add(cuts.nextInt(parts.size() + 1), part);
        from = to;
      }
      while (parts.size() > 1) {
        QuantileSketch taken = parts.remove(cuts.nextInt(parts.size()));
        parts.get(cuts.nextInt(parts.size())).merge(taken);
      }

      assertThat(parts.get(0).dropped()).isEqualTo(whole.dropped()).isPositive();
      assertThat(parts.get(0).count()).isEqualTo(30_000);
      for (double share : new double[] {0.001, 0.005, 0.1, 0.4, 0.6, 0.9}) {
        assertThat(parts.get(0).above(share)).isEqualTo(whole.above(share));
      }
    }
  }

  @Test
  void moreOfTheHighestValueThanTheShareIsSaturated() {
    QuantileSketch sketch = new QuantileSketch();
    for (int i = 0; i < 100; i++) {
      sketch.add(i < 10 ? 1 : 0);
    }

    assertThat(sketch.above(0.1)).isEqualTo(new QuantileSketch.Quantile(0, 0, false));
    assertThat(sketch.above(0.05)).isEqualTo(new QuantileSketch.Quantile(1, 0, true));
  }

  @Test
  void whatIsNotFiniteIsRefused() {
    QuantileSketch sketch = new QuantileSketch();

    assertThatThrownBy(() -> sketch.add(Float.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> sketch.add(Float.POSITIVE_INFINITY)).hasMessageContaining("Infinity");
    assertThatThrownBy(() -> sketch.above(0.1)).hasMessage("no values");
  }
}
