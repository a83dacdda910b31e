package org.heirloom.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.heirloom.retain.Scorecard;

/**
 * How numbers are printed: three decimals, a real minus sign, and a dash where a value is
 * undefined.
 */
final class Numbers {
  /** Stands where a number would, if it is undefined. */
  static final String UNDEFINED = "–";

  private Numbers() {}

  /** For example {@code 0.953}, {@code −0.02}, {@code 1250}. */
  static String plain(double value) {
    if (Double.isNaN(value)) {
      return UNDEFINED;
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    return fixed(value, Math.abs(value) < 100 ? 3 : 0);
  }

  /** With a sign: {@code +0.012}, {@code −0.02}, {@code 0.000}. */
  static String signed(double value) {
    String plain = plain(value);
    return value > 0 && hasDigit(plain) ? "+" + plain : plain;
  }

  /** A setting or a margin as it was written: {@code 0.03}, {@code 5}. */
  static String setting(double value) {
    if (Double.isNaN(value)) {
      return UNDEFINED;
    }
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString().replace('-', '−');
  }

  /** An interval in words: {@code −0.031 to +0.006}, or a dash. */
  static String interval(Scorecard.Estimate estimate, boolean signed) {
    if (!hasInterval(estimate)) {
      return UNDEFINED;
    }
    return signed
        ? signed(estimate.low()) + " to " + signed(estimate.high())
        : plain(estimate.low()) + " to " + plain(estimate.high());
  }

  static boolean hasInterval(Scorecard.Estimate estimate) {
    return Double.isFinite(estimate.low()) && Double.isFinite(estimate.high());
  }

  /** A p-value: {@code 0.031}, {@code < 0.001}, or a dash. */
  static String pValue(double p) {
    return p < 0.001 ? "< 0.001" : plain(p);
  }

  /** A share in percent: {@code 95 %}, {@code 2.5 %}. */
  static String percent(double share) {
    return Double.isNaN(share) ? UNDEFINED : setting(round(share * 100, 1)) + " %";
  }

  /** A count with thin spaces between thousands. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count).replace(',', '\u202f');
  }

  /** A size: {@code 310 kB}, {@code 4.2 MB}. */
  static String bytes(long bytes) {
    return bytes < 1_000_000 ? fixed(bytes / 1e3, 0) + " kB" : fixed(bytes / 1e6, 1) + " MB";
  }

  /** A coordinate in a drawing: at most two decimals, ASCII; undefined ones are a bug. */
  static String coordinate(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a coordinate must be finite, got " + value);
    }
    return BigDecimal.valueOf(round(value, 2)).stripTrailingZeros().toPlainString();
  }

  /** With exactly so many decimals; a rounded zero has no sign. */
  static String fixed(double value, int decimals) {
    String text =
        BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
    return zero ? text.replace("-", "") : text.replace('-', '−');
  }

  private static boolean hasDigit(String text) {
    return text.chars().anyMatch(c -> c >= '1' && c <= '9');
  }

  private static double round(double value, int decimals) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).doubleValue();
  }
}
