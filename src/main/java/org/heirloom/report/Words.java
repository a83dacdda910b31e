package org.heirloom.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heirloom.metrics.Family;
import org.heirloom.report.ReportInput.Arm;
import org.heirloom.report.ReportInput.Kind;
import org.heirloom.retain.Scorecard.Status;

/** The words in which families and statuses are told. */
final class Words {
  private Words() {}

  /** A family's name as a heading. */
  static String title(Family family) {
    return switch (family) {
      case BEHAVIOUR -> "Behaviour";
      case REPRESENTATION -> "Representation";
      case CONCEPTS -> "Concepts";
      case SALIENCY -> "Saliency";
    };
  }

  /** What a family asks. */
  static String question(Family family) {
    return switch (family) {
      case BEHAVIOUR -> "Does it answer as its teacher does?";
      case REPRESENTATION -> "Are its inner features arranged alike?";
      case CONCEPTS -> "Has it learned to see the same things?";
      case SALIENCY -> "Does it look at the same places?";
    };
  }

  /** A family's name inside a sentence. */
  static String name(Family family) {
    return switch (family) {
      case BEHAVIOUR -> "behaviour";
      case REPRESENTATION -> "representation";
      case CONCEPTS -> "concepts";
      case SALIENCY -> "saliency";
    };
  }

  static String word(Status status) {
    return switch (status) {
      case RETAINED -> "retained";
      case LOST -> "lost";
      case NOT_SHOWN -> "not shown";
      case REPORTED -> "reported only";
    };
  }

  /** A sign that differs in shape, so that nothing hangs on colour. */
  static String sign(Status status) {
    return switch (status) {
      case RETAINED -> "✓";
      case LOST -> "✕";
      case NOT_SHOWN -> "?";
      case REPORTED -> "·";
    };
  }

  static String cssClass(Status status) {
    return switch (status) {
      case RETAINED -> "retained";
      case LOST -> "lost";
      case NOT_SHOWN -> "not-shown";
      case REPORTED -> "reported";
    };
  }

  /**
   * What to beware of, in words.
   *
   * @param flags short words joined by semicolons
   * @param all also those that the warnings tell of the whole scorecard
   */
  static String flags(String flags, boolean all) {
    return Stream.of(flags.split(";"))
        .filter(flag -> all || !flag.matches(".*-(replicates?|cells)"))
        .map(flag -> flag.replace('-', ' '))
        .collect(Collectors.joining("; "));
  }

  /** {@code a}, {@code a and b}, {@code a, b and c}. */
  static String list(List<String> names) {
    int last = names.size() - 1;
    return last < 1
        ? String.join("", names)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  /** A number with its noun: {@code 1 seed}, {@code 3 seeds}. */
  static String count(long count, String noun) {
    return Numbers.count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** The CSS class that gives an arm its colour and dash: by its place among its kind. */
  static String armClass(List<Arm> arms, String name) {
    int methods = 0;
    int controls = 0;
    for (Arm arm : arms) {
      if (arm.name().equals(name)) {
        return switch (arm.kind()) {
          case TEACHER -> "arm-teacher";
          case METHOD -> "arm-method-" + methods % 8;
          case CONTROL -> "arm-control-" + controls % 7;
        };
      }
      methods += arm.kind() == Kind.METHOD ? 1 : 0;
      controls += arm.kind() == Kind.CONTROL ? 1 : 0;
    }
    return "arm-other";
  }
}
