package org.heirloom.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heirloom.DataException;
import org.heirloom.InfraException;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowsTest {
  private static final String LINE = "distilled,0,1.0,accuracy,,train/a.png,1.0,\n";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void chooseFile() {
    file = folder.resolve("rows.csv");
  }

  private List<Row> read() {
    List<Row> rows = new ArrayList<>();
    Rows.read(file, rows::add);
    return rows;
  }

  private void leave(String text) throws IOException {
    Files.writeString(file, text);
  }

  private static Row row(String subject, String example, double value, String flag) {
    return new Row("distilled", 2, 0.1, "insertion", subject, example, value, flag);
  }

  @Test
  void fileHasAHeaderAndALineForEachRow() throws IOException {
    Rows.write(file, List.of(row("grad-cam", "a", 0.5, ""), row("edge", "b", Double.NaN, "empty")));

    assertThat(file)
        .hasContent(
            """
            arm,replicate,budget,metric,subject,example,value,flag
            distilled,2,0.1,insertion,grad-cam,a,0.5,
            distilled,2,0.1,insertion,edge,b,NaN,empty
            """);
  }

  @Test
  void awkwardTextComesBackUnchanged() {
    List<Row> rows =
        List.of(
            row("a,b", "say \"hi\"", 1, ""),
            row("two\nlines", "two\r\nlines", 2, "\""),
            row("", "ümläut 漢字 🐛", 3, " blanks "));

    Rows.write(file, rows);

    assertThat(read()).isEqualTo(rows);
  }

  @Test
  void numbersKeepAllTheirBits() {
    RandomStream random = new Seed(5).stream();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      rows.add(row("", "e" + i, Double.isFinite(value) ? value : -0.0, ""));
    }

    Rows.write(file, rows);

    assertThat(read()).isEqualTo(rows);
  }

  @Test
  void linesMayEndAsRfc4180Says() throws IOException {
    leave(Rows.HEADER + "\r\n" + LINE.replace("\n", "\r\n"));

    assertThat(read())
        .containsExactly(new Row("distilled", 0, 1, "accuracy", "", "train/a.png", 1, ""));
  }

  @Test
  void noRowsAreAHeaderAlone() {
    Rows.write(file, List.of());

    assertThat(read()).isEmpty();
  }

  @Test
  void writerCanBeAnyStream() {
    StringWriter text = new StringWriter();

    try (Rows.Output output = Rows.to(text)) {
      output.accept(new Row("distilled", 0, 1, "accuracy", "", "train/a.png", 1, ""));
    }

    assertThat(text).hasToString(Rows.HEADER + "\n" + LINE);
  }

  @Test
  void missingFileIsNamed() {
    assertThatThrownBy(this::read)
        .isInstanceOf(DataException.class)
        .hasMessage(file + ": no such file. Expected rows of evidence.");
  }

  @Test
  void folderThatCannotBeWrittenIsNamed() {
    Path nowhere = folder.resolve("none/rows.csv");

    assertThatThrownBy(() -> Rows.write(nowhere, List.of()))
        .isInstanceOf(InfraException.class)
        .hasMessageStartingWith(nowhere + ": cannot be written.");
  }

  @Test
  void otherHeaderIsRefused() throws IOException {
    leave("a,b\n");

    assertThatThrownBy(this::read)
        .isInstanceOf(DataException.class)
        .hasMessage(file + ":1: another header. Got [a, b]. Expected " + Rows.HEADER + ".");
  }

  @Test
  void emptyFileIsRefused() throws IOException {
    leave("");

    assertThatThrownBy(this::read)
        .hasMessage(file + ":1: another header. Got null. Expected " + Rows.HEADER + ".");
  }

  @Test
  void lineWithAMissingColumnIsNamed() throws IOException {
    leave(Rows.HEADER + "\n" + LINE + LINE + "distilled,0,1.0,accuracy,,a,1.0\n");

    assertThatThrownBy(this::read)
        .hasMessage(file + ":4: wrong number of columns. Got 7. Expected 8.");
  }

  @Test
  void lineIsCountedThroughQuotedLineBreaks() throws IOException {
    leave(Rows.HEADER + "\n" + "distilled,0,1.0,accuracy,\"two\nlines\",a,1.0,\n" + "x\n");

    assertThatThrownBy(this::read)
        .hasMessage(file + ":4: wrong number of columns. Got 1. Expected 8.");
  }

  @Test
  void wordInPlaceOfANumberIsNamed() throws IOException {
    leave(Rows.HEADER + "\n" + "distilled,0,1.0,accuracy,,a,high,\n");

    assertThatThrownBy(this::read)
        .hasMessage(
            file
                + ":2: not a number. Got [distilled, 0, 1.0, accuracy, , a, high, ]."
                + " Expected numbers in columns 2, 3 and 7.");
  }

  @Test
  void undefinedValueNeedsAReason() throws IOException {
    leave(Rows.HEADER + "\n" + "distilled,0,1.0,accuracy,,a,NaN,\n");

    assertThatThrownBy(this::read)
        .hasMessage(file + ":2: flag: got nothing; expected a reason, as value is NaN.");
  }

  @Test
  void budgetOutOfRangeIsNamed() throws IOException {
    leave(Rows.HEADER + "\n" + "distilled,0,1.5,accuracy,,a,1.0,\n");

    assertThatThrownBy(this::read)
        .hasMessage(file + ":2: budget: got 1.5; expected a fraction in (0, 1].");
  }

  @Test
  void truncatedFileIsFound() throws IOException {
    leave(Rows.HEADER + "\n" + LINE + LINE.substring(0, LINE.length() - 3));

    assertThatThrownBy(this::read)
        .hasMessage(file + ":3: the file ends in the middle of this line. It may be truncated.");
  }

  @Test
  void truncationInsideQuotesIsFound() throws IOException {
    leave(Rows.HEADER + "\n" + "distilled,0,1.0,accuracy,\"two\n");

    assertThatThrownBy(this::read)
        .hasMessage(file + ":2: the file ends inside a quoted cell. It may be truncated.");
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws IOException {
    Files.write(file, (Rows.HEADER + "\n\u00ff\n").getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(this::read)
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file + ": cannot be read.");
  }
}
