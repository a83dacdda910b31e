package org.heirloom.metrics;

/**
 * One entry of the metric catalogue.
 *
 * @param name as in rows, scorecards, margins and gates
 * @param title what people call it, in the middle of a sentence
 * @param family where a report tells it
 * @param kind what it is a number of
 * @param scale unit and range
 * @param direction where a student that inherited all would lie
 * @param words the explanation
 */
public record Metric(
    String name,
    String title,
    Family family,
    Kind kind,
    Scale scale,
    Direction direction,
    Words words) {

  /** What the title of a gap begins with, before the title of the value. */
  public static final String GAP_IN = "gap in ";

  /** What a metric is a number of. */
  public enum Kind {
    /** A property of one model. */
    VALUE,
    /** A comparison of a student with its teacher, measured as such. */
    COMPARISON,
    /** The student's value less the teacher's, paired by example. */
    GAP,
    /** What other numbers are read against, such as a noise ceiling. */
    CONTEXT
  }

  /** Where good students lie. */
  public enum Direction {
    /** Higher is better; for a gap: at least the teacher's value is enough. */
    HIGHER("higher is better"),
    /** Lower is better; for a gap: at most the teacher's value is enough. */
    LOWER("lower is better"),
    /** Closer to zero is better: any change is a loss. */
    ZERO("closer to 0 is better"),
    /** Neither. */
    NONE("neither is better");

    private final String words;

    Direction(String words) {
      this.words = words;
    }

    /** In words. */
    public String words() {
      return words;
    }
  }

  /**
   * Unit and range.
   *
   * @param unit in words, for example {@code nats}
   * @param least smallest possible value, or −∞
   * @param greatest largest possible value, or +∞
   * @param isShare whether people read it as a percentage
   */
  public record Scale(String unit, double least, double greatest, boolean isShare) {

    /** A share in [0, 1], read as a percentage. */
    public static Scale share(String unit) {
      return new Scale(unit, 0, 1, true);
    }

    /** The scale of a difference of two such values. */
    public Scale ofDifferences() {
      return new Scale(unit, least - greatest, greatest - least, isShare);
    }

    /** The range in words, for example {@code 0 to 1}. */
    public String range() {
      if (Double.isInfinite(least)) {
        return "any number";
      }
      return Double.isInfinite(greatest)
          ? "%s or more".formatted(number(least))
          : "%s to %s".formatted(number(least), number(greatest));
    }

    private static String number(double value) {
      return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
  }

  /**
   * The explanation.
   *
   * @param meaning what it tells, in one or two sentences
   * @param formula how it is computed, in words
   * @param paper where it comes from, or empty
   * @param distrust when not to believe it
   */
  public record Words(String meaning, String formula, String paper, String distrust) {}

  /**
   * The value of a student that is its teacher: 0 for gaps, the best value for comparisons, NaN for
   * others.
   */
  public double ideal() {
    return switch (kind) {
      case GAP -> 0;
      case COMPARISON -> direction == Direction.LOWER ? scale.least() : scale.greatest();
      case VALUE, CONTEXT -> Double.NaN;
    };
  }

  /** The gap metric of this one: {@code name}-gap in this scale's differences. */
  Metric gap(String distrust) {
    return gap(name + "-gap", direction, distrust);
  }

  /** The gap metric of this one under another name and direction. */
  Metric gap(String gapName, Direction gapDirection, String distrust) {
    return new Metric(
        gapName,
        GAP_IN + title,
        family,
        Kind.GAP,
        scale.ofDifferences(),
        gapDirection,
        new Words(
            "How much the student's " + title + " differs from its teacher's; 0 is no difference.",
            "mean of (student − teacher) over the same examples, and over students; see \"%s\""
                .formatted(name),
            words.paper(),
            distrust));
  }

  /** The entry as {@code heirloom explain} prints it: one fact a line. */
  public String explanation() {
    StringBuilder text = new StringBuilder();
    line(text, name, title);
    line(text, "meaning", words.meaning());
    line(text, "formula", words.formula());
    line(text, "unit", scale.unit() + ", " + scale.range());
    line(text, "direction", direction.words());
    line(text, "family", family.title() + ": " + family.question());
    if (!words.paper().isEmpty()) {
      line(text, "source", words.paper());
    }
    line(text, "distrust it", words.distrust());
    return text.toString();
  }

  private static void line(StringBuilder text, String label, String content) {
    text.append(label).append(": ").append(content).append('\n');
  }
}
