package org.heirloom.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.rest.util.RestClientException;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpResponseStatus;
import org.heirloom.InfraException;
import org.heirloom.StudyException;
import org.heirloom.stage.StageTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a run waits for a cluster that has lost its job. */
final class PatienceTest {
  private static final String SETTING = "HEIRLOOM_FLINK_PATIENCE_SECONDS";
  private static final Spread NOWHERE = Spread.cluster("127.0.0.1:1");
  private static final StageTask TASK =
      new StageTask("", "", "", "teach", "", "", Map.of(), List.of(), "", "", "");
  private final RestClientException unknownJob =
      new RestClientException("Could not find Flink job", HttpResponseStatus.NOT_FOUND);

  @AfterEach
  void clear() {
    System.clearProperty(SETTING);
  }

  @Test
  void clusterThatStaysAwayIsGivenUp() {
    System.setProperty(SETTING, "1");
    Patience patience = Patience.current();

    assertThatThrownBy(() -> patience.awaitCluster(NOWHERE, TASK, 1, unknownJob))
        .isExactlyInstanceOf(InfraException.class)
        .hasCause(unknownJob)
        .hasMessage(
            "stage teach: the Flink cluster at 127.0.0.1:1 has lost the job, and for 1 s nobody has"
                + " answered there. Start it again, and then this command: what is complete is"
                + " reused. HEIRLOOM_FLINK_PATIENCE_SECONDS says how long to wait.");
  }

  @Test
  void clusterThatLosesTheJobAgainAndAgainIsGivenUp() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Spread there = Spread.cluster("127.0.0.1:" + server.getLocalPort());
      Patience patience = new Patience(0);

      for (int losses = 1; losses <= 5; losses++) {
        patience.awaitCluster(there, TASK, losses, unknownJob);
      }
      assertThatThrownBy(() -> patience.awaitCluster(there, TASK, 6, unknownJob))
          .isExactlyInstanceOf(InfraException.class)
          .hasMessageStartingWith("stage teach: the Flink cluster at 127.0.0.1:")
          .hasMessageEndingWith(
              " has lost the job 6 times. See the JobManager's log for why it ends. What is"
                  + " complete is reused.");
    }
  }

  @Test
  void patienceThatIsNoNumberIsNamed() {
    System.setProperty(SETTING, "long");

    assertThatThrownBy(Patience::current)
        .isExactlyInstanceOf(StudyException.class)
        .hasMessage(
            "HEIRLOOM_FLINK_PATIENCE_SECONDS: not a whole number. Got long. Expected 0 to 999999;"
                + " leave it out for 300.");
  }

  @Test
  void onlyWhatNeverRanToItsEndIsLost() {
    RuntimeException lost = new RuntimeException("Pipeline execution failed", unknownJob);
    RuntimeException garbled =
        new RuntimeException(
            new RestClientException("Response was unexpected", HttpResponseStatus.OK));
    RuntimeException failed =
        new RuntimeException(new JobExecutionException(null, "Job failed", unknownJob));

    assertThat(RunnerFailures.isLoss(NOWHERE, lost)).isTrue();
    assertThat(RunnerFailures.isLoss(NOWHERE, failed)).isFalse();
    assertThat(RunnerFailures.isLoss(NOWHERE, garbled)).isFalse();
    assertThat(RunnerFailures.isLoss(NOWHERE, new RuntimeException("slow"))).isFalse();
    assertThat(RunnerFailures.isLoss(Spread.EMBEDDED, lost)).isFalse();
  }
}
