package org.heirloom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.heirloom.metrics.exposed.DebianPrograms;
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

  @Test
  void resultsAreWrittenForPrometheusAndPrintedAgainFromTheStore() throws IOException {
    Path file = folder.resolve("heirloom.prom");

    assertThat(run("--textfile", file.toString())).isZero();
    assertThat(file)
        .content()
        .contains(
            retention("lower", -0.04),
            retention("mean", -0.02),
            retention("upper", 0),
            "heirloom_retention_margin{metric=\"accuracy-gap\",study=\"small\"} 0.03\n",
            "heirloom_retention_verdict{arm=\"distilled\",budget=\"1.0\",family=\"saliency\",study=\"small\"} 1.0\n",
            "heirloom_retention_verdict{arm=\"distilled\",budget=\"0.5\",family=\"behaviour\",study=\"small\"} -1.0\n",
            "heirloom_study_stage_core_seconds{stage=\"examples\",study=\"small\"} ",
            "heirloom_study_last_success_timestamp_seconds{study=\"small\"} ");
    assertThat(command("metrics")).isZero();
    assertThat(shell.out()).isEqualTo(Files.readString(file));
  }

  private static String retention(String bound, double value) {
    return "heirloom_retention{arm=\"distilled\",bound=\"%s\",budget=\"1.0\",metric=\"accuracy-gap\",study=\"small\",subject=\"all\"} %s\n"
        .formatted(bound, value);
  }

  @Test
  void aRunThatReusesAllKeepsWhatItsStagesTookAndIsASuccessAgain() throws Exception {
    Path file = folder.resolve("heirloom.prom");
    run("--textfile", file.toString());
    List<String> first = Files.readAllLines(file);
    Thread.sleep(2);

    run("--textfile", file.toString());

    List<String> second = Files.readAllLines(file);
    assertThat(without("last_success", second)).isEqualTo(without("last_success", first));
    assertThat(second).isNotEqualTo(first);
  }

  private static List<String> without(String word, List<String> lines) {
    return lines.stream().filter(line -> !line.contains(word)).toList();
  }

  @Test
  void aFailedGateIsPublishedAsSuch() throws IOException {
    Files.writeString(
        folder.resolve("study.yaml"),
        """
        name: small
        gates: [{metric: accuracy-gap, arm: distilled, bound: lower, atLeast: -0.03}]
        """);
    Path file = folder.resolve("heirloom.prom");

    assertThat(run("--textfile", file.toString())).isEqualTo(1);
    assertThat(file)
        .content()
        .contains(
            "heirloom_gate_passed{gate=\"accuracy-gap/distilled, lower ≥ −0.03\",study=\"small\"} 0.0\n");
  }

  @Test
  void aPushgatewayThatIsNotThereEndsTheRunWithFourAndLeavesTheReport() throws IOException {
    String url = "http://127.0.0.1:" + DebianPrograms.freePort();

    assertThat(run("--pushgateway", url)).isEqualTo(4);
    assertThat(shell.out()).endsWith("/index.html\n");
    assertThat(shell.err())
        .endsWith(
            "--pushgateway: results could not be sent to %s. Got Connection refused. Expected a Prometheus Pushgateway that takes them. The report is complete: heirloom metrics sends them again.\n"
                .formatted(url));
    assertThat(out.resolve("index.html")).isNotEmptyFile();
  }

  @Test
  void whatCannotBePublishedToIsRefusedBeforeAnyWork() {
    assertThat(run("--pushgateway", "localhost:9091")).isEqualTo(2);
    assertThat(shell.err()).startsWith("--pushgateway: not an address. Got \"localhost:9091\". ");
    assertThat(run("--textfile", folder.resolve("none/heirloom.prom").toString())).isEqualTo(2);
    assertThat(shell.err()).startsWith("--textfile: no file can be there. Got ");
    assertThat(run("--metrics", "here")).isEqualTo(2);
    assertThat(shell.err()).startsWith("--metrics: not an address for the endpoint of metrics. ");
    String file = folder.resolve("heirloom.prom").toString();
    assertThat(stage("examples", "--textfile", file)).isEqualTo(2);
    assertThat(shell.err())
        .isEqualTo(
            "--textfile: nothing to publish. Got examples. Expected the stage report among them.\n");
    assertThat(folder.resolve("store")).doesNotExist();
  }

  @Test
  void aPortThatHeirloomChoosesIsTold() {
    assertThat(run("--metrics", "0")).isZero();
    assertThat(shell.out().lines().findFirst())
        .hasValueSatisfying(
            line ->
                assertThat(line).matches("metrics: http://127\\.0\\.0\\.1:[1-9][0-9]*/metrics"));
  }

  @Test
  void aPlaceThatIsNoneForEventFilesIsRefusedBeforeAnyWork() {
    assertThat(run("--tensorboard", folder.resolve("study.yaml").toString())).isEqualTo(2);
    assertThat(shell.err())
        .endsWith(
            " is a file. Expected a folder for event files. Choose another with --tensorboard.\n");
    assertThat(run("--tensorboard", "gs://bucket/curves")).isEqualTo(2);
    assertThat(shell.err())
        .startsWith("--tensorboard: not on this machine. Got \"gs://bucket/curves\". ");
    assertThat(run("--tensorboard", folder.resolve("board").toString())).isEqualTo(2);
    assertThat(shell.err())
        .isEqualTo(
            "--tensorboard: nothing to write. Got the stages examples, report. Expected distill or explain among them.\n");
    assertThat(folder.resolve("store")).doesNotExist();
  }

  @Test
  void metricsOfAStudyThatWasNotRunAreMissing() {
    assertThat(command("metrics")).isEqualTo(3);
    assertThat(shell.err()).startsWith("stage report: no output for this study in ");
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

  private int stage(String name, String... more) {
    List<String> args = new ArrayList<>(List.of("stage", name));
    args.add(folder.resolve("study.yaml").toString());
    args.addAll(List.of("--pipeline", folder.resolve("pipeline.yaml").toString()));
    args.addAll(List.of("--store", folder.resolve("store").toString()));
    args.addAll(List.of(more));
    return shell.run(args.toArray(String[]::new));
  }
}
