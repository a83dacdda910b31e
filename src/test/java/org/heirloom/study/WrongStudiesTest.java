package org.heirloom.study;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heirloom.StudyException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Studies as people get them wrong, and what they are told: {@code wrong-studies.txt} holds a study
 * on one line (with {@code \n} and {@code \t} for what they stand for) and, indented below it, each
 * problem that is found in it.
 */
class WrongStudiesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("cases")
  void everyProblemIsTold(Case wrong) throws IOException {
    Path file = Files.write(folder.resolve("study.yaml"), wrong.study().getBytes(UTF_8));
    int count = wrong.problems().size();
    String header = file + ": " + count + (count == 1 ? " problem\n" : " problems\n");

    assertThatThrownBy(() -> StudyFile.load(file, List.of()))
        .isInstanceOf(StudyException.class)
        .hasMessage(header + String.join("\n", wrong.problems()));
  }

  static Stream<Case> cases() throws IOException {
    try (InputStream stream = WrongStudiesTest.class.getResourceAsStream("wrong-studies.txt")) {
      String text = new String(stream.readAllBytes(), UTF_8);
      List<Case> cases = Stream.of(text.strip().split("\n\n")).map(Case::of).toList();
      assertThat(cases).hasSizeGreaterThan(70);
      return cases.stream();
    }
  }

  record Case(String study, List<String> problems) {
    static Case of(String block) {
      List<String> lines = block.lines().toList();
      String study = lines.get(0).replace("\\n", "\n").replace("\\t", "\t");
      return new Case(study, lines.stream().skip(1).collect(Collectors.toList()));
    }

    @Override
    public String toString() {
      return study.lines().collect(Collectors.joining(" / "));
    }
  }
}
