package org.heirloom.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.heirloom.report.ReportInput.Arm;
import org.heirloom.report.ReportInput.Kind;
import org.heirloom.retain.Scorecard;
import org.heirloom.retain.Scorecard.Score;
import org.heirloom.retain.Scorecard.Status;
import org.heirloom.retain.Scorecard.Verdict;

/**
 * The result in one paragraph: what each arm kept, lost, and what was not shown, at its largest
 * budget.
 */
final class Headline {
  /** More controls than this are told in the table alone. */
  private static final int MOST_CONTROLS = 3;

  private final ReportInput input;
  private final Scorecard scorecard;

  Headline(ReportInput input) {
    this.input = input;
    this.scorecard = input.scorecard();
  }

  /** What the methods' students kept. */
  String methods() {
    String sentences = sentences(Kind.METHOD);
    return sentences.isEmpty()
        ? "No student could be compared with the teacher; see what was not measured, and why."
        : sentences;
  }

  /** What the controls kept, and what it all rests on. */
  String rest() {
    long controls = input.arms().stream().filter(arm -> arm.kind() == Kind.CONTROL).count();
    return controls > MOST_CONTROLS
        ? "%d controls stand beside it below. %s".formatted(controls, ground())
        : (sentences(Kind.CONTROL) + " " + ground()).trim();
  }

  private String sentences(Kind kind) {
    return input.arms().stream()
        .filter(arm -> arm.kind() == kind && !verdicts(arm.name()).isEmpty())
        .map(arm -> subject(arm) + " " + predicate(verdicts(arm.name())) + ".")
        .collect(Collectors.joining(" "));
  }

  /** An arm's verdicts at the largest budget that it has. */
  List<Verdict> verdicts(String arm) {
    List<Verdict> all = scorecard.verdicts().stream().filter(v -> v.arm().equals(arm)).toList();
    double budget = all.stream().mapToDouble(Verdict::budget).max().orElse(Double.NaN);
    return all.stream()
        .filter(v -> v.budget() == budget)
        .sorted(Comparator.comparing(Verdict::family))
        .toList();
  }

  private static String subject(Arm arm) {
    return arm.kind() == Kind.METHOD
        ? "The student “" + arm.name() + "”"
        : "The control “" + arm.name() + "” (" + arm.meaning() + ")";
  }

  private static String predicate(List<Verdict> verdicts) {
    List<String> parts = new ArrayList<>();
    part(parts, "kept its teacher’s ", families(verdicts, Status.RETAINED), " within the margins");
    part(parts, "lost some of its teacher’s ", families(verdicts, Status.LOST), "");
    part(
        parts,
        "leaves open whether it kept its teacher’s ",
        families(verdicts, Status.NOT_SHOWN),
        "");
    part(parts, "is not judged on ", families(verdicts, Status.REPORTED), "");
    return Words.list(parts);
  }

  private static void part(List<String> parts, String verb, List<String> families, String end) {
    if (!families.isEmpty()) {
      parts.add(verb + Words.list(families) + end);
    }
  }

  private static List<String> families(List<Verdict> verdicts, Status status) {
    return verdicts.stream()
        .filter(v -> v.status() == status)
        .map(v -> Words.name(v.family()))
        .toList();
  }

  /** Seeds, examples and confidence, smallest and largest. */
  private String ground() {
    if (scorecard.scores().isEmpty()) {
      return "";
    }
    int fewest = scorecard.scores().stream().mapToInt(Score::replicates).min().orElse(0);
    int most = scorecard.scores().stream().mapToInt(Score::replicates).max().orElse(0);
    int least =
        scorecard.scores().stream().mapToInt(Score::examples).filter(n -> n > 0).min().orElse(0);
    int largest = scorecard.scores().stream().mapToInt(Score::examples).max().orElse(0);
    return "This rests on %s per arm and %s per metric, with %s intervals."
        .formatted(
            range(fewest, most, "seed"),
            range(least, largest, "example"),
            Numbers.percent(scorecard.confidence()));
  }

  private static String range(int low, int high, String noun) {
    return low == high
        ? Words.count(low, noun)
        : Numbers.count(low) + " to " + Words.count(high, noun);
  }
}
