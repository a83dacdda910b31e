package org.heirloom.study;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How messages quote values and what they suggest in place of a name that is not known. */
public final class Text {
  private static final int LONGEST_QUOTE = 60;
  private static final int MOST_NAMES = 12;

  private Text() {}

  /** A value as a message shows it: text in quotes, shortened, with control characters escaped. */
  public static String quote(Object value) {
    if (value == null) {
      return "nothing";
    }
    if (value instanceof Double number) {
      return number(number);
    }
    if (!(value instanceof String text)) {
      return value.toString();
    }
    boolean tooLong = text.codePointCount(0, text.length()) > LONGEST_QUOTE;
    String shown = tooLong ? text.substring(0, text.offsetByCodePoints(0, LONGEST_QUOTE)) : text;
    StringBuilder quoted = new StringBuilder("\"");
    shown.codePoints().forEach(point -> append(quoted, point));
    return quoted.append(tooLong ? "…\"" : "\"").toString();
  }

  /** A number as people write it: 5 and 0.0001, not 5.0 and 1.0E-4. */
  public static String number(double value) {
    double size = Math.abs(value);
    boolean plain = value == 0 || (size >= 1e-6 && size < 1e15);
    return plain
        ? new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString()
        : Double.toString(value);
  }

  private static void append(StringBuilder quoted, int point) {
    if (Character.isISOControl(point) || Character.getType(point) == Character.FORMAT) {
      quoted.append(String.format(Locale.ROOT, "\\u%04x", point));
    } else {
      quoted.appendCodePoint(point);
    }
  }

  /**
   * The known name that was most likely meant: the one with the fewest edits, if they are few for
   * its length; among equals the first.
   */
  public static Optional<String> nearest(String name, Collection<String> known) {
    String wanted = name.toLowerCase(Locale.ROOT);
    if (wanted.length() > LONGEST_QUOTE) {
      return Optional.empty();
    }
    return known.stream()
        .filter(
            candidate -> distance(wanted, candidate.toLowerCase(Locale.ROOT)) <= limit(candidate))
        .min(Comparator.comparingInt(c -> distance(wanted, c.toLowerCase(Locale.ROOT))));
  }

  /** What may have been meant, and all known names unless they are too many to read. */
  public static String suggestion(String name, Collection<String> known) {
    Optional<String> near = nearest(name, known);
    String meant = near.map(found -> "Did you mean \"" + found + "\"?").orElse("");
    if (near.isPresent() && known.size() > MOST_NAMES) {
      return meant;
    }
    return (meant + " Known: " + String.join(", ", known) + ".").strip();
  }

  private static int limit(String candidate) {
    return Math.max(1, (candidate.length() + 1) / 3);
  }

  /** Edits (insert, delete, replace, swap neighbours) that turn one text into the other. */
  static int distance(String from, String to) {
    List<int[]> rows = new ArrayList<>();
    for (int i = 0; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      rows.add(row);
      for (int j = 0; j <= to.length(); j++) {
        row[j] = i == 0 ? j : j == 0 ? i : cheapest(rows, from, to, j);
      }
    }
    return rows.get(from.length())[to.length()];
  }

  private static int cheapest(List<int[]> rows, String from, String to, int j) {
    int i = rows.size() - 1;
    int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
    int best =
        Math.min(
            rows.get(i - 1)[j - 1] + change, 1 + Math.min(rows.get(i - 1)[j], rows.get(i)[j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(best, rows.get(i - 2)[j - 2] + 1) : best;
  }
}
