package org.heirloom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.heirloom.stage.PlanEntry;
import org.heirloom.stage.PlanEntry.Action;
import org.heirloom.stage.ProgressListener;
import org.heirloom.stage.RecordedProgress;
import org.heirloom.stage.StageOutcome;
import org.heirloom.stage.StageProgress;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final PlanEntry REUSED =
      new PlanEntry("examples", "", "1f", Action.REUSE, "complete");
  private static final PlanEntry RUN =
      new PlanEntry("teach", "", "2e", Action.RUN, "no output under this key");

  private final StringWriter err = new StringWriter();

  @Test
  void aLogHasALineAsAStageBeginsAndEndsAndOneAMinuteBetween() {
    play(new LogProgress(new PrintWriter(err)));

    assertThat(err.toString())
        .isEqualTo(
            """
            [1/2] examples: reused
            [2/2] teach: begins (no output under this key)
            [2/2] teach: 1 of 3 units, 42 %, 1:00 elapsed, about 1:23 left
            [2/2] teach: done in 1:02:03, 2 units, 1 kept from an interrupted run
            """);
  }

  @Test
  void aRunThatIsWatchedTellsTheSame() {
    StringWriter plain = new StringWriter();
    playAll(new LogProgress(new PrintWriter(plain)));

    playAll(new RecordedProgress(new LogProgress(new PrintWriter(err))));

    assertThat(err.toString())
        .isEqualTo(plain.toString())
        .endsWith("[2/2] teach: the cluster has lost the job\n");
  }

  private static void playAll(ProgressListener listener) {
    play(listener);
    listener.stageStartsOver("teach", "the cluster has lost the job");
  }

  @Test
  void aTerminalHasOneLineAStageThatIsWrittenOver() {
    play(new TerminalProgress(new PrintWriter(err), 80));

    assertThat(err.toString().split("\r"))
        .containsExactly(
            "",
            "[1/2] examples\u001b[K",
            "[1/2] examples: reused\u001b[K\n",
            "[2/2] teach: no output under this key\u001b[K",
            "[2/2] teach: 0 of 3 units, 1 %, 0:00 elapsed\u001b[K",
            "[2/2] teach: 1 of 3 units, 42 %, 1:00 elapsed, about 1:23 left\u001b[K",
            "[2/2] teach: 2 of 3 units, 99 %, 1:59 elapsed\u001b[K",
            "[2/2] teach: done in 1:02:03, 2 units, 1 kept from an interrupted run\u001b[K\n");
  }

  @Test
  void aNarrowTerminalIsNeverOverrun() {
    play(new TerminalProgress(new PrintWriter(err), 20));

    for (String line : err.toString().split("\r")) {
      assertThat(line.replace("\u001b[K", "").strip().length()).isLessThan(20);
    }
  }

  private static void play(ProgressListener listener) {
    listener.stageBegins(REUSED, 1, 2);
    listener.stageEnds(new StageOutcome(REUSED, List.of("all"), 0, Duration.ofMillis(3)));
    listener.stageBegins(RUN, 2, 2);
    listener.stageAdvances(progress(0, 0.019, Duration.ofMillis(400), Optional.empty()));
    listener.stageAdvances(
        progress(1, 0.42, Duration.ofSeconds(60), Optional.of(Duration.ofMillis(82_700))));
    listener.stageAdvances(progress(2, 0.999, Duration.ofSeconds(119), Optional.empty()));
    listener.stageEnds(new StageOutcome(RUN, List.of("a", "b", "c"), 2, Duration.ofSeconds(3723)));
  }

  private static StageProgress progress(
      int done, double fraction, Duration elapsed, Optional<Duration> remaining) {
    return new StageProgress("teach", done, 3, fraction, elapsed, remaining);
  }
}
