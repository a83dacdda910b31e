package org.heirloom.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedStudiesTest {
  static Stream<Path> studies() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("configs"))) {
      return files.filter(file -> !file.endsWith("reference.yaml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("studies")
  void everyShippedStudyLoadsAndIsNamedAsItsFile(Path file) {
    StudyFile study = StudyFile.load(file, List.of("data.folder.path=anywhere"));

    assertThat(file).hasFileName(study.study().name() + ".yaml");
  }
}
