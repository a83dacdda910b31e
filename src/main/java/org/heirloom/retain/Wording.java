package org.heirloom.retain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.heirloom.metrics.Metric;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.retain.Scorecard.Estimate;
import org.heirloom.retain.Scorecard.Score;

/** How numbers and names read in sentences: shares in percent, their gaps in points. */
public final class Wording {
  private static final int MOST_SUBJECTS = 3;
  private static final int MOST_TITLES = 4;

  private Wording() {}

  /** A value: {@code 95.1 %} or {@code 0.214}. */
  public static String value(Metric metric, double value) {
    return metric.scale().isShare() ? fixed(100 * value, 1) + " %" : fixed(value, 3);
  }

  /** A difference with its sign: {@code +1.9 points} or {@code −0.021}. */
  public static String difference(Metric metric, double value) {
    return signed(metric, value) + (metric.scale().isShare() ? " points" : "");
  }

  /** The bounds of a difference: {@code −2.3 to +0.1}. */
  public static String differences(Metric metric, Estimate estimate) {
    return signed(metric, estimate.low()) + " to " + signed(metric, estimate.high());
  }

  /** The bounds of a value: {@code 89.0 % to 93.0 %}. */
  public static String values(Metric metric, Estimate estimate) {
    return value(metric, estimate.low()) + " to " + value(metric, estimate.high());
  }

  /** A margin: {@code 3 points} or {@code 0.05}. */
  public static String margin(Metric metric, double margin) {
    return metric.scale().isShare()
        ? plain(BigDecimal.valueOf(margin).movePointRight(2)) + " points"
        : plain(BigDecimal.valueOf(margin));
  }

  /** A share: {@code 95 %}, {@code 2.5 %}. */
  static String percent(double share) {
    return plain(BigDecimal.valueOf(share).movePointRight(2)) + " %";
  }

  /** A number of things: {@code 1 student}, {@code 3 students}, {@code 1,000 examples}. */
  static String count(int number, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
  }

  /** What a score's metric is called; a gap is called as what it is a gap of. */
  static String title(Score score) {
    String title = MetricCatalogue.get(score.metric()).title();
    return title.startsWith(Metric.GAP_IN) ? title.substring(Metric.GAP_IN.length()) : title;
  }

  /** A score's title with its subject, for example {@code insertion score (grad-cam)}. */
  static String name(Score score) {
    return score.subject().isEmpty() ? title(score) : title(score) + " (" + subject(score) + ")";
  }

  /** The subject; a layer that is compared with itself is named once. */
  private static String subject(Score score) {
    String[] parts = score.subject().split("/", -1);
    return parts.length == 2 && parts[0].equals(parts[1]) ? parts[0] : score.subject();
  }

  /**
   * Titles with their subjects, or with the number of these where they are many; of many titles the
   * first few, and how many there are beside them.
   */
  static String names(List<Score> scores) {
    Map<String, List<String>> subjects = new LinkedHashMap<>();
    for (Score score : scores) {
      subjects.computeIfAbsent(title(score), t -> new ArrayList<>()).add(subject(score));
    }
    String told =
        subjects.entrySet().stream()
            .limit(MOST_TITLES)
            .map(each -> each.getKey() + subjects(each.getValue()))
            .collect(Collectors.joining(", "));
    int more = subjects.size() - MOST_TITLES;
    return more > 0 ? told + " and " + more + " more" : told;
  }

  private static String subjects(List<String> subjects) {
    if (subjects.size() > MOST_SUBJECTS) {
      return " (" + subjects.size() + " cases)";
    }
    String all = String.join(", ", subjects);
    return all.isEmpty() ? "" : " (" + all + ")";
  }

  /** To two digits, upwards: a forecast knows no more. */
  static int roundedUp(int number) {
    return BigDecimal.valueOf(number).round(new MathContext(2, RoundingMode.UP)).intValueExact();
  }

  /** With a capital at the beginning. */
  static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String signed(Metric metric, double value) {
    String text = metric.scale().isShare() ? fixed(100 * value, 1) : fixed(value, 3);
    boolean isZero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
    return value > 0 && !isZero ? "+" + text : text;
  }

  private static String fixed(double value, int decimals) {
    if (Double.isNaN(value)) {
      return "unknown";
    }
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
    return rounded.toPlainString().replace('-', '−');
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}
