package org.heirloom.metrics;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heirloom.DataException;
import org.heirloom.InfraException;

/**
 * Reads and writes {@code rows.csv}: one {@link Row} a line under a header, UTF-8, quoted as RFC
 * 4180 says, lines ended by {@code \n}. Numbers keep all their bits; an undefined value is {@code
 * NaN}.
 *
 * <p>Both ways stream: no row is held.
 */
public final class Rows {
  /** The columns, in order: the first line of every file. */
  public static final String HEADER = "arm,replicate,budget,metric,subject,example,value,flag";

  private static final int COLUMNS = 8;
  private static final Pattern SPECIAL = Pattern.compile("[,\"\r\n]");

  private Rows() {}

  /** Writes a header, then rows as they come. Failures to write are {@link InfraException}s. */
  public static final class Output implements Closeable, Consumer<Row> {
    private final String name;
    private final Writer writer;

    private Output(String name, Writer writer) {
      this.name = name;
      this.writer = writer;
      write(HEADER + "\n");
    }

    /** Appends one row. */
    @Override
    public void accept(Row row) {
      write(line(row));
    }

    private void write(String text) {
      try {
        writer.write(text);
      } catch (IOException e) {
        throw unwritable(name, e);
      }
    }

    @Override
    public void close() {
      try {
        writer.close();
      } catch (IOException e) {
        throw unwritable(name, e);
      }
    }
  }

  /** A writer of rows to a new file, or over an old one; close it, or the last rows are missing. */
  public static Output create(Path file) {
    try {
      return new Output(file.toString(), Files.newBufferedWriter(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unwritable(file.toString(), e);
    }
  }

  /** A writer of rows to an open stream of characters, which it closes. */
  public static Output to(Writer writer) {
    return new Output("rows", writer);
  }

  /** Writes all rows to a file. */
  public static void write(Path file, Iterable<Row> rows) {
    try (Output output = create(file)) {
      rows.forEach(output);
    }
  }

  private static InfraException unwritable(String name, IOException cause) {
    return new InfraException("%s: cannot be written. Got %s.".formatted(name, cause), cause);
  }

  /**
   * Hands every row of a file to {@code consumer}, in order.
   *
   * @throws DataException if the file is missing, has another header, a malformed line, or ends
   *     inside one; the message names file and line
   */
  public static void read(Path file, Consumer<Row> consumer) {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      CsvRecords records = new CsvRecords(file.toString(), reader);
      List<String> header = records.next();
      if (header == null || !String.join(",", header).equals(HEADER)) {
        throw records.malformed("another header", header, HEADER);
      }
      for (List<String> cells = records.next(); cells != null; cells = records.next()) {
        consumer.accept(row(cells, records));
      }
    } catch (NoSuchFileException e) {
      throw new DataException("%s: no such file. Expected rows of evidence.".formatted(file), e);
    } catch (IOException e) {
      throw new DataException("%s: cannot be read. Got %s.".formatted(file, e), e);
    }
  }

  private static String line(Row row) {
    return Stream.of(
                row.arm(),
                Integer.toString(row.replicate()),
                Double.toString(row.budget()),
                row.metric(),
                row.subject(),
                row.example(),
                Double.toString(row.value()),
                row.flag())
            .map(Rows::quote)
            .collect(Collectors.joining(","))
        + "\n";
  }

  private static String quote(String cell) {
    return SPECIAL.matcher(cell).find() ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }

  private static Row row(List<String> cells, CsvRecords records) {
    if (cells.size() != COLUMNS) {
      throw records.malformed("wrong number of columns", cells.size(), COLUMNS);
    }
    try {
      return new Row(
          cells.get(0),
          Integer.parseInt(cells.get(1)),
          Double.parseDouble(cells.get(2)),
          cells.get(3),
          cells.get(4),
          cells.get(5),
          Double.parseDouble(cells.get(6)),
          cells.get(7));
    } catch (NumberFormatException e) {
      throw records.malformed("not a number", cells, "numbers in columns 2, 3 and 7");
    } catch (IllegalArgumentException e) {
      throw records.malformed(e.getMessage());
    }
  }
}
