package org.heirloom.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.heirloom.DataException;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.data.Example;
import org.heirloom.metrics.Measured;
import org.heirloom.stats.Correlations;
import org.heirloom.stats.DiscreteInformation;
import org.heirloom.stats.Interval;
import org.junit.jupiter.api.Test;

class UnitsProbeTest {
  private static final Hypothesis PLACE = new Hypothesis("x", false, e -> e.factors().get("x"));
  private static final Hypothesis RED = new Hypothesis("red", true, e -> e.factors().get("red"));
  private static final List<UnitMeasure> ALL = List.of(UnitMeasure.values());

  private static List<Example> examples(int n, long seed) {
    RandomStream random = new Seed(seed).stream();
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      examples.add(
          Blocks.example(
              "e" + i,
              0,
              Map.of("x", random.nextGaussian(), "red", random.nextBoolean(.3) ? 1.0 : 0.0)));
    }
    return examples;
  }

  private static UnitsProbe probe(double tolerance) {
    return new UnitsProbe(
        new UnitsProbe.Settings(
            List.of("l"), List.of(PLACE, RED), ALL, .95, tolerance, new Seed(4)));
  }

  private static UnitsProbe shown(List<Example> examples, double[][] units) {
    UnitsProbe probe = probe(0);
    Blocks.of(Map.of("l", units), Map.of()).with(examples).show(probe, 64);
    return probe;
  }

  private static Measured finding(UnitsProbe probe, String metric, String subject) {
    return probe.findings().stream()
        .filter(f -> f.metric().equals(metric) && f.subject().equals(subject))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void streamedSumsAreThoseOfAllExamplesAtOnce() {
    List<Example> examples = examples(400, 1);
    double[][] units = Blocks.noise(400, 1, 2);
    double[] truth = new double[400];
    double[] unit = new double[400];
    int[][] counts = new int[2][2];
    UnitTable table = new UnitTable(1, 1);
    for (int i = 0; i < 400; i++) {
      truth[i] = RED.of(examples.get(i));
      units[i][0] = 1e6 + units[i][0] + truth[i];
      unit[i] = units[i][0];
      table.add(units[i], new double[] {truth[i]});
      counts[1][(int) truth[i]]++;
    }
    double[] where = where(unit, truth, 1);
    double[] elsewhere = where(unit, truth, 0);
    double deviation = Math.sqrt(variance(unit));

    assertThat(table.affinity(UnitMeasure.CORRELATION, 0, 0, .95).interval().value())
        .isCloseTo(Correlations.pearson(unit, truth), within(1e-9));
    Interval difference = table.affinity(UnitMeasure.DIFFERENCE, 0, 0, .95).interval();
    assertThat(difference.value())
        .isCloseTo((mean(where) - mean(elsewhere)) / deviation, within(1e-9));
    double error =
        Math.sqrt(variance(where) / where.length + variance(elsewhere) / elsewhere.length);
    assertThat(difference.halfWidth()).isCloseTo(1.966 * error / deviation, within(1e-4));
    // Always active: it tells nothing, less the correction.
    assertThat(table.affinity(UnitMeasure.INFORMATION, 0, 0, .95).interval().value())
        .isCloseTo(DiscreteInformation.of(counts), within(1e-12));
  }

  private static double[] where(double[] unit, double[] truth, double value) {
    return java.util.stream.IntStream.range(0, unit.length)
        .filter(i -> truth[i] == value)
        .mapToDouble(i -> unit[i])
        .toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
  }

  @Test
  void plantedUnitsAreFoundByEveryMeasure() {
    List<Example> examples = examples(600, 3);
    double[][] units = Blocks.noise(600, 8, 4);
    for (int i = 0; i < 600; i++) {
      units[i][2] = RED.of(examples.get(i)) - .5;
      units[i][5] = -2 * PLACE.of(examples.get(i));
    }

    UnitsProbe probe = shown(examples, units);

    assertThat(finding(probe, "unit-correlation", "l/x").value()).isCloseTo(1, within(1e-9));
    assertThat(finding(probe, "unit-correlation", "l/red").value()).isCloseTo(1, within(1e-9));
    assertThat(finding(probe, "unit-jaccard", "l/red").value()).isEqualTo(1);
    assertThat(finding(probe, "unit-information", "l/red").value()).isBetween(.75, 1.0);
    assertThat(finding(probe, "unit-difference", "l/red").value()).isGreaterThan(2);
    assertThat(probe.findings()).allMatch(finding -> finding.flag().isEmpty());
    List<UnitsProbe.Line> lines = new ArrayList<>();
    probe.table(lines::add);
    assertThat(lines).hasSize(8 * (1 + 4));
    assertThat(lines)
        .filteredOn(l -> l.unit() == 5 && l.hypothesis().equals("x"))
        .allSatisfy(l -> assertThat(l.second().interval().value()).isCloseTo(-1, within(1e-9)));
  }

  @Test
  void bestOfManyUnrelatedUnitsIsNoFinding() {
    double sum = 0;
    int significant = 0;
    for (int s = 0; s < 200; s++) {
      UnitsProbe probe = shown(examples(100, 100 + s), Blocks.noise(100, 20, 900 + s));
      Measured finding = finding(probe, "unit-correlation", "l/x");
      sum += finding.value();
      significant += finding.flag().isEmpty() ? 1 : 0;
    }

    // On the half that chose it, the best of 20 units has r of about 0.27.
    assertThat(sum / 200).isCloseTo(0, within(3 * .143 / Math.sqrt(200)));
    // One-sided at 2.5 % / 2 hypotheses.
    assertThat(significant).isLessThanOrEqualTo(9);
  }

  @Test
  void passEndsOnceEveryIntervalIsNarrowEnough() {
    UnitsProbe probe = probe(.1);
    assertThat(probe.hasSeenEnough(0)).isFalse();

    Blocks.of(Map.of("l", Blocks.noise(900, 2, 1)), Map.of())
        .with(examples(900, 2))
        .show(probe, 64);

    // tanh(1.96 / √(n − 3)) is below 0.1 from 388 examples in each half on.
    assertThat(probe.hasSeenEnough(0)).isTrue();
    assertThat(probe(0).hasSeenEnough(0)).isFalse();
  }

  @Test
  void constantUnitsAndHypothesesAreNamed() {
    UnitsProbe probe = shown(examples(60, 5), new double[60][3]);

    assertThat(probe.findings())
        .allMatch(f -> Double.isNaN(f.value()) && f.flag().equals(UnitsProbe.CONSTANT));
  }

  @Test
  void hypothesesThatAreNoNumbersAreNamed() {
    Hypothesis wrong = new Hypothesis("red", true, e -> .5);
    UnitsProbe probe =
        new UnitsProbe(
            new UnitsProbe.Settings(List.of("l"), List.of(wrong), ALL, .95, 0, new Seed(4)));

    assertThatThrownBy(() -> Blocks.of(Map.of("l", Blocks.noise(4, 2, 1)), Map.of()).show(probe, 4))
        .isInstanceOf(DataException.class)
        .hasMessage("hypothesis red, example e0: got 0.5; expected 0 or 1.");
  }
}
