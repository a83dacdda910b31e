package org.heirloom.beam;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A real Flink cluster of one JobManager and two TaskManagers, started from Maven's jars by {@code
 * k8s/local-cluster.sh}, for tests tagged {@code cluster}. Close it to stop what it started.
 */
public final class ClusterFixture implements AutoCloseable {
  private static final Path SCRIPT = Path.of("k8s/local-cluster.sh").toAbsolutePath();

  private final Path folder;
  private final String address;

  private ClusterFixture(Path folder, String address) {
    this.folder = folder;
    this.address = address;
  }

  /**
   * Starts a cluster, which takes some ten seconds.
   *
   * @param folder for its configuration and logs
   */
  public static ClusterFixture start(Path folder) throws IOException {
    return new ClusterFixture(folder, script("start", folder).strip());
  }

  /** Where a client reaches it, as {@code host:port}. */
  public String address() {
    return address;
  }

  /** A spread over this cluster that sends our classes, those of the tests included. */
  public Spread spread() {
    return new Spread("FlinkRunner", address, List.of("target/classes", "target/test-classes"));
  }

  /** Process numbers of the TaskManagers. */
  public List<Long> taskManagers() throws IOException {
    List<Long> numbers = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("processes"))) {
      if (line.startsWith("taskmanager")) {
        numbers.add(Long.parseLong(line.substring(line.indexOf(' ') + 1)));
      }
    }
    return numbers;
  }

  @Override
  public void close() throws IOException {
    script("stop", folder);
  }

  private static String script(String command, Path folder) throws IOException {
    Process process =
        new ProcessBuilder(SCRIPT.toString(), command, folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IllegalStateException(SCRIPT + " " + command + " failed");
    }
    return output;
  }
}
