package org.heirloom.metrics.exposed;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heirloom.StudyException;

/**
 * Where an endpoint listens: {@code [HOST:]PORT[-PORT]}.
 *
 * @param host name or number of an interface of this machine
 * @param first port that is tried; 0 takes any that is free
 * @param last port that is tried
 */
record Address(String host, int first, int last) {
  private static final Pattern FORM =
      Pattern.compile("(?:([^\\s:]+|\\[[0-9a-fA-F:.]+\\]):)?([0-9]{1,5})(?:-([0-9]{1,5}))?");
  private static final String LOOPBACK = "127.0.0.1";
  private static final int LAST_PORT = 65535;

  /**
   * Reads an address.
   *
   * @param where the option or variable, for the message
   * @throws StudyException if it is none
   */
  static Address parse(String where, String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw wrong(where, text);
    }
    int first = Integer.parseInt(matcher.group(2));
    int last = matcher.group(3) == null ? first : Integer.parseInt(matcher.group(3));
    if (first > last || last > LAST_PORT) {
      throw wrong(where, text);
    }
    String host = matcher.group(1) == null ? LOOPBACK : matcher.group(1);
    return new Address(host, first, last);
  }

  private static StudyException wrong(String where, String text) {
    return new StudyException(
        ("%s: not an address for the endpoint of metrics. Got \"%s\". Expected [HOST:]PORT or"
                + " [HOST:]PORT-PORT with ports up to %d, for example 9400, or 0.0.0.0:9400-9409"
                + " where several processes share a machine.")
            .formatted(where, text, LAST_PORT));
  }

  @Override
  public String toString() {
    return host + ":" + first + (last == first ? "" : "-" + last);
  }
}
