package org.heirloom.retain;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.heirloom.metrics.Family;
import org.heirloom.metrics.Metric;
import org.heirloom.metrics.Metric.Direction;
import org.heirloom.metrics.Metric.Kind;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.retain.Evidence.Cell;
import org.heirloom.retain.Evidence.Group;
import org.heirloom.retain.Scorecard.Estimate;
import org.heirloom.retain.Scorecard.Score;
import org.heirloom.retain.Scorecard.Status;
import org.heirloom.stats.CrossedMean;
import org.heirloom.stats.Moments;
import org.heirloom.stats.PairedTests;

/** Turns the evidence on one cell of one group of students into a score. */
final class Scorer {
  private final Evidence evidence;
  private final Criteria criteria;
  private final Estimates estimates;

  Scorer(Evidence evidence, Criteria criteria) {
    this.evidence = evidence;
    this.criteria = criteria;
    this.estimates = new Estimates(criteria.confidence());
  }

  /**
   * A score with what its sentence may need beside it.
   *
   * @param comparison the tables behind it
   * @param centre value of a student that lost nothing
   * @param mean of the gap's table
   */
  record Scored(Score score, Comparison comparison, double centre, CrossedMean mean) {
    Scored with(Score other) {
      return new Scored(other, comparison, centre, mean);
    }
  }

  /** The score; empty if the cell is context, or has nothing defined to compare. */
  Optional<Scored> score(Cell cell, Group group) {
    Metric measured = MetricCatalogue.get(cell.metric());
    Optional<Metric> scored = MetricCatalogue.scoredAs(measured);
    if (scored.isEmpty()) {
      return Optional.empty();
    }
    return Comparison.of(evidence, cell, group)
        .filter(comparison -> !comparison.isEmpty())
        .filter(comparison -> measured.kind() == Kind.COMPARISON || hasTeachers(comparison))
        .map(comparison -> scored(scored.get(), measured, new Case(cell, group, comparison)));
  }

  /** What is scored now. */
  private record Case(Cell cell, Group group, Comparison comparison) {}

  private static boolean hasTeachers(Comparison comparison) {
    return !comparison.teachers().isEmpty();
  }

  private Scored scored(Metric metric, Metric measured, Case now) {
    Comparison comparison = now.comparison();
    boolean isGap = metric.kind() == Kind.GAP;
    double[][] values = comparison.students().toArray(double[][]::new);
    double[][] table = isGap ? comparison.gaps() : values;
    CrossedMean mean = CrossedMean.of(table);
    Estimate gap =
        isGap
            ? estimates.ofDifferences(table, measured.scale())
            : estimates.of(table, measured.scale());
    Estimate yardstick =
        isGap ? estimates.ofTeachers(comparison, measured.scale()) : ceiling(now, measured);
    double centre = isGap || Double.isNaN(yardstick.value()) ? metric.ideal() : yardstick.value();
    List<String> flags = Flags.of(comparison, mean);
    boolean sound = isSound(metric, now, flags);
    double margin = sound ? criteria.margin(metric.name()) : Double.NaN;
    Score score =
        new Score(
            metric.family(),
            metric.name(),
            now.group().arm(),
            now.group().budget(),
            now.cell().subject(),
            yardstick,
            estimates.of(values, measured.scale()),
            gap,
            againstLabelOnly(metric, measured, comparison),
            margin,
            status(metric, comparison, Judge.status(metric, gap, centre, margin)),
            isGap && sound ? mean.p(0) : Double.NaN,
            isGap ? effect(table) : Double.NaN,
            comparison.replicates(),
            comparison.examples(),
            String.join(";", flags));
    return new Scored(score, comparison, centre, mean);
  }

  /** Whether the number means enough to be judged; adds the reason to the flags if not. */
  private static boolean isSound(Metric metric, Case now, List<String> flags) {
    Optional<String> reason = Flags.unjudged(metric, now.cell().subject());
    reason.ifPresent(flags::add);
    if (isTested(metric)) {
      flags.addAll(now.comparison().teacherFlags());
      now.comparison().studentFlags().forEach(flag -> flags.add(Flags.STUDENT + flag));
      return now.comparison().teacherFlags().isEmpty();
    }
    return reason.isEmpty();
  }

  /** Whether the teacher's rows are flagged where they tell no more than chance. */
  private static boolean isTested(Metric metric) {
    return metric.family() == Family.CONCEPTS || metric.name().equals("information-gap");
  }

  /**
   * A concept that is no longer sound in the students shows neither that it is kept nor lost; an
   * accuracy at chance is sound, and a loss.
   */
  private static Status status(Metric metric, Comparison comparison, Status status) {
    boolean doubtful =
        metric.family() == Family.CONCEPTS && Flags.unsound(comparison.studentFlags());
    return doubtful && status != Status.REPORTED ? Status.NOT_SHOWN : status;
  }

  /** The noise ceiling of agreement of maps, where it was measured. */
  private Estimate ceiling(Case now, Metric measured) {
    if (!measured.name().equals("map-agreement")) {
      return Estimates.UNKNOWN;
    }
    Cell cell = new Cell("map-ceiling", now.cell().subject());
    Group teachers = evidence.teachersOf(now.group());
    NavigableMap<Integer, Series> ofTeachers = evidence.series(cell, teachers);
    Group whose = ofTeachers.isEmpty() ? now.group() : teachers;
    return Comparison.of(evidence, cell, whose)
        .filter(comparison -> !comparison.isEmpty())
        .map(comparison -> comparison.students().toArray(double[][]::new))
        .map(table -> estimates.of(table, measured.scale()))
        .orElse(Estimates.UNKNOWN);
  }

  private Estimate againstLabelOnly(Metric metric, Metric measured, Comparison comparison) {
    if (comparison.labelOnly().isEmpty()) {
      return Estimates.UNKNOWN;
    }
    if (metric.direction() != Direction.ZERO) {
      return estimates.ofDifferences(
          Comparison.less(comparison.students(), comparison.labelOnly()), measured.scale());
    }
    List<double[]> distances = distances(comparison.gaps());
    List<double[]> others = distances(comparison.labelOnlyGaps());
    return estimates.ofDifferences(Comparison.less(distances, others), measured.scale());
  }

  /** How far each replicate's mean gap is from zero, whichever way. */
  private static List<double[]> distances(double[][] gaps) {
    List<double[]> distances = new ArrayList<>();
    for (double[] gap : gaps) {
      distances.add(new double[] {Math.abs(Moments.mean(gap))});
    }
    return distances;
  }

  private static double effect(double[][] gaps) {
    double[] means = new double[gaps.length];
    for (int r = 0; r < means.length; r++) {
      means[r] = Moments.mean(gaps[r]);
    }
    return PairedTests.effect(means);
  }
}
