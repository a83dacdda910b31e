package org.heirloom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.heirloom.DataException;
import org.heirloom.InfraException;
import org.heirloom.StudyException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private final StringWriter err = new StringWriter();

  @Test
  void everyKindOfFailureHasAnExitCodeOfItsOwn() {
    assertThat(tell(new StudyException("a"), false)).isEqualTo(2);
    assertThat(tell(new DataException("b"), false)).isEqualTo(3);
    assertThat(tell(new InfraException("c"), false)).isEqualTo(4);
    assertThat(err.toString()).isEqualTo("a\nb\nc\n");
  }

  @Test
  void aDiskThatFailsIsNoBug() {
    UncheckedIOException full =
        new UncheckedIOException(new IOException("No space left on device"));

    assertThat(tell(full, false)).isEqualTo(4);
    assertThat(err.toString())
        .isEqualTo("cannot read or write: java.io.IOException: No space left on device.\n");
  }

  @Test
  void tooLittleMemorySaysHowToGiveMore() {
    assertThat(tell(new OutOfMemoryError("Java heap space"), false)).isEqualTo(4);
    assertThat(err.toString())
        .isEqualTo(
            "out of memory: Java heap space. Give Java more with HEIRLOOM_JAVA_OPTS=-Xmx2g, or"
                + " lower --parallelism.\n");
  }

  @Test
  void aBugSaysSoAndWhatToReport() {
    assertThat(tell(new IllegalStateException("odd"), false)).isEqualTo(70);
    assertThat(err.toString())
        .isEqualTo(
            """
            This is a bug in heirloom: java.lang.IllegalStateException: odd.
            Please report it with the study, heirloom --version, and what the same command says with --debug.
            """);
  }

  @Test
  void debuggingShowsTheStackTraceAndItsCause() {
    tell(new StudyException("a", new IOException("deep")), true);

    assertThat(err.toString())
        .contains("at org.heirloom.cli.FailuresTest")
        .contains("Caused by: java.io.IOException: deep")
        .endsWith("a\n");
  }

  private int tell(Throwable failure, boolean debug) {
    return Failures.tell(failure, new PrintWriter(err), debug);
  }
}
