package org.heirloom.retain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.heirloom.metrics.Metric;
import org.heirloom.metrics.Metric.Direction;
import org.heirloom.metrics.Metric.Kind;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.retain.Scorecard.Estimate;
import org.heirloom.retain.Scorecard.Score;
import org.heirloom.retain.Scorecard.Status;
import org.heirloom.retain.Scorer.Scored;

/** One sentence of evidence for each score; a summary where there are many of one metric. */
record Sentences(double confidence) {
  private static final int MOST = 4;

  /** Sentences for the scores of one metric. */
  List<String> of(List<Scored> scores) {
    if (scores.size() <= MOST) {
      return scores.stream().map(this::of).toList();
    }
    if (scores.size() == count(scores, Status.REPORTED)) {
      return List.of(unjudged(scores));
    }
    List<String> sentences = new ArrayList<>();
    sentences.add(summary(scores.stream().filter(each -> !isSummary(each)).toList()));
    scores.stream()
        .sorted(Comparator.comparingDouble(each -> -distance(each)))
        .limit(MOST - 1)
        .map(this::of)
        .forEach(sentences::add);
    return sentences;
  }

  private static String unjudged(List<Scored> scores) {
    String reasons =
        scores.stream()
            .map(each -> Flags.reasons(each.score()))
            .filter(reason -> !reason.isEmpty())
            .distinct()
            .sorted()
            .collect(Collectors.joining("; "));
    return "%s: %d cases, reported only%s."
        .formatted(
            Wording.capital(Wording.title(scores.get(0).score())), scores.size(), reasons(reasons));
  }

  private static String reasons(String reasons) {
    return reasons.isEmpty() ? "" : " (" + reasons + ")";
  }

  private static double distance(Scored scored) {
    return isSummary(scored)
        ? Double.POSITIVE_INFINITY
        : Math.abs(scored.score().gap().value() - scored.centre());
  }

  private static boolean isSummary(Scored scored) {
    return scored.score().subject().equals(ConceptSummary.SUBJECT);
  }

  private static String summary(List<Scored> scores) {
    return "%s: of %d cases, %d retained, %d lost, %d not shown either way. The largest gaps follow."
        .formatted(
            Wording.capital(Wording.title(scores.get(0).score())),
            scores.size(),
            count(scores, Status.RETAINED),
            count(scores, Status.LOST),
            count(scores, Status.NOT_SHOWN));
  }

  private static long count(List<Scored> scores, Status status) {
    return scores.stream().filter(each -> each.score().status() == status).count();
  }

  /** For example {@code accuracy-gap: teacher 96.2 %, students 95.1 %, gap −1.1 points (…): …}. */
  String of(Scored scored) {
    Score score = scored.score();
    Metric metric = MetricCatalogue.get(score.metric());
    boolean isGap = metric.kind() == Kind.GAP;
    boolean isSummary = isSummary(scored);
    String value =
        isSummary
            ? "mean distance " + Wording.value(metric, score.gap().value())
            : isGap ? gap(metric, score) : Wording.value(metric, score.gap().value());
    String detail =
        "(%s, %s)".formatted(interval(metric, score, isGap && !isSummary), margin(metric, scored));
    return "%s: %s %s, %s: %s.%s"
        .formatted(
            Wording.capital(Wording.name(score)),
            value,
            detail,
            size(score),
            status(score),
            control(metric, score));
  }

  private static String gap(Metric metric, Score score) {
    return "teacher %s, students %s, gap %s"
        .formatted(
            Wording.value(metric, score.teacher().value()),
            Wording.value(metric, score.student().value()),
            Wording.difference(metric, score.gap().value()));
  }

  private String interval(Metric metric, Score score, boolean isDifference) {
    Estimate gap = score.gap();
    if (Double.isNaN(gap.low())) {
      return "no interval";
    }
    return Wording.percent(confidence)
        + " interval "
        + (isDifference ? Wording.differences(metric, gap) : Wording.values(metric, gap));
  }

  private static String margin(Metric metric, Scored scored) {
    double margin = scored.score().margin();
    if (Double.isNaN(margin)) {
      return "no margin";
    }
    if (metric.kind() == Kind.GAP) {
      return "margin " + Wording.margin(metric, margin);
    }
    boolean higher = metric.direction() == Direction.HIGHER;
    double end = higher ? scored.centre() - margin : scored.centre() + margin;
    String ceiling =
        Double.isNaN(scored.score().teacher().value())
            ? ""
            : ": the ceiling of %s less %s"
                .formatted(Wording.value(metric, scored.centre()), Wording.margin(metric, margin));
    return "%s %s wanted%s"
        .formatted(higher ? "at least" : "at most", Wording.value(metric, end), ceiling);
  }

  private static String size(Score score) {
    String students = Wording.count(score.replicates(), "student");
    return score.examples() == 0
        ? students
        : students + " × " + Wording.count(score.examples(), "example");
  }

  private static String status(Score score) {
    boolean control = Arms.isControl(score.arm());
    return switch (score.status()) {
      case RETAINED -> control ? "within the margin" : "retained";
      case LOST -> control ? "beyond the margin" : "lost";
      case NOT_SHOWN -> "not shown either way";
      case REPORTED -> "reported only" + reasons(Flags.reasons(score));
    };
  }

  private static String control(Metric metric, Score score) {
    Estimate difference = score.againstLabelOnly();
    String numbers =
        "%s, %s"
            .formatted(
                Wording.difference(metric, difference.value()),
                Wording.differences(metric, difference));
    boolean closeness = metric.kind() == Kind.COMPARISON || metric.direction() == Direction.ZERO;
    return switch (Judge.share(metric, difference)) {
      case UNKNOWN -> "";
      case UNCLEAR ->
          " Students trained on labels alone are not shown to differ (%s).".formatted(numbers);
      case GAINED ->
          " That is %s than students trained on labels alone (%s)."
              .formatted(closeness ? "closer to the teacher" : "better", numbers);
      case HARMED ->
          " That is %s than students trained on labels alone (%s)."
              .formatted(closeness ? "further from the teacher" : "worse", numbers);
    };
  }
}
