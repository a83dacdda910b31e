package org.heirloom.study;

import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.util.Arrays;

/** How a value as written becomes a component of a record. */
final class Plain {
  private Plain() {}

  /** The value as {@code type}, or null if it is none. */
  static Object convert(Class<?> type, Object value) {
    if (type == String.class) {
      return value instanceof String ? value : null;
    }
    if (type == boolean.class) {
      return value instanceof Boolean ? value : null;
    }
    if (type == long.class) {
      return value instanceof Long ? value : null;
    }
    if (isInt(type)) {
      return value instanceof Long whole && whole == whole.intValue()
          ? (Object) whole.intValue()
          : null;
    }
    if (type != double.class && type != Double.class) {
      throw new IllegalArgumentException("a study has no " + type);
    }
    boolean finite = value instanceof Number number && Double.isFinite(number.doubleValue());
    return finite ? ((Number) value).doubleValue() : null;
  }

  /** What a message says was expected. */
  static String expected(Class<?> type) {
    if (type == String.class) {
      return "text";
    }
    if (type == boolean.class) {
      return "true or false";
    }
    if (isInt(type) || type == long.class) {
      return "a whole number";
    }
    if (type == double.class || type == Double.class) {
      return "a number";
    }
    return type.isRecord() ? "keys with values" : "a list";
  }

  /** The end of the message: a full stop, and what may have been meant. */
  static String hint(Class<?> type, Object written) {
    if (written == null) {
      return ".";
    }
    if (type == String.class) {
      return ". Put it in quotes.";
    }
    boolean number = type != boolean.class;
    if (number && written instanceof String text && text.matches("[0-9][0-9_,' ]*")) {
      return ". Write the digits alone, without quotes.";
    }
    if (number && written instanceof String text && text.matches("[0-9.]+ *%")) {
      return ". Write 0.05 for 5 %.";
    }
    boolean whole = isInt(type) || type == long.class;
    if (whole && written instanceof Double real && real == Math.rint(real)) {
      return ". Write it without a decimal point or exponent.";
    }
    boolean tooLarge = whole && (written instanceof BigInteger || written instanceof Long);
    return tooLarge
        ? " of at most " + (isInt(type) ? Integer.MAX_VALUE : Long.MAX_VALUE) + "."
        : ".";
  }

  /** Takes the place of a value that is wrong or missing. */
  static Object standIn(Class<?> type) {
    if (type == String.class) {
      return "";
    }
    if (type == boolean.class) {
      return false;
    }
    if (isInt(type)) {
      return 0;
    }
    return type == long.class ? (Object) 0L : (Object) 0.0;
  }

  /** A record of its components' values. */
  static Object construct(Class<?> type, Object[] values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + type.getName(), e);
    }
  }

  /** Also where it is an element of a list. */
  private static boolean isInt(Class<?> type) {
    return type == int.class || type == Integer.class;
  }
}
