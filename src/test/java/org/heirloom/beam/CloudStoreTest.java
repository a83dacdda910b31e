package org.heirloom.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heirloom.stage.toy.ToyStages.job;
import static org.heirloom.stage.toy.ToyStages.study;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.heirloom.stage.Engine;
import org.heirloom.stage.ProgressListener;
import org.heirloom.stage.RunOptions;
import org.heirloom.stage.StageOutcome;
import org.heirloom.stage.toy.SerialExecutor;
import org.heirloom.stage.toy.ToyStages;
import org.heirloom.store.Manifest;
import org.heirloom.store.Store;
import org.heirloom.store.Stores;
import org.heirloom.store.gcs.CloudStorageServer;
import org.heirloom.store.gcs.Fault;
import org.heirloom.study.Study;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that share a store in a bucket. */
final class CloudStoreTest {
  private static final String STORE = "gs://" + CloudStorageServer.BUCKET + "/store";

  @TempDir Path folder;
  private CloudStorageServer server;

  @BeforeEach
  void start() {
    server = new CloudStorageServer(5).serveThisProcess(folder.resolve("cache"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void bytesAreThoseOfALocalStoreAlsoWhileTheCloudFails() {
    Map<String, Manifest> local = serial(folder.resolve("local").toString(), study());
    for (int status : List.of(429, 503)) {
      server.add(Fault.every(20 + status % 100, Fault.Kind.STATUS, status, "."));
    }
    server.add(Fault.every(19, Fault.Kind.CUT, 0, "."));
    server.add(Fault.every(3, Fault.Kind.LOSE_ANSWER, 0, "POST .*(squares|manifest)"));
    server.add(Fault.every(5, Fault.Kind.CUT_DOWNLOAD, 0, "alt=media"));

    Map<String, Manifest> cloud = new TreeMap<>();
    try (Store store = Stores.open(STORE);
        BeamExecutor executor = new BeamExecutor(Spread.EMBEDDED)) {
      Engine engine = new Engine(ToyStages.class, executor, store, InstantSource.system());
      engine.run(job(study()), new RunOptions(3, Set.of(), Set.of()), ProgressListener.SILENT);
      artifacts(store, cloud);
    }

    // An attempt that gave up may leave its marker, by which what it wrote is found and removed
    // later.
    assertThat(cloud).isEqualTo(local).hasSizeGreaterThan(9);
  }

  @Test
  void twoStudiesAndTwoRunsOfOneShareAStore() throws Exception {
    Study other = study(30, 10, "none");
    Map<String, Manifest> expected = serial(folder.resolve("local").toString(), study());
    expected.putAll(serial(folder.resolve("local").toString(), other));

    ExecutorService pool = Executors.newFixedThreadPool(3);
    List<Future<Map<String, Manifest>>> runs = new ArrayList<>();
    for (Study study : List.of(study(), other, study())) {
      runs.add(pool.submit(() -> serial(STORE, study)));
    }
    for (Future<Map<String, Manifest>> run : runs) {
      run.get();
    }
    pool.shutdown();

    try (Store store = Stores.open(STORE)) {
      Map<String, Manifest> found = new TreeMap<>();
      artifacts(store, found);
      assertThat(found).isEqualTo(expected);
      assertThat(found.keySet()).allMatch(artifact -> store.verify(artifact).isEmpty());
    }
    Set<String> tokens = new HashSet<>();
    for (String name : server.names()) {
      assertThat(name).as("no checkpoint or marker is left").doesNotContainPattern("tmp|checkp");
      if (name.contains("/~")) {
        tokens.add(name.replaceFirst("/~.*", ""));
      }
    }
    assertThat(tokens).hasSize(expected.size());
  }

  private static Map<String, Manifest> serial(String location, Study study) {
    Map<String, Manifest> found = new TreeMap<>();
    try (Store store = Stores.open(location)) {
      Engine engine =
          new Engine(ToyStages.class, new SerialExecutor(), store, InstantSource.system());
      List<StageOutcome> outcomes = engine.run(job(study), RunOptions.ALL, ProgressListener.SILENT);
      assertThat(outcomes).isNotEmpty();
      artifacts(store, found);
    }
    return found;
  }

  private static void artifacts(Store store, Map<String, Manifest> found) {
    for (String stage : List.of("numbers", "squares", "sum")) {
      for (String artifact : store.list(stage)) {
        found.put(artifact, store.find(artifact).orElseThrow());
      }
    }
  }
}
