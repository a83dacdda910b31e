package org.heirloom.retain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.heirloom.metrics.Family;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.retain.Scorecard.Score;
import org.heirloom.retain.Scorecard.Status;
import org.heirloom.retain.Scorecards.Facts;
import org.heirloom.retain.Scorer.Scored;
import org.heirloom.stats.CrossedMean;

/** What a verdict does not show, and what more would show it. */
record Limits(double confidence, Facts facts) {
  private static final int MOST = 3;

  List<String> all() {
    List<String> limits = new ArrayList<>();
    students(limits);
    teachers(limits);
    examples(limits);
    facts.with(Status.NOT_SHOWN).stream().limit(MOST).forEach(each -> needed(limits, each));
    floor(limits);
    boolean wholeModels = facts.scores().stream().anyMatch(each -> each.comparison().whole());
    if (wholeModels) {
      limits.add(
          "Where no examples are named, intervals count students only: other images may shift them"
              + " further.");
    }
    return List.copyOf(limits);
  }

  private void students(List<String> limits) {
    int fewest = scores().stream().mapToInt(Score::replicates).min().orElse(0);
    if (fewest == 1) {
      limits.add(
          "With one student the interval counts examples only; another seed may differ by more.");
    } else if (fewest < Flags.ENOUGH_REPLICATES) {
      limits.add(
          "%d students are few: no test of signs or ranks can reach p < 0.05 below %d."
              .formatted(fewest, Flags.ENOUGH_REPLICATES));
    }
  }

  private void teachers(List<String> limits) {
    if (facts.teachers() == 1) {
      limits.add("It holds for further students of this one teacher, not for other teachers.");
    } else if (facts.teachers() > 1
        && scores().stream().anyMatch(score -> score.replicates() > facts.teachers())) {
      limits.add(
          "It holds for further students of these %d teachers, not for other teachers."
              .formatted(facts.teachers()));
    }
  }

  private void examples(List<String> limits) {
    int fewest =
        scores().stream()
            .mapToInt(Score::examples)
            .filter(n -> n > 0)
            .min()
            .orElse(Integer.MAX_VALUE);
    if (fewest < Flags.ENOUGH_EXAMPLES) {
      limits.add("%s are few: the interval is rough.".formatted(Wording.count(fewest, "example")));
    }
    String undefined =
        facts.judged().stream()
            .filter(each -> each.comparison().undefined() > 0)
            .map(each -> Wording.name(each.score()) + ": " + each.comparison().undefined())
            .collect(Collectors.joining(", "));
    if (!undefined.isEmpty()) {
      limits.add("Examples without a defined value are left out (" + undefined + ").");
    }
  }

  private void needed(List<String> limits, Scored scored) {
    CrossedMean mean = scored.mean();
    Score score = scored.score();
    double distance = toMargin(scored);
    boolean unsound =
        facts.family() == Family.CONCEPTS && !scored.comparison().studentFlags().isEmpty();
    if (mean.seeds() < 2 || mean.examples() < 2 || distance == 0 || unsound) {
      return;
    }
    Needed needed = Needed.toReach(distance, mean, confidence);
    List<String> ways = new ArrayList<>();
    if (needed.replicates() > mean.seeds()) {
      ways.add("about " + Wording.count(Wording.roundedUp(needed.replicates()), "student"));
    }
    if (needed.examples() > mean.examples()) {
      ways.add("about " + Wording.count(Wording.roundedUp(needed.examples()), "example"));
    }
    limits.add(
        ways.isEmpty()
            ? "%s: the estimate lies so near its margin that more students or examples alone will hardly decide."
                .formatted(Wording.capital(Wording.name(score)))
            : "%s: %s would decide, if the estimate stays."
                .formatted(Wording.capital(Wording.name(score)), String.join(", or ", ways)));
  }

  /** How far the estimate is from the end of the margin that it may cross. */
  private static double toMargin(Scored scored) {
    double off = scored.score().gap().value() - scored.centre();
    double margin = scored.score().margin();
    return switch (MetricCatalogue.get(scored.score().metric()).direction()) {
      case HIGHER -> Math.abs(margin + off);
      case LOWER -> Math.abs(margin - off);
      case ZERO, NONE -> Math.abs(margin - Math.abs(off));
    };
  }

  private void floor(List<String> limits) {
    if (facts.group().arm().equals(Arms.UNTRAINED)) {
      return;
    }
    String passed =
        facts.with(Status.RETAINED).stream()
            .map(Scored::score)
            .filter(facts::floorPasses)
            .collect(Collectors.collectingAndThen(Collectors.toList(), Wording::names));
    if (!passed.isEmpty()) {
      limits.add("Untrained students pass too in " + passed + ": that margin tells nothing.");
    }
  }

  private List<Score> scores() {
    return facts.scores().stream().map(Scored::score).toList();
  }
}
