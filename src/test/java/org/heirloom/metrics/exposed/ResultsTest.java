package org.heirloom.metrics.exposed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.heirloom.InfraException;
import org.heirloom.StudyException;
import org.heirloom.metrics.ResultSeries;
import org.heirloom.metrics.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsTest {
  @TempDir Path folder;

  private static Results results(double value) {
    return new Results(
        "nightly",
        List.of(
            new Sample(ResultSeries.GATE_PASSED, List.of("nightly", "kl ≤ \"0.2\""), value),
            new Sample(ResultSeries.LAST_SUCCESS, List.of("nightly"), 1.79e9)));
  }

  @Test
  void textHasALineForEachResult() {
    assertThat(results(0).text())
        .isEqualTo(
            """
            # HELP heirloom_gate_passed Whether a gate of the study holds; 0 also where there was \
            nothing to hold it against.
            # TYPE heirloom_gate_passed gauge
            heirloom_gate_passed{gate="kl ≤ \\"0.2\\"",study="nightly"} 0.0
            # HELP heirloom_study_last_success_timestamp_seconds When the study was last complete up \
            to its report, whether stages ran or were reused.
            # TYPE heirloom_study_last_success_timestamp_seconds gauge
            heirloom_study_last_success_timestamp_seconds{study="nightly"} 1.79E9
            """);
  }

  @Test
  void textFileIsReplacedAtOnceAndCanBeReadByAll() throws IOException {
    Path file = folder.resolve("heirloom.prom");
    results(0).write(file);

    results(1).write(file);

    assertThat(file).hasContent(results(1).text());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r--r--");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void textFileThatCannotBeWrittenIsNamed() {
    assertThatThrownBy(() -> results(0).write(folder.resolve("none/heirloom.prom")))
        .isInstanceOf(InfraException.class)
        .hasMessageStartingWith("--textfile: cannot be written. Got ")
        .hasMessageContaining("Expected a file in a folder that exists");
  }

  @Test
  void gatewayThatIsNotThereIsNamedWithoutThePassword() throws IOException {
    int free = DebianPrograms.freePort();

    assertThatThrownBy(() -> results(0).push("http://me:secret@127.0.0.1:" + free))
        .isInstanceOf(InfraException.class)
        .hasMessage(
            "--pushgateway: results could not be sent to http://127.0.0.1:%d. Got Connection refused. Expected a Prometheus Pushgateway that takes them. The report is complete: heirloom metrics sends them again."
                .formatted(free));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "127.0.0.1:9091",
        "ftp://host:1",
        "http://",
        "http://host:9091/metrics",
        "http://host:9091?x=1",
        "http://ho st"
      })
  void whatIsNoAddressIsRefused(String url) {
    assertThatThrownBy(() -> Results.address(url))
        .isInstanceOf(StudyException.class)
        .hasMessageStartingWith("--pushgateway: not an address. Got \"" + url + "\". Expected ");
  }
}
