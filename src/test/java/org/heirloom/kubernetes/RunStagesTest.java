package org.heirloom.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code k8s/run-stages} with a kubectl that keeps what it is asked and says how stages are doing.
 */
class RunStagesTest {
  private static final String KUBECTL =
      """
      #!/bin/bash
      echo "$*" >>"%1$s/calls"
      case "$*" in
        *get*) cat "%1$s/state" ;;
        *create*) echo RUNNING/READY/STABLE >"%1$s/state"; (sleep 0.3; cat "%1$s/end" >"%1$s/state") & ;;
      esac
      """;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Script.require("bash");
    Path program = Files.writeString(folder.resolve("kubectl"), KUBECTL.formatted(folder));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(folder.resolve("state"), "");
    Files.writeString(folder.resolve("end"), "FINISHED/READY/STABLE");
  }

  @Test
  void stagesRunOneAfterAnotherAndAreRemoved() throws Exception {
    Script script = run();

    assertThat(script.code()).as(script.err()).isZero();
    assertThat(script.out().lines())
        .startsWith("heirloom-examples: done", "heirloom-sample: done")
        .endsWith("heirloom-report: done")
        .hasSize(9);
    List<String> calls = Files.readAllLines(folder.resolve("calls"));
    assertThat(calls.stream().filter(call -> call.startsWith("delete")))
        .hasSize(18)
        .allMatch(call -> call.startsWith("delete -n elsewhere flinkdeployment/heirloom-"));
    assertThat(calls.stream().filter(call -> call.startsWith("create")))
        .hasSize(9)
        .allMatch(
            call -> call.matches("create -n elsewhere -f .*/k8s/plain/stage-[1-9]-[a-z]+.yaml"));
  }

  @Test
  void stageThatFailsEndsItAndIsLeftForALook() throws Exception {
    Files.writeString(folder.resolve("end"), "FAILED/READY/STABLE");

    Script script = run();

    assertThat(script.code()).isEqualTo(4);
    assertThat(script.err()).contains("heirloom-examples failed; it is left as it is.");
    assertThat(Files.readAllLines(folder.resolve("calls")))
        .filteredOn(call -> call.startsWith("delete"))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RECONCILING/ERROR/DEPLOYED", "/MISSING/FAILED", "CANCELED/READY/STABLE"})
  void whatTheOperatorGivesUpOnEndsItToo(String end) throws Exception {
    Files.writeString(folder.resolve("end"), end);

    assertThat(run().code()).isEqualTo(4);
  }

  @Test
  void whatKubectlComplainsOfIsSeen() throws Exception {
    Path program = folder.resolve("kubectl");
    Files.writeString(
        program,
        Files.readString(program)
            .replace(
                "case",
                "[[ $* != get* || -e %s/told ]] || { touch %<s/told; echo refused >&2; exit 1; }\ncase"
                    .formatted(folder)));

    Script script = run();

    assertThat(script.code()).isZero();
    assertThat(script.err()).isEqualTo("refused\n");
  }

  private Script run() throws IOException, InterruptedException {
    Map<String, String> environment =
        Map.of("PATH", folder + ":" + System.getenv("PATH"), "POLL_SECONDS", "0.05");
    return Script.run(folder, environment, "bash", "k8s/run-stages", "elsewhere");
  }
}
