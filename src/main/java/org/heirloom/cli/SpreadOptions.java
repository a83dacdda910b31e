package org.heirloom.cli;

import java.util.Collections;
import java.util.List;
import org.heirloom.StudyException;
import org.heirloom.beam.Spread;
import org.heirloom.study.Text;
import picocli.CommandLine.Option;

/** How units of work are spread over threads and machines; results do not depend on it. */
final class SpreadOptions {
  private static final List<String> RUNNERS = List.of("FlinkRunner", "DirectRunner");
  private static final int MOST = 1000;
  private static final String MASTER = "--flink-master";

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Units of work at the same time (default: as the pipeline says).")
  private Integer parallelism;

  @Option(
      names = "--runner",
      paramLabel = "NAME",
      defaultValue = "FlinkRunner",
      description = "FlinkRunner or DirectRunner (default: ${DEFAULT-VALUE}).")
  private String runner;

  @Option(
      names = MASTER,
      paramLabel = "ADDRESS",
      description =
          "host:port of a Flink cluster, or [local] for this process, or [auto] inside a Flink"
              + " application (default: [local]).")
  private String flinkMaster;

  /** Whether a command line is that of a Flink application, even if it is wrong otherwise. */
  static boolean isApplication(List<String> args) {
    return args.contains(MASTER + "=" + Spread.APPLICATION)
        || Collections.indexOfSubList(args, List.of(MASTER, Spread.APPLICATION)) >= 0;
  }

  /** Whether this process is a Flink cluster that runs the command as its application. */
  boolean isApplication() {
    return Spread.APPLICATION.equals(flinkMaster);
  }

  /** Units at the same time, or 0 to leave it to the pipeline. */
  int parallelism() {
    if (parallelism == null) {
      return 0;
    }
    if (parallelism < 1 || parallelism > MOST) {
      throw new StudyException(
          "--parallelism: out of range. Got %d. Expected a whole number from 1 to %d."
              .formatted(parallelism, MOST));
    }
    return parallelism;
  }

  Spread spread() {
    if (!RUNNERS.contains(runner)) {
      throw new StudyException(
          "--runner: unknown runner. Got %s. %s"
              .formatted(Text.quote(runner), Text.suggestion(runner, RUNNERS)));
    }
    if (flinkMaster == null) {
      return new Spread(runner, "[local]", List.of());
    }
    if (!runner.equals("FlinkRunner")) {
      throw new StudyException(
          "--flink-master: has no effect with %s. Got %s. Leave one of the two options out."
              .formatted(runner, Text.quote(flinkMaster)));
    }
    return isCluster() ? Spread.cluster(master()) : new Spread(runner, master(), List.of());
  }

  private String master() {
    if (isCluster() && !flinkMaster.matches("[^\\s:/]+:[0-9]{1,5}")) {
      throw new StudyException(
          "--flink-master: not an address. Got %s. Expected host:port, [local] or [auto]."
              .formatted(Text.quote(flinkMaster)));
    }
    return flinkMaster;
  }

  private boolean isCluster() {
    return !flinkMaster.startsWith("[");
  }
}
