package org.heirloom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Command lines as people get them wrong, what they are told, and how the process ends. */
class WrongCommandLinesTest {
  @TempDir Path folder;
  private final TestShell shell = new TestShell(NoStages.class);

  @Test
  void noCommandPointsToTheHelp() {
    assertUsage("heirloom: no command given.\nHelp: heirloom --help\n");
  }

  @Test
  void anUnknownCommandIsCorrected() {
    assertUsage(
        """
        heirloom: unknown command "rum". Did you mean "run"? Known: run, plan, stage, resources, verify, list, explain, concepts, maps, metrics.
        Help: heirloom --help
        """,
        "rum",
        "study.yaml");
  }

  @Test
  void anUnknownOptionIsCorrected() {
    assertUsage(
        """
        heirloom run: unknown option "--paralelism". Did you mean "--parallelism"?
        Help: heirloom run --help
        """,
        "run",
        "study.yaml",
        "--paralelism=2");
  }

  @Test
  void aMissingStudyIsAskedFor() {
    assertUsage(
        "heirloom run: Missing required parameter: 'STUDY'.\nHelp: heirloom run --help\n", "run");
  }

  @Test
  void oneStudyTooManyIsNamed() {
    assertUsage(
        "heirloom plan: one argument too many. Got \"b.yaml\".\nHelp: heirloom plan --help\n",
        "plan",
        "a.yaml",
        "b.yaml");
  }

  @Test
  void aStageNeedsBothNameAndStudy() {
    assertUsage(
        "heirloom stage: Missing required parameter: 'STUDY'.\nHelp: heirloom stage --help\n",
        "stage",
        "teach");
  }

  @Test
  void aMissingFileIsNamed() {
    assertFailure(
        "nowhere.yaml: no such file. Expected a study. Try configs/quickstart.yaml.\n",
        "run",
        "nowhere.yaml");
  }

  @Test
  void aWrongStudyTellsEveryProblem() throws IOException {
    Path study = study("sample: {trian: 5}\nname: a b\n");

    assertFailure(
        """
        %s: 2 problems
          sample.trian (line 1): unknown key. Did you mean "train"?
          name (line 2): not usable as a file name. Got "a b". Expected 1 to 64 of A-Z, a-z, 0-9, dot, dash and underscore, the first a letter or digit.
        """
            .formatted(study),
        "plan",
        study.toString());
  }

  @Test
  void anOverrideThatIsNoneIsNamed() throws IOException {
    Path study = study("name: x\n");

    assertFailure(
        study
            + ": 1 problem\n  --set sample.train: not an override. Expected path=value, for example"
            + " sample.train=5000 or distill.methods[0].labelWeight=0.2.\n",
        "plan",
        "--set",
        "sample.train",
        study.toString());
  }

  @Test
  void noParallelismAtAllIsRefused() throws IOException {
    assertFailure(
        "--parallelism: out of range. Got 0. Expected a whole number from 1 to 1000.\n",
        run("--parallelism", "0"));
  }

  @Test
  void aParallelismThatIsNoNumberIsRefused() throws IOException {
    assertUsage(
        """
        heirloom run: Invalid value for option '--parallelism': 'many' is not an int.
        Help: heirloom run --help
        """,
        run("--parallelism", "many"));
  }

  @Test
  void anUnknownRunnerIsCorrected() throws IOException {
    assertFailure(
        "--runner: unknown runner. Got \"FlinkRuner\". Did you mean \"FlinkRunner\"? Known:"
            + " FlinkRunner, DirectRunner.\n",
        run("--runner", "FlinkRuner"));
  }

  @Test
  void aMasterWithoutFlinkIsRefused() throws IOException {
    assertFailure(
        "--flink-master: has no effect with DirectRunner. Got \"flink:8081\". Leave one of the two"
            + " options out.\n",
        run("--runner", "DirectRunner", "--flink-master", "flink:8081"));
  }

  @Test
  void aMasterThatIsNoAddressIsRefused() throws IOException {
    assertFailure(
        "--flink-master: not an address. Got \"flink\". Expected host:port, [local] or [auto].\n",
        run("--flink-master", "flink"));
  }

  @Test
  void anUnknownStageIsCorrected() throws IOException {
    String[] args = {
      "stage", "teech", study("name: x\n").toString(), "--pipeline", pipeline().toString()
    };

    assertFailure(
        "stage: no such stage in pipeline small. Got \"teech\". Did you mean \"teach\"? Known:"
            + " examples, teach.\n",
        args);
  }

  @Test
  void anUnknownStageToForceIsRefused() throws IOException {
    assertFailure(
        "--force: no such stage in pipeline small. Got \"report\". Known: examples, teach.\n",
        run("--force", "report"));
  }

  @Test
  void aMissingPipelineIsNamed() throws IOException {
    assertFailure(
        "no.yaml: no such pipeline file. Pipelines lie in the folder pipelines.\n",
        "run",
        study("name: x\n").toString(),
        "--pipeline",
        "no.yaml");
  }

  @Test
  void aFileInTheReportsPlaceIsRefusedBeforeAnythingRuns() throws IOException {
    Path file = Files.writeString(folder.resolve("taken"), "mine");

    assertFailure(
        "--out: "
            + file
            + " is a file. Expected a folder for the report. Choose another with --out.\n",
        run("--out", file.toString()));
    assertThat(file).hasContent("mine");
  }

  @Test
  void aFileInTheMapsPlaceIsRefusedInTheSameWords() throws IOException {
    Path file = Files.writeString(folder.resolve("taken"), "mine");

    assertFailure(
        "--out: "
            + file
            + " is a file. Expected a folder for the maps. Choose another with --out.\n",
        maps(file.toString()));
    assertThat(file).hasContent("mine");
  }

  @Test
  void mapsAreNotWrittenToABucket() throws IOException {
    assertFailure(
        "--out: not on this machine. Got \"gs://bucket/maps\". Expected a folder for the maps; copy"
            + " them from there.\n",
        maps("gs://bucket/maps"));
  }

  @Test
  void aReportsFolderThatCannotBeMadeIsNamed() throws IOException {
    assertThat(shell.run(run("--out", "/proc/heirloom/report"))).isEqualTo(4);
    assertThat(shell.err())
        .startsWith("--out: cannot write to /proc/heirloom/report: ")
        .endsWith(". Choose another with --out.\n");
  }

  @Test
  void aFileInTheStoresPlaceIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("taken"), "mine");

    assertThat(shell.run(run("--store", file.toString()))).isEqualTo(4);
    assertThat(shell.err())
        .isEqualTo(
            file + ": is a file. Expected a folder for the store. Choose another with --store.\n");
    assertThat(file).hasContent("mine");
  }

  @Test
  void anUnknownKindOfNamesIsCorrected() {
    assertFailure(
        "list: unknown kind. Got \"objective\". Did you mean \"objectives\"?\n",
        "list",
        "objective");
  }

  @Test
  void anUnknownMetricIsCorrected() {
    assertFailure(
        "explain: unknown metric. Got \"acuracy\". Did you mean \"accuracy\"?\n",
        "explain",
        "acuracy");
  }

  private String[] maps(String out) throws IOException {
    return new String[] {
      "maps", study("name: x\n").toString(), "--pipeline", pipeline().toString(), "--out", out
    };
  }

  private String[] run(String... options) throws IOException {
    List<String> args = new ArrayList<>(List.of("run", study("name: x\n").toString()));
    args.addAll(List.of("--pipeline", pipeline().toString()));
    if (!List.of(options).contains("--out")) {
      args.addAll(List.of("--out", folder.resolve("out").toString()));
    }
    args.addAll(List.of(options));
    return args.toArray(String[]::new);
  }

  private Path study(String text) throws IOException {
    return Files.writeString(folder.resolve("study.yaml"), text);
  }

  private Path pipeline() throws IOException {
    return Files.writeString(
        folder.resolve("small.yaml"),
        """
        name: small
        meaning: Two stages.
        stages:
          - {stage: examples, pool: cpu, parallelism: 1, cpus: 1, memory: 2Gi}
          - {stage: teach, pool: cpu, parallelism: 1, cpus: 1, memory: 2Gi}
        """);
  }

  private void assertUsage(String message, String... args) {
    assertFailure(message, args);
  }

  private void assertFailure(String message, String... args) {
    assertThat(shell.run(args)).isEqualTo(2);
    assertThat(shell.err()).isEqualTo(message);
    assertThat(shell.out()).isEmpty();
  }
}
