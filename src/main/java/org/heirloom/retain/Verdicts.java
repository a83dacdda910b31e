package org.heirloom.retain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.retain.Judge.Share;
import org.heirloom.retain.Scorecard.Status;
import org.heirloom.retain.Scorecard.Verdict;
import org.heirloom.retain.Scorecards.Facts;
import org.heirloom.retain.Scorer.Scored;

/** Says in words what a family of scores says about one group of students. */
final class Verdicts {
  private static final String WITHIN = "are within the margin of the teacher in ";

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

  /**
   * Lost if anything is; retained if everything is, or, for concepts, if they are on average: each
   * of many cases alone is too uncertain with few students.
   */
  private Status status() {
    if (facts.judged().isEmpty()) {
      return Status.REPORTED;
    }
    if (!facts.with(Status.LOST).isEmpty()) {
      return Status.LOST;
    }
    String averaged = onAverage().map(each -> each.score().metric()).orElse("");
    boolean open =
        facts.with(Status.NOT_SHOWN).stream()
            .anyMatch(each -> isAverage(each) || !each.score().metric().equals(averaged));
    return open ? Status.NOT_SHOWN : Status.RETAINED;
  }

  private static boolean isAverage(Scored scored) {
    return scored.score().subject().equals(ConceptSummary.SUBJECT);
  }

  private Optional<Scored> onAverage() {
    return facts.judged().stream().filter(Verdicts::isAverage).findFirst();
  }

  private String sentence(Status status) {
    String found =
        switch (status) {
          case RETAINED -> (control() ? WITHIN : "keep what the teacher has in ");
          case LOST -> (control() ? "are beyond the margin in " : "lost ");
          case NOT_SHOWN ->
              control()
                  ? "are shown neither within nor beyond the margin in "
                  : "are shown neither to have kept nor to have lost ";
          case REPORTED -> "are not judged, as " + whyUndecided();
        };
    return "%s: %s%s %s%s."
        .formatted(
            Wording.capital(facts.family().question()),
            who(facts.group().arm()),
            budget(),
            found,
            status == Status.REPORTED ? "" : what(status));
  }

  private String what(Status status) {
    boolean average = onAverage().isPresent() && status != Status.LOST;
    if (average) {
      List<String> singly = counts(Status.values());
      return "%s on average; singly, %s".formatted(cases(), String.join(", ", singly));
    }
    return part(status)
        + (status == Status.NOT_SHOWN ? ", as the interval reaches over the margin" : "")
        + rest(status);
  }

  private String cases() {
    String averaged = onAverage().orElseThrow().score().metric();
    return Wording.names(
        single().map(Scored::score).filter(score -> score.metric().equals(averaged)).toList());
  }

  private Stream<Scored> single() {
    return facts.judged().stream().filter(each -> !isAverage(each));
  }

  private boolean control() {
    return Arms.isControl(facts.group().arm());
  }

  /** What became of the measures that the sentence does not name. */
  private String rest(Status named) {
    Status[] others =
        named == Status.LOST
            ? new Status[] {Status.RETAINED, Status.NOT_SHOWN}
            : new Status[] {Status.RETAINED};
    List<String> rest = named == Status.RETAINED ? List.of() : counts(others);
    return rest.isEmpty() ? "" : "; " + String.join(", ", rest);
  }

  /** How many single measures have each status, leaving out what none has. */
  private List<String> counts(Status... statuses) {
    List<String> counts = new ArrayList<>();
    for (Status status : statuses) {
      long count = single().filter(each -> each.score().status() == status).count();
      if (count > 0) {
        counts.add(count + (count == 1 ? " is " : " are ") + word(status));
      }
    }
    return counts;
  }

  private String word(Status status) {
    return switch (status) {
      case RETAINED -> control() ? "within the margin" : "retained";
      case LOST -> control() ? "beyond the margin" : "lost";
      case NOT_SHOWN -> "not shown either way";
      case REPORTED -> "reported only";
    };
  }

  /** For example {@code 2 of 3 measures (accuracy, agreement with the teacher)}. */
  private String part(Status status) {
    List<Scored> scores = facts.with(status);
    int all = facts.judged().size();
    String number =
        scores.size() < all
            ? scores.size() + " of " + Wording.count(all, "measure")
            : all == 1 ? "the one measure" : "all " + all + " measures";
    return number + " (" + Wording.names(scores.stream().map(Scored::score).toList()) + ")";
  }

  private String whyUndecided() {
    boolean unsound =
        facts.scores().stream().anyMatch(each -> !each.comparison().teacherFlags().isEmpty());
    return unsound ? "no concept passes its own test in the teacher" : "no measure has a margin";
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

  /** Whether students without a teacher came to the same. */
  private void withoutTeacher(List<String> evidence) {
    long known = facts.judged().size() - share(Share.UNKNOWN);
    if (known > 0) {
      evidence.add(
          ("Did it need the teacher? Beside students trained on labels alone: better or closer to"
                  + " the teacher in %d of %s, worse or further in %d, not shown to differ in %d.")
              .formatted(
                  share(Share.GAINED),
                  Wording.count((int) known, "measure"),
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
}
