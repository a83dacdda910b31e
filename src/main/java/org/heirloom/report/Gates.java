package org.heirloom.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.heirloom.report.GateResult.Outcome;
import org.heirloom.retain.Scorecard;
import org.heirloom.retain.Scorecard.Score;
import org.heirloom.study.Study;

/**
 * Holds a study's gates against the scorecard: a condition looks at a bound of a gap's interval,
 * never at the estimate.
 *
 * <p>A gate applies at every data budget at which its metric was measured, with one result each. A
 * gate on something that was not measured, or that has no interval, is an error and counts as
 * failed.
 */
public final class Gates {
  private final Scorecard scorecard;

  private Gates(Scorecard scorecard) {
    this.scorecard = scorecard;
  }

  /** Results in the order of the gates, then of the scorecard. */
  public static List<GateResult> check(List<Study.Gate> gates, Scorecard scorecard) {
    Gates check = new Gates(scorecard);
    List<GateResult> results = new ArrayList<>();
    for (Study.Gate gate : gates) {
      results.addAll(check.results(gate));
    }
    return List.copyOf(results);
  }

  private List<GateResult> results(Study.Gate gate) {
    Optional<String> missing = missing(gate);
    if (missing.isPresent()) {
      return List.of(error(name(gate, Double.NaN), missing.get()));
    }
    return scores(gate).map(score -> result(gate, score)).toList();
  }

  /** Why the gate cannot be looked at, if so. */
  private Optional<String> missing(Study.Gate gate) {
    List<Score> ofMetric = all().filter(s -> s.metric().equals(gate.metric())).toList();
    if (ofMetric.isEmpty()) {
      return Optional.of(
          "metric \"" + gate.metric() + "\" was not measured" + whyNot(gate.metric()) + ".");
    }
    List<Score> ofArm = ofMetric.stream().filter(s -> s.arm().equals(gate.arm())).toList();
    if (ofArm.isEmpty()) {
      return Optional.of(
          "arm \"%s\" was not measured. Arms: %s."
              .formatted(gate.arm(), distinct(ofMetric.stream().map(Score::arm))));
    }
    List<String> subjects = ofArm.stream().map(Score::subject).distinct().toList();
    if (subject(gate).isEmpty() && subjects.size() > 1) {
      return Optional.of(
          "there are %d subjects and the gate names none. Subjects: %s."
              .formatted(subjects.size(), distinct(subjects.stream())));
    }
    if (!subject(gate).isEmpty() && !subjects.contains(subject(gate))) {
      return Optional.of(
          "subject \"%s\" was not measured. Subjects: %s."
              .formatted(subject(gate), distinct(subjects.stream())));
    }
    return Optional.empty();
  }

  private String whyNot(String metric) {
    return scorecard.notMeasured().stream()
        .filter(n -> n.metric().equals(metric))
        .map(n -> ": " + withoutFullStop(n.reason()))
        .findFirst()
        .orElse("");
  }

  private static String withoutFullStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private Stream<Score> scores(Study.Gate gate) {
    return all()
        .filter(s -> s.metric().equals(gate.metric()))
        .filter(s -> s.arm().equals(gate.arm()))
        .filter(s -> subject(gate).isEmpty() || s.subject().equals(subject(gate)));
  }

  private GateResult result(Study.Gate gate, Score score) {
    String name = name(gate, budgets(gate) > 1 ? score.budget() : Double.NaN);
    boolean lower = gate.bound().equals("lower");
    double bound = lower ? score.gap().low() : score.gap().high();
    if (!Double.isFinite(bound)) {
      return error(
          name,
          "the gap has no interval"
              + (score.flag().isEmpty() ? "" : " (" + Words.flags(score.flag(), true) + ")")
              + ". More replicates give it one.");
    }
    if (gate.atLeast() != null && bound < gate.atLeast()) {
      return failure(name, gate, score, "< required " + Numbers.setting(gate.atLeast()));
    }
    if (gate.atMost() != null && bound > gate.atMost()) {
      return failure(name, gate, score, "> allowed " + Numbers.setting(gate.atMost()));
    }
    return new GateResult(
        name,
        Outcome.PASS,
        "Gate " + name + ": " + bound(gate, score) + " " + evidence(score) + ".");
  }

  private GateResult failure(String name, Study.Gate gate, Score score, String relation) {
    return new GateResult(
        name,
        Outcome.FAIL,
        "Gate %s: %s %s %s.".formatted(name, bound(gate, score), relation, evidence(score)));
  }

  private static GateResult error(String name, String problem) {
    return new GateResult(name, Outcome.ERROR, "Gate " + name + ": " + problem);
  }

  private static String bound(Study.Gate gate, Score score) {
    return gate.bound().equals("lower")
        ? "lower bound " + Numbers.plain(score.gap().low())
        : "upper bound " + Numbers.plain(score.gap().high());
  }

  private String evidence(Score score) {
    return "(%s interval %s to %s, n = %d, %d %s)"
        .formatted(
            Numbers.percent(scorecard.confidence()),
            Numbers.plain(score.gap().low()),
            Numbers.plain(score.gap().high()),
            score.examples(),
            score.replicates(),
            score.replicates() == 1 ? "seed" : "seeds");
  }

  private static String name(Study.Gate gate, double budget) {
    StringBuilder name = new StringBuilder(gate.metric()).append('/').append(gate.arm());
    if (!subject(gate).isEmpty()) {
      name.append('/').append(subject(gate));
    }
    if (!Double.isNaN(budget)) {
      name.append(" at ").append(Numbers.percent(budget)).append(" of the data");
    }
    name.append(", ").append(gate.bound());
    if (gate.atLeast() != null) {
      name.append(" ≥ ").append(Numbers.setting(gate.atLeast()));
    }
    if (gate.atMost() != null) {
      name.append(" ≤ ").append(Numbers.setting(gate.atMost()));
    }
    return name.toString();
  }

  private long budgets(Study.Gate gate) {
    return scores(gate).mapToDouble(Score::budget).distinct().count();
  }

  private Stream<Score> all() {
    return scorecard.scores().stream();
  }

  private static String subject(Study.Gate gate) {
    return gate.subject() == null ? "" : gate.subject();
  }

  private static String distinct(Stream<String> names) {
    return String.join(", ", names.distinct().toList());
  }
}
