package org.heirloom.store.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.heirloom.InfraException;
import org.heirloom.metrics.LiveSeries;
import org.heirloom.metrics.Recorded;
import org.heirloom.store.Checkpoints;
import org.heirloom.store.Manifest;
import org.heirloom.store.Store;
import org.heirloom.store.gcs.Fault.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real client against a server and connections that fail. */
final class GcsFaultsTest {
  private static final String NAME = "teach/0a1b/units/replicate-0";
  private static final byte[] LARGE = random(3 << 20);
  private static final String MANIFEST = "manifest.json";

  @TempDir Path folder;
  private final CloudStorageServer server = new CloudStorageServer(2);

  @AfterEach
  void stop() {
    server.close();
  }

  private GcsStore open(String machine) {
    return open(machine, CloudStorageServer.BUCKET, Duration.ofSeconds(20));
  }

  private GcsStore open(String machine, String bucket, Duration patience) {
    return new GcsStore(
        new GcsLocation(bucket, "p/"),
        new GcsSettings(
            Optional.of(server.url()),
            Duration.ofMillis(1),
            patience,
            folder.resolve(machine),
            1 << 30));
  }

  /** Every fault that passes, at every kind of request; twice, so that retries fail too. */
  @ParameterizedTest
  @CsvSource({
    // sessions of uploads, their content, and small objects in one request
    "STATUS, 503, POST .*uploadType=resumable",
    "STATUS, 408, PUT .*upload_id",
    "STATUS, 429, PUT .*upload_id",
    "STATUS, 500, POST .*uploadType=multipart",
    "CUT, 0, POST .*uploadType=resumable",
    "CUT, 0, PUT .*upload_id",
    "CUT, 0, POST .*uploadType=multipart",
    "CUT_UPLOAD, 0, PUT .*upload_id",
    "LOSE_ANSWER, 0, POST .*uploadType=resumable",
    "LOSE_ANSWER, 0, PUT .*upload_id",
    "LOSE_ANSWER, 0, POST .*uploadType=multipart",
    "FLIP_UPLOAD, 0, PUT .*upload_id",
    // content on its way down
    "STATUS, 503, GET .*large.bin.*alt=media",
    "STATUS, 429, GET .*manifest.json.*alt=media",
    "CUT, 0, GET .*alt=media",
    "CUT_DOWNLOAD, 0, GET .*alt=media",
    "TRUNCATE_DOWNLOAD, 0, GET .*alt=media",
    "FLIP_DOWNLOAD, 0, GET .*alt=media",
    // metadata, listings, deletions
    "STATUS, 502, GET .*/o/",
    "CUT, 0, GET .*/o/",
    "STATUS, 504, GET .*/o\\?",
    "CUT, 0, GET .*/o\\?",
    "STATUS, 503, DELETE",
    "CUT, 0, DELETE",
    "LOSE_ANSWER, 0, DELETE"
  })
  void nothingIsLostAndNothingHalfRead(Kind kind, int status, String requests) throws IOException {
    Fault fault =
        server.add(
            kind == Kind.STATUS ? Fault.status(status, requests, 2) : Fault.of(kind, requests, 2));
    try (Store here = open("here");
        Store there = open("there")) {
      Manifest made = publish(here, LARGE);

      assertThat(there.find(NAME)).contains(made);
      assertThat(there.verify(NAME)).isEmpty();
      assertThat(there.folder(NAME).resolve("large.bin")).hasBinaryContent(LARGE);
      assertThat(there.folder(NAME).resolve("small.txt")).hasContent("small");
      assertThat(there.list("teach")).containsExactly(NAME);
      there.writeNote("note", "text");
      assertThat(here.note("note")).contains("text");
      try (Checkpoints checkpoints = here.checkpoints(NAME)) {
        checkpoints.save(1, to -> write(to.resolve("state.bin"), LARGE));
      }
      try (Checkpoints checkpoints = there.checkpoints(NAME)) {
        assertThat(checkpoints.latest().orElseThrow().folder().resolve("state.bin"))
            .hasBinaryContent(LARGE);
      }
      here.clearCheckpoints(NAME);
      assertThat(fault.left()).as("the fault has struck").isZero();
      here.delete(NAME);
      assertThat(server.names()).containsExactly("p/note");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "STATUS, 503, GET .*/o/",
    "CUT, 0, POST .*uploadType=multipart",
    "FLIP_UPLOAD, 0, PUT .*upload_id",
    "FLIP_DOWNLOAD, 0, GET .*large.bin.*alt=media"
  })
  void everyRetryIsTold(Kind kind, int status, String requests) throws IOException {
    try (Recorded told = new Recorded();
        Store here = open("here");
        Store there = open("there")) {
      server.add(
          kind == Kind.STATUS ? Fault.status(status, requests, 2) : Fault.of(kind, requests, 2));
      publish(here, LARGE);
      assertThat(there.folder(NAME).resolve("large.bin")).hasBinaryContent(LARGE);

      assertThat(told.value(LiveSeries.STORE_RETRIES)).isEqualTo(2);
      assertThat(told.value(LiveSeries.STORE_BYTES, "read")).isGreaterThan(LARGE.length);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "STATUS, 503, POST .*uploadType=resumable",
    "CUT, 0, PUT .*upload_id",
    "FLIP_UPLOAD, 0, PUT .*upload_id",
    "STATUS, 503, POST .*manifest.json"
  })
  void whatCannotBePublishedIsNotThereAndIsMadeTheNextTime(Kind kind, int status, String requests) {
    try (Store store = open("here", CloudStorageServer.BUCKET, Duration.ofMillis(300))) {
      Fault fault =
          server.add(
              kind == Kind.STATUS
                  ? Fault.status(status, requests, Integer.MAX_VALUE)
                  : Fault.of(kind, requests, Integer.MAX_VALUE));

      assertThatThrownBy(() -> publish(store, LARGE))
          .isInstanceOf(InfraException.class)
          .hasMessageStartingWith("gs://heirloom-test/p/" + NAME + "/")
          .hasMessageMatching("(?s).* Got .* Expected .* Run the same command again.*")
          .extracting(failure -> ((InfraException) failure).exitCode())
          .isEqualTo(4);
      assertThat(server.names()).noneMatch(name -> name.endsWith(MANIFEST));

      fault.end();
      publish(store, LARGE);
      assertThat(store.verify(NAME)).isEmpty();
    }
  }

  @Test
  void givingUpSaysWhatIsTheMatter() {
    try (Store store = open("here", CloudStorageServer.BUCKET, Duration.ofMillis(200))) {
      server.add(Fault.status(503, "GET", Integer.MAX_VALUE));

      assertThatThrownBy(() -> store.find(NAME))
          .isInstanceOf(InfraException.class)
          .hasMessage(
              "gs://heirloom-test/p/teach/0a1b/units/replicate-0/manifest.json: Google Cloud Storage"
                  + " does not answer as it should. Got 503 injected after trying for up to 0.2 s."
                  + " Expected success. Run the same command again; what is complete is reused.");
    }
  }

  @Test
  void missingBucketIsNamed() {
    try (Store store = open("here", "no-such-bucket", Duration.ofSeconds(1))) {
      assertThatThrownBy(store::sweep)
          .isInstanceOf(InfraException.class)
          .hasMessageStartingWith("gs://no-such-bucket/p/tmp/: no such bucket. Got 404 ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, no credentials that Google Cloud Storage accepts. Got 401",
    "403, no permission. Got 403"
  })
  void refusalsAreNotRetriedAndSayWhatToDo(int status, String problem) {
    try (Store store = open("here")) {
      server.add(Fault.status(status, "GET", Integer.MAX_VALUE));

      assertThatThrownBy(() -> store.find(NAME))
          .isInstanceOf(InfraException.class)
          .hasMessageContaining(problem);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void serverThatIsNotThereIsNamed() {
    try (Store store = open("here", CloudStorageServer.BUCKET, Duration.ofMillis(200))) {
      server.close();

      assertThatThrownBy(() -> store.find(NAME))
          .isInstanceOf(InfraException.class)
          .hasMessageContaining("does not answer as it should. Got ")
          .hasMessageContaining("onnect");
    }
  }

  @Test
  void rivalThatSealsFirstWinsAndTheLoserLeavesNothing() throws IOException {
    try (Store store = open("here");
        Store rival = open("there")) {
      Manifest[] first = new Manifest[1];
      server.add(
          Fault.rival(
              "POST .*p/" + NAME + "/" + MANIFEST,
              () -> first[0] = publish(rival, "rival".getBytes(UTF_8))));

      Manifest inForce = publish(store, LARGE);

      assertThat(first[0]).isNotNull().isEqualTo(inForce);
      assertThat(store.verify(NAME)).isEmpty();
      assertThat(store.folder(NAME).resolve("large.bin")).hasContent("rival");
      assertThat(server.names()).as("a manifest and two files").hasSize(3);
    }
  }

  @Test
  void contentChangedInTheBucketIsNeverHandedOut() {
    try (Store here = open("here");
        Store there = open("there")) {
      publish(here, LARGE);
      String object =
          server.names().stream().filter(name -> name.endsWith("large.bin")).findFirst().get();
      byte[] changed = LARGE.clone();
      changed[1 << 20] ^= 1;
      server.put(object, changed);

      assertThatThrownBy(() -> there.folder(NAME))
          .isInstanceOf(InfraException.class)
          .hasMessageStartingWith("gs://heirloom-test/" + object + ": damaged on its way or in the")
          .hasMessageContaining("Expected " + LARGE.length + " bytes with CRC32C ");
      assertThatThrownBy(() -> readAll(there))
          .isInstanceOf(InfraException.class)
          .hasMessageContaining("damaged on its way or in the bucket");
      server.put(object, null);
      assertThatThrownBy(() -> there.folder(NAME))
          .isInstanceOf(InfraException.class)
          .hasMessageContaining(": missing. Run the same command again to make it once more.");
    }
  }

  private static void readAll(Store store) {
    try (InputStream in = store.open(NAME, "large.bin")) {
      in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void attemptFencedWhileItUploadsSavesNothing() {
    try (Store here = open("here");
        Checkpoints stale = here.checkpoints(NAME)) {
      Checkpoints[] successor = new Checkpoints[1];
      server.add(
          Fault.rival("PUT .*upload_id", () -> successor[0] = open("there").checkpoints(NAME)));

      assertThatThrownBy(() -> stale.save(1, to -> write(to.resolve("state.bin"), LARGE)))
          .isInstanceOf(InfraException.class)
          .hasMessageContaining("a newer attempt at this unit of work has begun");
      assertThat(successor[0].latest()).isEmpty();
      successor[0].save(2, to -> write(to.resolve("state.bin"), LARGE));
      assertThat(successor[0].latest().orElseThrow().step()).isEqualTo(2);
    }
  }

  private static Manifest publish(Store store, byte[] content) {
    Path draft = store.draft(NAME);
    write(draft.resolve("large.bin"), content);
    write(draft.resolve("small.txt"), "small".getBytes(UTF_8));
    return store.publish(NAME, draft);
  }

  private static void write(Path file, byte[] content) {
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }
}
