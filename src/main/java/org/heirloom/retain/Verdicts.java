package org.heirloom.retain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.heirloom.metrics.Family;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.retain.Judge.Share;
import org.heirloom.retain.Scorecard.Score;
import org.heirloom.retain.Scorecard.Status;
import org.heirloom.retain.Scorecard.Verdict;
import org.heirloom.retain.Scorecards.Facts;
import org.heirloom.retain.Scorer.Scored;

/** Says in words what a family of scores says about one group of students. */
final class Verdicts {
  private static final int MOST_NAMES = 4;

  private final Facts facts;
  private final Sentences sentences;
  private final Limits limits;

  Verdicts(Criteria criteria, Facts facts) {
    this.facts = facts;
    this.sentences = new Sentences(criteria.confidence());
    this.limits = new Limits(criteria.confidence(), facts);
  }

  Verdict verdict() {
    Status status = status();
    return new Verdict(
        facts.family(),
        facts.group().arm(),
        facts.group().budget(),
        status,
        sentence(status),
        evidence(),
        limits.all());
  }

  /** Lost if anything is; retained if everything is. */
  private Status status() {
    if (facts.judged().isEmpty()) {
      return Status.REPORTED;
    }
    if (!facts.with(Status.LOST).isEmpty()) {
      return Status.LOST;
    }
    return facts.with(Status.NOT_SHOWN).isEmpty() ? Status.RETAINED : Status.NOT_SHOWN;
  }

  private String sentence(Status status) {
    int all = facts.judged().size();
    String about = Wording.capital(facts.family().question()) + ": ";
    String who = who(facts.group().arm()) + budget();
    return about
        + switch (status) {
          case RETAINED ->
              "%s are shown to keep what the teacher has, within the margin, in %s."
                  .formatted(who, all == 1 ? "the one measure" : "all " + all + " measures");
          case LOST ->
              "%s lost %s%s."
                  .formatted(who, part(Status.LOST, all), rest(all - count(Status.LOST)));
          case NOT_SHOWN ->
              ("%s are shown neither to have kept nor to have lost %s, where the interval reaches"
                      + " over the margin%s.")
                  .formatted(who, part(Status.NOT_SHOWN, all), rest(count(Status.RETAINED)));
          case REPORTED -> "for %s nothing is decided: %s.".formatted(who, whyUndecided());
        };
  }

  private String rest(int others) {
    int retained = count(Status.RETAINED);
    if (others == 0) {
      return "";
    }
    if (others > retained) {
      return "; of the other %d, %d are retained and %d not shown either way"
          .formatted(others, retained, others - retained);
    }
    return others == 1
        ? "; the other one is retained"
        : "; the other %d are retained".formatted(others);
  }

  private String part(Status status, int all) {
    List<Scored> scores = facts.with(status);
    String names =
        scores.stream()
            .limit(MOST_NAMES)
            .map(each -> named(each.score()))
            .collect(Collectors.joining(", "));
    String more =
        scores.size() > MOST_NAMES ? " and " + (scores.size() - MOST_NAMES) + " more" : "";
    return "%d of %s (%s%s)".formatted(scores.size(), Wording.count(all, "measure"), names, more);
  }

  private int count(Status status) {
    return facts.with(status).size();
  }

  private String whyUndecided() {
    boolean unsound =
        facts.scores().stream().anyMatch(each -> !each.score().flag().isEmpty())
            && facts.family() == Family.CONCEPTS;
    return unsound
        ? "no concept passes its own test in the teacher, or none has a margin"
        : "no measure has a margin";
  }

  private List<String> evidence() {
    List<String> evidence = new ArrayList<>();
    List<Scored> shown = facts.judged().isEmpty() ? facts.scores() : facts.judged();
    if (!Arms.isControl(facts.group().arm())) {
      withoutTeacher(evidence);
    }
    List<String> metrics = shown.stream().map(each -> each.score().metric()).distinct().toList();
    for (String metric : metrics) {
      evidence.addAll(
          sentences.of(shown.stream().filter(s -> s.score().metric().equals(metric)).toList()));
    }
    return evidence;
  }

  /** Whether it would have come to this without the teacher. */
  private void withoutTeacher(List<String> evidence) {
    long known = facts.judged().size() - share(Share.UNKNOWN);
    if (known > 0) {
      evidence.add(
          ("Without the teacher? Beside students trained on labels alone, %d of %s %s better or"
                  + " closer to the teacher, %d worse, %d not shown to differ.")
              .formatted(
                  share(Share.GAINED),
                  Wording.count((int) known, "measure"),
                  share(Share.GAINED) == 1 ? "is" : "are",
                  share(Share.HARMED),
                  share(Share.UNCLEAR)));
    }
  }

  private long share(Share share) {
    return facts.judged().stream()
        .map(Scored::score)
        .filter(s -> Judge.share(MetricCatalogue.get(s.metric()), s.againstLabelOnly()) == share)
        .count();
  }

  private String budget() {
    double budget = facts.group().budget();
    return budget == 1 ? "" : " on " + Wording.percent(budget) + " of the data";
  }

  /** An arm as the subject of a sentence. */
  static String who(String arm) {
    return switch (arm) {
      case Arms.LABEL_ONLY -> "students trained on labels alone";
      case Arms.UNTRAINED -> "untrained students";
      default -> arm + " students";
    };
  }

  /** A score's metric with its subject, for example {@code insertion-gap (grad-cam)}. */
  static String named(Score score) {
    return score.subject().isEmpty()
        ? score.metric()
        : score.metric() + " (" + score.subject() + ")";
  }
}
