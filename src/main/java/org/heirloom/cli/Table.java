package org.heirloom.cli;

import java.io.PrintWriter;
import java.util.Map;

/** Names with their meanings, in two columns. */
final class Table {
  private Table() {}

  static void print(PrintWriter out, Map<String, String> meanings) {
    int width = meanings.keySet().stream().mapToInt(String::length).max().orElse(0);
    meanings.forEach((name, meaning) -> out.println(pad(name, width) + "  " + meaning));
  }

  static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
