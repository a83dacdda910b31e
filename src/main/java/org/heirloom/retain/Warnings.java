package org.heirloom.retain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.heirloom.retain.Evidence.Group;
import org.heirloom.retain.Scorecard.Score;
import org.heirloom.retain.Scorecard.Status;
import org.heirloom.retain.Scorer.Scored;

/** What a reader must know before believing any of a scorecard. */
record Warnings(int teachers, Map<Group, List<Scored>> scores) {

  List<String> all() {
    List<String> warnings = new ArrayList<>();
    if (scores.isEmpty()) {
      warnings.add("Nothing was compared: there are no rows of students.");
      return warnings;
    }
    replicates(warnings);
    if (teachers == 1) {
      warnings.add(
          "There is one teacher: every interval speaks of further students of this teacher, none"
              + " of other teachers.");
    }
    fewExamples(warnings);
    missingControl(
        warnings, Arms.LABEL_ONLY, "what would have come without the teacher is not known.");
    missingControl(
        warnings, Arms.UNTRAINED, "what a student has without any training is not known.");
    floorPasses(warnings);
    return List.copyOf(warnings);
  }

  private void replicates(List<String> warnings) {
    int fewest = all(score -> true).stream().mapToInt(Score::replicates).min().orElse(0);
    if (fewest == 1) {
      warnings.add(
          "There is one student of an arm: its intervals count examples only, and another seed may"
              + " differ by more.");
    } else if (fewest > 1 && fewest < Flags.ENOUGH_REPLICATES) {
      warnings.add(
          ("With %d students no test of signs or ranks can reach p < 0.05 (that takes %d); the"
                  + " intervals hold, but are wide.")
              .formatted(fewest, Flags.ENOUGH_REPLICATES));
    }
  }

  private void fewExamples(List<String> warnings) {
    String few =
        all(score -> score.flag().contains(Flags.FEW_EXAMPLES)).stream()
            .map(Wording::title)
            .distinct()
            .collect(Collectors.joining(", "));
    if (!few.isEmpty()) {
      warnings.add(
          "Fewer than %d examples stand behind %s: their intervals are rough."
              .formatted(Flags.ENOUGH_EXAMPLES, few));
    }
  }

  private void missingControl(List<String> warnings, String arm, String unknown) {
    if (scores.keySet().stream().noneMatch(group -> group.arm().equals(arm))) {
      warnings.add("There are no %s students: %s".formatted(arm, unknown));
    }
  }

  private void floorPasses(List<String> warnings) {
    String passed =
        Wording.names(
            all(score -> score.arm().equals(Arms.UNTRAINED) && score.status() == Status.RETAINED));
    if (!passed.isEmpty()) {
      warnings.add(
          "Untrained students pass too in %s: that margin tells nothing.".formatted(passed));
    }
  }

  private List<Score> all(Predicate<Score> filter) {
    return scores.values().stream()
        .flatMap(List::stream)
        .map(Scored::score)
        .filter(filter)
        .toList();
  }
}
