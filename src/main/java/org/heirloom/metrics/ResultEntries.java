package org.heirloom.metrics;

import static org.heirloom.metrics.Metric.Direction.HIGHER;
import static org.heirloom.metrics.Metric.Direction.LOWER;
import static org.heirloom.metrics.Metric.Direction.NONE;

import java.util.Arrays;
import java.util.List;
import org.heirloom.metrics.Metric.Direction;
import org.heirloom.metrics.Series.Label;

/** What is published of studies that are done. */
final class ResultEntries {
  private static final Label STUDY = new Label("study", List.of(), "the study's name");
  private static final Label ARM = new Label("arm", List.of(), "a method's or a control's name");
  private static final Label BUDGET =
      new Label("budget", List.of(), "share of the training images that it saw");
  private static final Label METRIC =
      new Label(
          "metric", MetricCatalogue.scored(), "a gap or a comparison, as in heirloom list metrics");
  private static final Label SUBJECT =
      new Label(
          "subject",
          List.of(),
          "layer, explainer or the like; all where the metric has one value, or is a mean over its"
              + " cases");
  private static final Label STAGE = new Label("stage", List.of(), "a stage of the pipeline");

  private ResultEntries() {}

  static List<Series> all() {
    return List.of(
        of(
            ResultSeries.RETENTION,
            "that of the metric",
            NONE,
            "What a student kept, from the scorecard: the gap to its teacher or the comparison with"
                + " it, as the mean over replicates and both ends of its interval.",
            "the mean without its bounds; and where the metric itself is not to be believed, which"
                + " heirloom explain METRIC says.",
            STUDY,
            METRIC,
            ARM,
            BUDGET,
            SUBJECT,
            new Label("bound", List.of("lower", "mean", "upper"), "which end of the interval")),
        of(
            ResultSeries.MARGIN,
            "that of the metric",
            NONE,
            "δ: how far from the ideal the whole interval may reach for the metric to count as"
                + " retained.",
            "as a fact: the study's authors chose it.",
            STUDY,
            METRIC),
        of(
            ResultSeries.VERDICT,
            "1 retained, 0 not shown, -1 lost",
            HIGHER,
            "The report's verdict on a family of metrics.",
            "0 as a loss: it says that the interval decides neither way.",
            STUDY,
            new Label(
                "family", Arrays.stream(Family.values()).map(Family::title).toList(), "of metrics"),
            ARM,
            BUDGET),
        of(
            ResultSeries.GATE_PASSED,
            "1 or 0",
            HIGHER,
            "Whether a gate of the study holds; 0 also where there was nothing to hold it against.",
            "without reading which bound it looks at.",
            STUDY,
            new Label("gate", List.of(), "the gate as the report writes it")),
        of(
            ResultSeries.STAGE_SECONDS,
            "seconds",
            LOWER,
            "How long the stage took when it was last computed; a run that reuses it keeps this"
                + " number.",
            "after an interrupted run: what that one did before it was cut off is not in it.",
            STUDY,
            STAGE),
        of(
            ResultSeries.CORE_SECONDS,
            "core-seconds",
            LOWER,
            "What the stage's results cost: seconds of its units of work times the threads that"
                + " each may use. Tries that failed are not in it.",
            "as a bill: idle workers and failed tries cost, too, and units rarely keep all threads"
                + " busy.",
            STUDY,
            STAGE),
        of(
            ResultSeries.LAST_SUCCESS,
            "seconds since 1970",
            HIGHER,
            "When the study was last complete up to its report, whether stages ran or were reused.",
            "where clocks are wrong.",
            STUDY));
  }

  private static Series of(
      ResultSeries series,
      String unit,
      Direction direction,
      String meaning,
      String distrust,
      Label... labels) {
    return new Series(
        series.seriesName(),
        Series.Kind.GAUGE,
        unit,
        List.of(labels),
        direction,
        Series.Origin.RESULT,
        meaning,
        distrust);
  }
}
