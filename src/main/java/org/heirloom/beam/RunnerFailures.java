package org.heirloom.beam;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.util.UserCodeException;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.messages.FlinkJobNotFoundException;
import org.apache.flink.runtime.rest.ConnectionException;
import org.apache.flink.runtime.rest.util.RestClientException;
import org.apache.flink.util.SerializedThrowable;
import org.heirloom.HeirloomException;
import org.heirloom.InfraException;
import org.heirloom.stage.StageTask;

/** Finds what really happened below the layers that Beam and Flink put around failures. */
final class RunnerFailures {
  private static final int KNOCK_MILLIS = 5000;

  /** Knocks that are repeated are short, so that few seconds of waiting go uncounted. */
  private static final int REPEATED_KNOCK_MILLIS = 500;

  private static final int NOT_FOUND = 404;
  private static final int BAD_GATEWAY = 502;

  private RunnerFailures() {}

  /**
   * The failure to throw for what a runner threw: ours as it was, a bug of our code as an {@link
   * IllegalStateException}, anything else as a failure of the infrastructure.
   */
  static RuntimeException unwrap(Spread spread, StageTask task, RuntimeException thrown) {
    Throwable root = thrown;
    // The direct runner takes off this layer itself, and all that fails there is our code.
    boolean ourCode = spread.runner().equals("DirectRunner");
    for (Throwable layer = thrown; layer != null; layer = cause(layer)) {
      if (layer instanceof HeirloomException known) {
        return known;
      }
      ourCode |= layer instanceof UserCodeException;
      root = layer;
    }
    String message = subject(spread, task) + ": failed. " + root + ".";
    return ourCode && root instanceof RuntimeException
        ? new IllegalStateException(message, thrown)
        : new InfraException(message, thrown);
  }

  /**
   * Whether a cluster has lost a job or cannot be asked about it, as when its JobManager has died;
   * a job that was run and has failed is not lost.
   */
  static boolean isLoss(Spread spread, RuntimeException thrown) {
    boolean loss = false;
    for (Throwable layer = thrown; layer != null; layer = cause(layer)) {
      if (layer instanceof HeirloomException
          || layer instanceof UserCodeException
          || layer instanceof JobExecutionException) {
        return false;
      }
      loss |=
          layer instanceof FlinkJobNotFoundException
              || (layer instanceof RestClientException answer && isLoss(answer))
              || layer instanceof ConnectionException
              || layer instanceof SocketException;
    }
    return loss && spread.hasAddress();
  }

  private static boolean isLoss(RestClientException answer) {
    int status = answer.getHttpResponseStatus().code();
    return status == NOT_FOUND || status >= BAD_GATEWAY;
  }

  /**
   * Knocks at a cluster's door before a job is sent, since Flink's client knocks for a minute.
   *
   * @throws InfraException if nobody answers
   */
  static void requireReachable(Spread spread) {
    try {
      knock(spread, KNOCK_MILLIS);
    } catch (IOException | IllegalArgumentException e) {
      throw new InfraException(
          "--flink-master: no Flink cluster answers. Got "
              + spread.flinkMaster()
              + ". Expected [local] or the host:port of a JobManager's REST address. "
              + e.getMessage()
              + ".",
          e);
    }
  }

  /** Whether somebody answers at the cluster's address. */
  static boolean isReachable(Spread spread) {
    try {
      knock(spread, REPEATED_KNOCK_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void knock(Spread spread, int millis) throws IOException {
    if (!spread.hasAddress()) {
      return;
    }
    try (Socket socket = new Socket()) {
      URI address = URI.create("flink://" + spread.flinkMaster());
      socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), millis);
    }
  }

  /** What is below a layer, also where Flink has packed it. */
  static Throwable cause(Throwable layer) {
    Throwable opened =
        layer instanceof SerializedThrowable closed
            ? closed.deserializeError(Thread.currentThread().getContextClassLoader())
            : layer;
    return opened == layer ? layer.getCause() : opened;
  }

  static InfraException ended(Spread spread, StageTask task, PipelineResult.State state) {
    return new InfraException(subject(spread, task) + ": ended in state " + state + ".");
  }

  private static String subject(Spread spread, StageTask task) {
    String where = spread.isEmbedded() ? "" : " at " + spread.flinkMaster();
    return "stage " + task.stage() + " on " + spread.runner() + where;
  }
}
