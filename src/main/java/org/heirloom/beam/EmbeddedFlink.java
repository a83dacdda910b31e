package org.heirloom.beam;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.heirloom.InfraException;

/**
 * Flink inside this process, kept from stage to stage: what Beam itself would start for {@code
 * [local]} anew for each pipeline, at a second of computing each.
 *
 * <p>Failures of the study or the data never come as far as Flink's restarts: see {@link
 * org.heirloom.stage.UnitWork}.
 */
final class EmbeddedFlink implements AutoCloseable {
  private static final int RESTARTS = 2;
  private static final MemorySize MEMORY = MemorySize.ofMebiBytes(32);

  private MiniCluster cluster;
  private int slots;

  /** Address of a cluster with at least this many slots, started if there is none yet. */
  synchronized String address(int parallelism) {
    if (cluster == null || slots < parallelism) {
      close();
      start(parallelism);
    }
    try {
      URI rest = cluster.getRestAddress().get();
      return rest.getHost() + ":" + rest.getPort();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InfraException("Flink in this process: interrupted.", e);
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  private void start(int parallelism) {
    slots = parallelism;
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration())
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(parallelism)
                .build());
    try {
      cluster.start();
    } catch (Exception e) { // Flink declares no less.
      throw failure(e);
    }
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.ADDRESS, "127.0.0.1");
    configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MEMORY);
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MEMORY);
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MEMORY);
    // A unit inside a long native call does not hear that it is to stop; do not end the process.
    configuration.set(TaskManagerOptions.TASK_CANCELLATION_TIMEOUT, 0L);
    // Beam's own number of retries has no effect on batch pipelines.
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, RESTARTS);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofSeconds(1));
    return configuration;
  }

  private static InfraException failure(Exception e) {
    return new InfraException("Flink in this process: cannot start. " + e.getMessage() + ".", e);
  }

  @Override
  public synchronized void close() {
    if (cluster != null) {
      cluster.closeAsync().join();
      cluster = null;
    }
  }
}
