package org.heirloom.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.metrics.Measured;
import org.junit.jupiter.api.Test;

/** A network that knows four classes as long as a factor is near 0, and less the further it is. */
class OffsetsTest {
  private static final int N = 320;
  private static final int[] LABELS = IntStream.range(0, N).map(i -> i % 4).toArray();
  private static final List<String> IDS =
      IntStream.range(0, N).mapToObj(i -> "creature-" + i).toList();

  private static double[][] activations(double strength, Seed seed) {
    RandomStream random = seed.stream();
    double[][] rows = new double[N][3];
    for (int i = 0; i < N; i++) {
      rows[i][0] = 8 * strength * (LABELS[i] & 1) + random.nextGaussian();
      rows[i][1] = 8 * strength * (LABELS[i] >> 1) + random.nextGaussian();
      rows[i][2] = random.nextGaussian();
    }
    return rows;
  }

  private static double[][] logits(double[][] rows) {
    double[][] logits = new double[N][4];
    for (int i = 0; i < N; i++) {
      double odd = rows[i][0] - 4;
      double high = rows[i][1] - 4;
      logits[i] = new double[] {-odd - high, odd - high, -odd + high, odd + high};
    }
    return logits;
  }

  private static Offsets seen(double outside) {
    Offsets offsets =
        new Offsets(
            "rotation", IDS, LABELS, Map.of("stage3", activations(1, new Seed(9))), 2, new Seed(1));
    for (int bin = -2; bin <= 2; bin++) {
      boolean inside = Math.abs(bin) < 2;
      double[][] rows = activations(inside ? 1 : outside, new Seed(20 + bin));
      offsets.add(10 * bin, inside, logits(rows), Map.of("stage3", rows));
    }
    return offsets;
  }

  private static Measured of(Offsets offsets, String metric, String subject) {
    return offsets.findings().stream()
        .filter(m -> m.metric().equals(metric) && m.subject().equals(subject))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void invariantNetworkTellsAsMuchBeyondItsTraining() {
    Offsets offsets = seen(1);

    assertThat(of(offsets, "invariance", "stage3/rotation").value()).isCloseTo(1, within(0.03));
    assertThat(of(offsets, "offset-information", "stage3/rotation/0.000").value())
        .isCloseTo(2, within(0.05));
    assertThat(of(offsets, "offset-accuracy", "rotation/20.00").value()).isGreaterThan(0.99);
    assertThat(offsets.points())
        .extracting(Offsets.Point::value)
        .containsExactly(-20.0, -10.0, 0.0, 10.0, 20.0);
  }

  @Test
  void whatANetworkLosesBeyondItsTrainingIsSeenInEveryCurve() {
    Offsets offsets = seen(0.1);

    assertThat(of(offsets, "invariance", "stage3/rotation").value()).isLessThan(0.3);
    assertThat(of(offsets, "offset-accuracy", "rotation/0.000").value()).isGreaterThan(0.99);
    assertThat(of(offsets, "offset-accuracy", "rotation/20.00").value()).isLessThan(0.5);
    assertThat(of(offsets, "offset-redundancy", "stage3/rotation/20.00").value())
        .isLessThan(of(offsets, "offset-redundancy", "stage3/rotation/0.000").value() / 2);
  }

  @Test
  void everyCreatureCountsItsBinsOutsideAlone() {
    Offsets offsets = seen(0);

    List<Measured> outside =
        offsets.findings().stream().filter(m -> m.metric().equals("outside-accuracy")).toList();

    assertThat(outside).extracting(Measured::example).containsExactlyElementsOf(IDS);
    assertThat(outside).allSatisfy(m -> assertThat(m.value()).isIn(0.0, 0.5, 1.0));
    // Without a signal everything is taken for class 0.
    assertThat(outside.stream().mapToDouble(Measured::value).average().orElseThrow())
        .isCloseTo(0.25, within(0.02));
  }

  @Test
  void layerThatTellsNothingInsideHasNoInvariance() {
    Offsets offsets =
        new Offsets(
            "rotation", IDS, LABELS, Map.of("stage3", activations(0, new Seed(9))), 2, new Seed(1));
    for (int bin = 0; bin < 2; bin++) {
      double[][] rows = activations(0, new Seed(40 + bin));
      offsets.add(bin, bin == 0, logits(rows), Map.of("stage3", rows));
    }

    Measured invariance = of(offsets, "invariance", "stage3/rotation");

    assertThat(invariance.value()).isNaN();
    assertThat(invariance.flag()).isEqualTo(Offsets.NOTHING_INSIDE);
  }
}
