package org.heirloom.beam;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A real Flink cluster of one JobManager and some TaskManagers, started from Maven's jars by {@code
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

  /** Starts a cluster of two TaskManagers. */
  public static ClusterFixture start(Path folder) throws IOException {
    return start(folder, Map.of());
  }

  /**
   * Starts a cluster, which takes some ten seconds.
   *
   * @param folder for its configuration and logs
   * @param settings environment variables of the script
   */
  public static ClusterFixture start(Path folder, Map<String, String> settings) throws IOException {
    return new ClusterFixture(folder, script("start", folder, settings).strip());
  }

  /** Where a client reaches it, as {@code host:port}. */
  public String address() {
    return address;
  }

  /** A spread over this cluster. */
  public Spread spread() {
    return Spread.cluster(address);
  }

  /** The same for stages that only tests have, and that each job brings. */
  Spread spreadWithTests() {
    return new Spread("FlinkRunner", address, List.of("target/test-classes"));
  }

  /** Process numbers of the TaskManagers. */
  public List<Long> taskManagers() throws IOException {
    return processes().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("taskmanager"))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Process number of the JobManager. */
  public long jobManager() throws IOException {
    return processes().get("jobmanager");
  }

  /** What a member of the cluster, for example {@code taskmanager-1}, has logged. */
  public String log(String member) throws IOException {
    return Files.readString(folder.resolve("log").resolve(member + ".log"));
  }

  /** Ends one of the cluster's processes at once, as a lost machine would. */
  public void kill(long process) throws IOException {
    signal(process, "KILL");
    ProcessHandle.of(process).ifPresent(handle -> handle.onExit().join());
  }

  /** Sends one of the cluster's processes a signal. */
  public void signal(long process, String name) throws IOException {
    if (!processes().containsValue(process)) {
      throw new IllegalArgumentException("not a process of the cluster: " + process);
    }
    Process kill = new ProcessBuilder("kill", "-s", name, Long.toString(process)).start();
    if (kill.onExit().join().exitValue() != 0) {
      throw new IllegalStateException("kill -s " + name + " " + process + " failed");
    }
  }

  /** Starts those again that have died. */
  public void restore() throws IOException {
    script("restore", folder, Map.of());
  }

  private Map<String, Long> processes() throws IOException {
    Map<String, Long> numbers = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve("processes"))) {
      int space = line.indexOf(' ');
      numbers.put(line.substring(0, space), Long.parseLong(line.substring(space + 1)));
    }
    return numbers;
  }

  @Override
  public void close() throws IOException {
    script("stop", folder, Map.of());
  }

  private static String script(String command, Path folder, Map<String, String> settings)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(SCRIPT.toString(), command, folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(settings);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IllegalStateException(SCRIPT + " " + command + " failed");
    }
    return output;
  }
}
