package org.heirloom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.heirloom.store.gcs.CloudStorageServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a store and a report in a bucket. */
class CloudRunTest {
  private static final String PLACE = "gs://" + CloudStorageServer.BUCKET;

  @TempDir Path folder;
  private final TestShell shell = new TestShell(FakeStages.class);
  private CloudStorageServer server;

  @BeforeEach
  void writeFiles() throws IOException {
    server = new CloudStorageServer(3).serveThisProcess(folder.resolve("cache"));
    FakeStages.write(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void storeAndReportLieInTheBucketAndNothingOnTheDisk() throws IOException {
    assertThat(command("run", "--out", PLACE + "/reports/small/")).isZero();

    assertThat(shell.out()).endsWith("Report: " + PLACE + "/reports/small/index.html\n");
    assertThat(new String(server.content("reports/small/scorecard.json"), UTF_8)).startsWith("{");
    assertThat(server.names())
        .contains("reports/small/index.html")
        .anyMatch(name -> name.matches("stores/one/report/[0-9a-f]{64}/stage/manifest.json"))
        .noneMatch(name -> name.contains("/tmp/") || name.contains(".heirloom-"));
    try (Stream<Path> there = Files.list(folder)) {
      assertThat(there.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("study.yaml", "pipeline.yaml", "cache");
    }
    assertThat(folder.resolve("cache/tmp")).isEmptyDirectory();
  }

  @Test
  void planVerifyAndStageWorkThereAsInAFolder() {
    assertThat(command("plan")).isZero();
    assertThat(shell.out()).contains("report    run    no output yet");
    assertThat(command("stage", "examples")).isZero();
    assertThat(command("stage", "report")).isZero();
    assertThat(command("plan")).isZero();
    assertThat(shell.out().lines()).hasSize(2).allMatch(line -> line.contains("  reuse  "));

    List<String> before = server.names();
    assertThat(command("verify")).isZero();
    assertThat(shell.out()).endsWith(" equal, 0 within the tolerance, 0 different.\n");
    assertThat(server.names()).as("the scratch store is gone").isEqualTo(before);
  }

  @Test
  void bucketThatIsNotThereEndsTheRunWithFourBeforeItBegins() {
    assertThat(command("run", "--out", "gs://no-such-bucket/r")).isEqualTo(4);
    assertThat(shell.err()).startsWith("gs://no-such-bucket/r/.heirloom-");
    assertThat(shell.err()).contains(": no such bucket. Got 404 ").doesNotContain("[1/2]");
  }

  @Test
  void whatIsNoPlaceEndsTheRunWithTwo() {
    assertThat(command("plan", "--store", "gs://no bucket")).isEqualTo(2);
    assertThat(shell.err()).startsWith("gs://no bucket: not a place in Google Cloud Storage.");
    assertThat(command("plan", "--store", "s3://bucket/x")).isEqualTo(2);
    assertThat(shell.err()).startsWith("s3://bucket/x: unknown kind of location.");
  }

  private int command(String... command) {
    List<String> args = new ArrayList<>(List.of(command));
    int study = command[0].equals("stage") ? 2 : 1;
    args.add(study, folder.resolve("study.yaml").toString());
    args.addAll(List.of("--pipeline", folder.resolve("pipeline.yaml").toString()));
    if (!args.contains("--store")) {
      args.addAll(List.of("--store", PLACE + "/stores/one"));
    }
    return shell.run(args.toArray(String[]::new));
  }
}
