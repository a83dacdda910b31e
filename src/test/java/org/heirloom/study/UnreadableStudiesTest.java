package org.heirloom.study;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.heirloom.StudyException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no studies at all, hostile ones among them, and overrides that cannot be laid. */
class UnreadableStudiesTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("study.yaml");
  }

  @Test
  void aMissingFileIsNamed() {
    assertRefused(file + ": no such file. Expected a study. Try configs/quickstart.yaml.");
  }

  @Test
  void aFolderIsNotAStudy() {
    file = folder;

    assertRefused(folder + ": a folder. Expected a study file.");
  }

  @Test
  void aDeviceIsNotAStudy() {
    file = Path.of("/dev/zero");
    assumeThat(file).exists();

    assertRefused("/dev/zero: not a regular file. Expected a study file.");
  }

  @Test
  void aFileWithoutPermissionIsNamed() throws IOException {
    write("name: secret");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(file)).as("the superuser reads everything").isFalse();

    assertRefused(file + ": no permission to read it.");
  }

  @Test
  void anEmptyFileSaysNothing() throws IOException {
    write("");

    assertRefused(
        file
            + ": 1 problem\n  the file says nothing. Expected keys with values. Start from"
            + " configs/reference.yaml.");
  }

  @Test
  void anotherEncodingIsNamedWithByteAndLine() throws IOException {
    Files.write(file, "seed: 1\nname: Müller".getBytes(ISO_8859_1));

    assertRefused(file + ": not UTF-8 text. Got byte 0xFC in line 2. Save the file as UTF-8.");
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws IOException {
    Files.write(file, new byte[] {'n', ':', ' ', 0, 1, 2});

    assertThatThrownBy(() -> StudyFile.load(file, List.of()))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("not YAML: special characters are not allowed.");
  }

  @Test
  void anAbsurdlyLargeFileIsRefusedUnread() throws IOException {
    write("# " + "x".repeat(1 << 20));

    assertRefused(file + ": too large. Expected a study of at most 1048576 bytes.");
  }

  @Test
  void anchorsThatMultiplyAreRefused() throws IOException {
    StringBuilder bomb = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x, x]\n");
    for (char level = 'b'; level < 'm'; level++) {
      char below = (char) (level - 1);
      bomb.append(level).append(": &").append(level).append(" [");
      bomb.append(("*" + below + ", ").repeat(9)).append("*").append(below).append("]\n");
    }
    write(bomb.toString());

    assertRefused(
        file + ": 1 problem\n  line 4: too many values. Got 11111. Expected at most 10000.");
  }

  @Test
  void aValueThatHoldsItselfIsRefused() throws IOException {
    write("sample: &s {train: *s}");

    assertRefused(file + ": 1 problem\n  line 1: no anchor &s ends before *s.");
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    write("[".repeat(100_000));

    assertRefused(file + ": 1 problem\n  line 1: nested too deeply. Expected at most 20 levels.");
  }

  @Test
  void problemsAreToldFromTopToBottomAndOverridesLast() throws IOException {
    write("explain:\n  steps: 1\nsample:\n  budgets: [2]\n  tests: 3\nname: x y\n");

    assertThatThrownBy(() -> StudyFile.load(file, List.of("teach.budget=7", "nonsense")))
        .hasMessage(
            """
            %s: 6 problems
              --set nonsense: not an override. Expected path=value, for example sample.train=5000 or distill.methods[0].labelWeight=0.2.
              explain.steps (line 2): out of range. Got 1. Expected a whole number from 2 to 4096.
              sample.budgets[0] (line 4): out of range. Got 2. Expected a number in (0, 1].
              sample.tests (line 5): unknown key. Did you mean "test"?
              name (line 6): not usable as a file name. Got "x y". Expected 1 to 64 of A-Z, a-z, 0-9, dot, dash and underscore, the first a letter or digit.
              teach.budget (--set): out of range. Got 7. Expected a number in (0, 1]."""
                .formatted(file));
  }

  @Test
  void overridesThatCannotBeLaidAreNamed() throws IOException {
    write("name: x");

    assertOverride(
        "distill.methods[3].labelWeight=1",
        "--set distill.methods[3].labelWeight=1: no value at [3]. The list has 1. Expected an index"
            + " below that.");
    assertOverride("sample.trian=1", "sample.trian (--set): unknown key. Did you mean \"train\"?");
    assertOverride(
        "sample.train=", "sample.train (--set): wrong type. Got \"\". Expected a whole number.");
    assertOverride(
        "sample.train=[",
        "--set sample.train=[: the value is not YAML: expected the node content, but found"
            + " '<stream end>'.");
    assertOverride(
        "name=!!java.net.URL x",
        "--set name=!!java.net.URL x: the value is tags are not allowed. Got \"!!java.net.URL\"."
            + " Expected plain values. Remove the tag.");
    assertOverride(
        "seed.x.y=1", "seed (--set): wrong type. Got a mapping. Expected a whole number.");
  }

  private void assertOverride(String override, String problem) {
    assertThatThrownBy(() -> StudyFile.load(file, List.of(override)))
        .isInstanceOf(StudyException.class)
        .hasMessage(file + ": 1 problem\n  " + problem);
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> StudyFile.load(file, List.of()))
        .isInstanceOf(StudyException.class)
        .hasMessage(message);
    assertThat(new StudyException("").exitCode()).isEqualTo(2);
  }

  private void write(String text) throws IOException {
    Files.write(file, text.getBytes(UTF_8));
  }
}
