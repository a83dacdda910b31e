package org.heirloom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that work on a store, over a chain that is quick. */
class RunTest {
  @TempDir Path folder;
  private final TestShell shell = new TestShell(FakeStages.class);
  private Path out;

  @BeforeEach
  void writeFiles() throws IOException {
    out = folder.resolve("out");
    FakeStages.write(folder);
  }

  @Test
  void aRunEndsWithTheVerdictAndWhereTheReportLies() {
    assertThat(run()).isZero();
    assertThat(shell.out())
        .isEqualTo(
            """
            What distilled kept of its teacher:
              behaviour       not shown  It answers nearly as its teacher does.
              saliency        retained   It looks at the same places.
            Report: %s/index.html
            """
                .formatted(out));
    assertThat(shell.err().lines())
        .containsExactly(
            "[1/2] examples: begins (no output yet)",
            "[1/2] examples: done in 0:00, 2 units",
            "[2/2] report: begins (no output yet)",
            "[2/2] report: done in 0:00, 1 unit");
    assertThat(out.resolve("index.html")).isNotEmptyFile();
    assertThat(out.resolve("scorecard.json")).isNotEmptyFile();
  }

  @Test
  void aSecondRunReusesEveryStageAndBringsTheReportBack() throws IOException {
    run();
    Files.delete(out.resolve("index.html"));
    Files.writeString(out.resolve("notes.txt"), "mine");

    assertThat(run()).isZero();
    assertThat(shell.err()).isEqualTo("[1/2] examples: reused\n[2/2] report: reused\n");
    assertThat(out.resolve("index.html")).isNotEmptyFile();
    assertThat(out.resolve("notes.txt")).hasContent("mine");
  }

  @Test
  void aQuietRunSaysOnlyHowItEnded() {
    assertThat(run("--quiet")).isZero();
    assertThat(shell.err()).isEmpty();
    assertThat(shell.out()).contains("Report: ");
  }

  @Test
  void aStageCanBeForcedToRunAgain() {
    run();

    assertThat(run("--force", "report")).isZero();
    assertThat(shell.err()).startsWith("[1/2] examples: reused\n[2/2] report: begins (");
  }

  @Test
  void aFailedGateEndsTheRunWithOneAfterTheReport() throws IOException {
    Files.writeString(
        folder.resolve("study.yaml"),
        """
        name: small
        gates:
          - {metric: accuracy-gap, arm: distilled, bound: lower, atLeast: -0.05}
          - {metric: accuracy-gap, arm: distilled, bound: lower, atLeast: -0.03}
        """);

    assertThat(run()).isEqualTo(1);
    assertThat(shell.out())
        .contains("\npassed  Gate accuracy-gap/distilled, lower ≥ −0.05: ")
        .contains("\nFAILED  Gate accuracy-gap/distilled, lower ≥ −0.03: ");
    assertThat(out.resolve("gates.xml")).isNotEmptyFile();
  }

  @Test
  void dataThatAreWrongEndTheRunWithThreeAndLeaveAnOlderReportAlone() throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve("index.html"), "older");

    assertThat(run("--set", "data.generator.classes=5")).isEqualTo(3);
    assertThat(shell.err()).contains("images/cat.jpg: damaged. Expected a JPEG or PNG file.");
    assertThat(shell.out()).isEmpty();
    assertThat(out.resolve("index.html")).hasContent("older");
  }

  @Test
  void aBugEndsTheRunWithSeventy() {
    assertThat(run("--set", "data.generator.classes=6")).isEqualTo(70);
    assertThat(shell.err()).contains("This is a bug in heirloom: ").contains("odd");
  }

  @Test
  void aStoreThatCannotBeWrittenEndsTheRunWithFour() {
    assertThat(run("--store", "/proc/heirloom")).isEqualTo(4);
    assertThat(shell.err()).contains("/proc/heirloom");
  }

  @Test
  void aPlanSaysWhatWillRunAndWhy() {
    assertThat(command("plan")).isZero();
    assertThat(shell.out())
        .isEqualTo("examples  run    no output yet\nreport    run    no output yet\n");
    run();

    command("plan", "--set", "retain.confidence=0.9");
    assertThat(shell.out().lines())
        .hasSize(2)
        .allMatch(line -> line.matches("(examples|report  )  reuse  complete and verified.*"));

    command("plan", "--set", "data.generator.noise=0.1");
    assertThat(shell.out())
        .startsWith("examples  run    study part changed: ")
        .contains("generator.noise 0.04 -> 0.1\nreport    run    ");
  }

  @Test
  void stagesCanBeRunOneByOne() {
    assertThat(stage("report")).isNotZero();
    assertThat(shell.err()).contains("examples");
    assertThat(stage("examples")).isZero();
    assertThat(stage("report")).isZero();

    command("plan");

    assertThat(shell.out().lines()).allMatch(line -> line.contains("  reuse  "));
  }

  @Test
  void studiesAndPipelinesOfTheInstallationAreFoundFromEverywhere() throws IOException {
    Path home = folder.resolve("home");
    for (String below : List.of("configs/study.yaml", "pipelines/pipeline.yaml")) {
      Path target = home.resolve(below);
      Files.createDirectories(target.getParent());
      Files.move(folder.resolve(target.getFileName()), target);
    }
    TestShell elsewhere = new TestShell(FakeStages.class, home);
    String store = folder.resolve("store").toString();

    assertThat(
            elsewhere.run("plan", "configs/study.yaml", "--pipeline", "pipeline", "--store", store))
        .isZero();
    assertThat(elsewhere.out()).contains("examples  run    no output yet");
  }

  @Test
  void aRunThatIsVerifiedAgreesAndLeavesNoScratchBehind() throws IOException {
    run();

    assertThat(command("verify")).isZero();
    assertThat(shell.out()).endsWith(" equal, 0 within the tolerance, 0 different.\n");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files)
          .noneMatch(file -> file.getFileName().toString().startsWith("heirloom-verify"));
    }
  }

  private int run(String... more) {
    List<String> options = new ArrayList<>(List.of(more));
    if (!options.contains("--out")) {
      options.addAll(List.of("--out", out.toString()));
    }
    return command("run", options.toArray(String[]::new));
  }

  private int command(String command, String... more) {
    List<String> args = new ArrayList<>(List.of(command, folder.resolve("study.yaml").toString()));
    args.addAll(List.of("--pipeline", folder.resolve("pipeline.yaml").toString()));
    args.addAll(List.of(more));
    if (!args.contains("--store")) {
      args.addAll(List.of("--store", folder.resolve("store").toString()));
    }
    return shell.run(args.toArray(String[]::new));
  }

  private int stage(String name) {
    return shell.run(
        "stage",
        name,
        folder.resolve("study.yaml").toString(),
        "--pipeline",
        folder.resolve("pipeline.yaml").toString(),
        "--store",
        folder.resolve("store").toString());
  }
}
