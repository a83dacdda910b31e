package org.heirloom.report;

import java.io.IOException;
import java.io.Writer;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heirloom.metrics.Row;

/**
 * {@code rows.csv}: the evidence, one measured value a line (RFC 4180, UTF-8, undefined values
 * empty).
 */
final class RowsCsv {
  static final String HEADER = "arm,replicate,budget,metric,subject,example,value,flag";

  private RowsCsv() {}

  /** Writes rows as they come; holds none of them. */
  static void write(Iterator<Row> rows, Writer out) throws IOException {
    out.write(HEADER);
    out.write('\n');
    while (rows.hasNext()) {
      out.write(line(rows.next()));
      out.write('\n');
    }
  }

  private static String line(Row row) {
    List<String> cells =
        List.of(
            row.arm(),
            Integer.toString(row.replicate()),
            Double.toString(row.budget()),
            row.metric(),
            row.subject(),
            row.example(),
            Double.isNaN(row.value()) ? "" : Double.toString(row.value()),
            row.flag());
    return cells.stream().map(RowsCsv::quote).collect(Collectors.joining(","));
  }

  private static String quote(String cell) {
    boolean special = Stream.of(",", "\"", "\n", "\r").anyMatch(cell::contains);
    return special ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}
