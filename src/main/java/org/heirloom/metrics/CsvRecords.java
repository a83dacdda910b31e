package org.heirloom.metrics;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.heirloom.DataException;

/** Splits RFC 4180 text into records of cells, and knows where it is. */
final class CsvRecords {
  private static final int END = -1;

  private final String name;
  private final Reader reader;
  private int line = 1;
  private int recordLine = 1;
  private int peeked = -2;

  CsvRecords(String name, Reader reader) {
    this.name = name;
    this.reader = reader;
  }

  /** The next record's cells, or null at the end of the file. */
  List<String> next() throws IOException {
    recordLine = line;
    if (peek() == END) {
      return null;
    }
    List<String> cells = new ArrayList<>();
    while (true) {
      cells.add(peek() == '"' ? quotedCell() : plainCell());
      int end = read();
      if (end == '\r' && peek() == '\n') {
        end = read();
      }
      if (end == '\n') {
        line++;
        return cells;
      }
      if (end == END) {
        throw malformed("the file ends in the middle of this line. It may be truncated.");
      }
      if (end != ',') {
        throw malformed("a line break or text where a comma was expected.");
      }
    }
  }

  private String plainCell() throws IOException {
    StringBuilder cell = new StringBuilder();
    while (peek() != ',' && peek() != '\n' && peek() != '\r' && peek() != END) {
      if (peek() == '"') {
        throw malformed("a quote inside an unquoted cell.");
      }
      cell.append((char) read());
    }
    return cell.toString();
  }

  private String quotedCell() throws IOException {
    read();
    StringBuilder cell = new StringBuilder();
    while (true) {
      int c = read();
      if (c == END) {
        throw malformed("the file ends inside a quoted cell. It may be truncated.");
      }
      if (c == '"' && peek() != '"') {
        return cell.toString();
      }
      if (c == '"') {
        read();
      }
      line += c == '\n' ? 1 : 0;
      cell.append((char) c);
    }
  }

  private int peek() throws IOException {
    if (peeked == -2) {
      peeked = reader.read();
    }
    return peeked;
  }

  private int read() throws IOException {
    int c = peek();
    peeked = c == END ? END : -2;
    return c;
  }

  /** A failure at the record last read, of the form "got this; expected that". */
  DataException malformed(String problem, Object got, Object expected) {
    return malformed("%s. Got %s. Expected %s.".formatted(problem, got, expected));
  }

  /** A failure at the record last read. */
  DataException malformed(String problem) {
    return new DataException("%s:%d: %s".formatted(name, recordLine, problem));
  }
}
