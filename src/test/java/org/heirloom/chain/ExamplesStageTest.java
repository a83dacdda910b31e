package org.heirloom.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.heirloom.data.ExampleShards;
import org.heirloom.image.ImageCodec;
import org.heirloom.image.Pixels;
import org.heirloom.stage.StageContext;
import org.heirloom.store.Checkpoints;
import org.heirloom.store.gcs.CloudStorageServer;
import org.heirloom.study.Study;
import org.heirloom.study.StudyFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Examples out of a bucket, as a study names it. */
class ExamplesStageTest {
  @TempDir Path folder;
  private final ExamplesStage stage = new ExamplesStage();
  private CloudStorageServer server;
  private Study study;

  @BeforeEach
  void twoClasses() throws IOException {
    server = new CloudStorageServer(100).serveThisProcess(folder.resolve("cache"));
    for (String name : List.of("cat/1.png", "dog/1.png")) {
      server.put("pets/" + name, ImageCodec.encodePng(new Pixels(1, 1, 3, new byte[3])));
    }
    Path file =
        Files.writeString(
            folder.resolve("study.yaml"),
            "name: pets\ndata: {source: folder, folder: {path: \"gs://heirloom-test/pets\"}}\n");
    study = StudyFile.load(file, List.of()).study();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aBucketIsListedOnceARunAndAnewInTheNextOne() throws IOException {
    StageContext first = new Context("run-1", study, folder);

    List<String> units = stage.units(first);
    long afterUnits = listings();
    Path draft = Files.createDirectory(folder.resolve("draft"));
    stage.run(units.get(0), first, draft);

    assertThat(units).containsExactly("shard-00000");
    assertThat(ExampleShards.classes(draft)).containsExactly("cat", "dog");
    assertThat(afterUnits).isPositive();
    assertThat(listings()).as("another unit of the run lists nothing").isEqualTo(afterUnits);
    server.put("pets/emu/1.png", server.content("pets/cat/1.png"));
    stage.run(units.get(0), new Context("run-2", study, folder), draft);
    assertThat(ExampleShards.classes(draft)).containsExactly("cat", "dog", "emu");
  }

  @Test
  void whatTheStageReadsFollowsTheBucketsContents() {
    Object before = stage.reads(study, folder);
    server.put("pets/cat/2.png", server.content("pets/cat/1.png"));

    assertThat(stage.reads(study, folder)).isNotEqualTo(before);
  }

  private long listings() {
    return server.requests().stream().filter(request -> request.contains("prefix=")).count();
  }

  private record Context(String run, Study study, Path studyFolder) implements StageContext {
    @Override
    public List<String> inputUnits(String input) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Path input(String input, String unit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Checkpoints checkpoints(String part) {
      throw new UnsupportedOperationException();
    }

    @Override
    public DoubleConsumer progress() {
      return fraction -> {};
    }
  }
}
