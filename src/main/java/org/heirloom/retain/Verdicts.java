package org.heirloom.retain;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.retain.Judge.Share;
import org.heirloom.retain.Scorecard.Status;
import org.heirloom.retain.Scorecard.Verdict;
import org.heirloom.retain.Scorecards.Facts;
import org.heirloom.retain.Scorer.Scored;

/** Says in words what a family of scores says about one group of students. */
final class Verdicts {
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
    boolean control = Arms.isControl(facts.group().arm());
    String found =
        switch (status) {
          case RETAINED ->
              (control
                      ? "are within the margin of the teacher in "
                      : "keep what the teacher has in ")
                  + part(Status.RETAINED);
          case LOST ->
              (control ? "are beyond the margin in " : "lost ") + part(Status.LOST) + rest();
          case NOT_SHOWN ->
              (control
                      ? "are shown neither within nor beyond the margin in "
                      : "are shown neither to have kept nor to have lost ")
                  + part(Status.NOT_SHOWN)
                  + ", as the interval reaches over the margin"
                  + rest();
          case REPORTED -> "are not judged, as " + whyUndecided();
        };
    return "%s: %s%s %s."
        .formatted(
            Wording.capital(facts.family().question()), who(facts.group().arm()), budget(), found);
  }

  /** What became of the measures that the sentence does not name. */
  private String rest() {
    int retained = count(Status.RETAINED);
    int open = facts.with(Status.LOST).isEmpty() ? 0 : count(Status.NOT_SHOWN);
    List<String> rest = new ArrayList<>();
    if (retained > 0) {
      rest.add(retained + (retained == 1 ? " is retained" : " are retained"));
    }
    if (open > 0) {
      rest.add(open + (open == 1 ? " is" : " are") + " not shown either way");
    }
    return rest.isEmpty() ? "" : "; " + String.join(", ", rest);
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

  private int count(Status status) {
    return facts.with(status).size();
  }

  private String whyUndecided() {
    boolean unsound =
        facts.scores().stream().noneMatch(each -> each.comparison().teacherFlags().isEmpty());
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
