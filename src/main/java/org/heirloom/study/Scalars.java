package org.heirloom.study;

import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * What an unquoted YAML value is, by the core schema of YAML 1.2.
 *
 * <p>The older rules of YAML 1.1 read {@code no} as false, {@code 010} as 8, {@code 1:30} as 90 and
 * {@code 1e-3} as text; none of that is wanted in a study.
 */
final class Scalars {
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,400}");
  private static final Pattern REAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  private Scalars() {}

  static Object of(String plain) {
    return switch (plain) {
      case "", "~", "null", "Null", "NULL" -> null;
      case "true", "True", "TRUE" -> true;
      case "false", "False", "FALSE" -> false;
      case ".nan", ".NaN", ".NAN" -> Double.NaN;
      case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" -> Double.POSITIVE_INFINITY;
      case "-.inf", "-.Inf", "-.INF" -> Double.NEGATIVE_INFINITY;
      default -> number(plain);
    };
  }

  private static Object number(String plain) {
    if (WHOLE.matcher(plain).matches()) {
      BigInteger whole = new BigInteger(plain);
      return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
    }
    if (REAL.matcher(plain).matches()) {
      return Double.valueOf(plain);
    }
    return plain;
  }
}
