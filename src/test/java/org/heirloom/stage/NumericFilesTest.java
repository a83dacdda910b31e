package org.heirloom.stage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.heirloom.stage.VerifyReport.FileResult;
import org.heirloom.stage.VerifyReport.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumericFilesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rows.csv | 'a,b\nx,1.00000' | 'a,b\nx,1.00001' | WITHIN_TOLERANCE | ''",
        "rows.csv | 'a,b\nx,1.0' | 'a,b\nx,1.1' | DIFFERENT | line 2: x,1.0 -> x,1.1",
        "rows.csv | 'a,b\nx,1.0' | 'a,b\ny,1.0' | DIFFERENT | line 2: x,1.0 -> y,1.0",
        "rows.csv | 'a\n1' | 'a\n1\n1' | DIFFERENT | lines: 2 -> 3",
        "rows.csv | 'a\n1,2' | 'a\n1' | DIFFERENT | 'line 2: 1,2 -> 1'",
        "rows.csv | NaN | NaN | WITHIN_TOLERANCE | ''",
        "rows.csv | NaN | 1.0 | DIFFERENT | line 1: NaN -> 1.0",
        "card.json | '{\"a\":[1.0,{\"b\":\"x\"}]}' | '{\"a\":[1.00001,{\"b\":\"x\"}]}' |"
            + " WITHIN_TOLERANCE | ''",
        "card.json | '{\"a\":[1.0]}' | '{\"a\":[1.1]}' | DIFFERENT | /a/0: 1.0 -> 1.1",
        "card.json | '{\"a\":1}' | '{\"b\":1}' | DIFFERENT | '/a: 1 -> '",
        "weights.bin | a | b | NOT_COMPARABLE | 'bytes differ, and there is no tolerance for such"
            + " files'",
      })
  void numbersMayDifferALittleAndNothingElse(
      String name, String old, String fresh, Verdict verdict, String detail) throws IOException {
    Path before = Files.writeString(folder.resolve("before"), old);
    Path after = Files.writeString(folder.resolve("after"), fresh);

    assertThat(new NumericFiles(Tolerance.DEFAULT).compare(name, before, after))
        .isEqualTo(new FileResult(name, verdict, detail));
  }

  @Test
  void arraysAreComparedByValueAndShape() throws IOException {
    Path base = array("base", "(2,)", 1f, 2f);
    NumericFiles files = new NumericFiles(Tolerance.DEFAULT);

    assertThat(files.compare("x.npy", base, array("near", "(2,)", 1f, 2.0001f)).verdict())
        .isEqualTo(Verdict.WITHIN_TOLERANCE);
    assertThat(files.compare("x.npy", base, array("far", "(2,)", 1f, 2.5f)).detail())
        .isEqualTo("1 values, the first at 1: 2.0 -> 2.5");
    assertThat(files.compare("x.npy", base, array("shape", "(1,2)", 1f, 2f)).detail())
        .startsWith("header: ");
  }

  private Path array(String name, String shape, float... values) throws IOException {
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
    ByteBuffer bytes = ByteBuffer.allocate(128 + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) 118);
    bytes.put(String.format("%-118s", header).getBytes(ISO_8859_1));
    for (float value : values) {
      bytes.putFloat(value);
    }
    return Files.write(folder.resolve(name), bytes.array());
  }
}
