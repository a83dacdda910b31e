package org.heirloom.beam;

import java.util.concurrent.TimeUnit;
import org.heirloom.InfraException;
import org.heirloom.ProcessSettings;
import org.heirloom.StudyException;
import org.heirloom.stage.StageTask;

/**
 * How long a run waits for a cluster that has lost its job, and how often. A JobManager without a
 * standby forgets its jobs when it dies, and nobody but the run can submit them again.
 *
 * @param seconds at a time
 */
record Patience(int seconds) {
  private static final String SETTING = "HEIRLOOM_FLINK_PATIENCE_SECONDS";
  private static final int USUAL_SECONDS = 300;
  private static final int MOST_LOSSES = 5;

  /**
   * What the setting {@code HEIRLOOM_FLINK_PATIENCE_SECONDS} of the process says, or 300.
   *
   * @throws StudyException if it is no number
   */
  static Patience current() {
    return new Patience(ProcessSettings.number(SETTING, USUAL_SECONDS));
  }

  /**
   * Returns as soon as the cluster answers.
   *
   * @param losses how often this stage's job was lost
   * @throws InfraException if it does not, or if the job was lost too often
   */
  void awaitCluster(Spread spread, StageTask task, int losses, Throwable cause) {
    String what = "stage " + task.stage() + ": the Flink cluster at " + spread.flinkMaster();
    if (losses > MOST_LOSSES) {
      throw new InfraException(
          what
              + " has lost the job "
              + losses
              + " times. See the JobManager's log for why it ends. What is complete is reused.",
          cause);
    }
    for (int waited = 0; !RunnerFailures.isReachable(spread); waited++) {
      if (waited >= seconds) {
        throw new InfraException(
            what
                + " has lost the job, and for "
                + seconds
                + " s nobody has answered there. Start it again, and then this command: what is"
                + " complete is reused. "
                + SETTING
                + " says how long to wait.",
            cause);
      }
      pause(what);
    }
  }

  private static void pause(String what) {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InfraException(what + ": interrupted while waiting for it.", e);
    }
  }
}
