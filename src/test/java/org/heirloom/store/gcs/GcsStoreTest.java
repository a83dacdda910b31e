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
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.heirloom.InfraException;
import org.heirloom.StudyException;
import org.heirloom.store.Checkpoints;
import org.heirloom.store.Manifest;
import org.heirloom.store.Owner;
import org.heirloom.store.Store;
import org.heirloom.store.StoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GcsStoreTest extends StoreContract {
  private static final String NAME = "teach/0a1b/units/replicate-0";

  @TempDir Path folder;
  private final CloudStorageServer server = new CloudStorageServer(2);

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  protected Store open() {
    return open("here", 1 << 30);
  }

  private GcsStore open(String machine, long cacheBytes) {
    return new GcsStore(
        GcsLocation.parse("gs://" + CloudStorageServer.BUCKET + "/some/place"),
        new GcsSettings(
            Optional.of(server.url()),
            Duration.ofMillis(1),
            Duration.ofSeconds(5),
            folder.resolve(machine),
            cacheBytes));
  }

  @Override
  protected void damage(String artifact, String file, byte[] content) {
    String start = "some/place/" + artifact + "/";
    String name =
        file.equals("manifest.json")
            ? start + file
            : only("\\Q" + start + "\\E~[^/]+/\\Q" + file + "\\E");
    server.put(name, content);
  }

  @Override
  protected void damageCheckpoint(String artifact, long step, String file, byte[] content) {
    server.put(
        only(".*/checkpoints/\\Q" + artifact + "\\E/.*/step-0*" + step + "/~/" + file), content);
  }

  private String only(String pattern) {
    List<String> found = server.names().stream().filter(name -> name.matches(pattern)).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  @Test
  void filesLieBelowThePrefixAndNothingElseDoes() {
    try (Store store = open()) {
      publish(store, NAME, "abc");
    }
    assertThat(server.names())
        .hasSize(2)
        .allMatch(name -> name.startsWith("some/place/" + NAME + "/"))
        .anyMatch(name -> name.endsWith("/manifest.json"));
  }

  @Test
  void anotherMachineReadsTheSameBytesAndEachOfThemOnce() {
    try (Store here = open();
        GcsStore there = open("there", 1 << 30)) {
      publish(here, NAME, "abc");
      for (int i = 0; i < 3; i++) {
        assertThat(there.folder(NAME).resolve("a.txt")).hasContent("abc");
        try (Store later = open("there", 1 << 30)) {
          assertThat(later.folder(NAME).resolve("a.txt")).hasContent("abc");
        }
      }
      assertThat(downloads("/a.txt")).isEqualTo(1);
      here.folder(NAME);
      assertThat(downloads("/a.txt")).as("what was published here is here").isEqualTo(1);
    }
  }

  @Test
  void damagedCopyOnTheDiskIsFetchedAgain() throws IOException {
    try (Store here = open()) {
      publish(here, NAME, "abc");
    }
    // A fresh name for the folder, because each process looks at a copy's hashes once.
    Path copied = folder.resolve("there");
    try (GcsStore there = open("there", 1 << 30)) {
      there.folder(NAME);
    }
    Files.move(copied, folder.resolve("moved"));
    Path cached = find(folder.resolve("moved/stores"), "a.txt");
    Files.writeString(cached, "abX");

    try (GcsStore again = open("moved", 1 << 30)) {
      assertThat(again.folder(NAME).resolve("a.txt")).hasContent("abc");
    }
  }

  @Test
  void cacheKeepsItsBoundAndReadersKeepTheirFiles() throws IOException {
    String content = "x".repeat(1000);
    try (Store here = open()) {
      for (int i = 0; i < 4; i++) {
        publish(here, NAME + i, content + i);
      }
    }
    try (GcsStore there = open("there", 3000)) {
      Path first = there.folder(NAME + 0);
      for (int i = 1; i < 4; i++) {
        there.folder(NAME + i);
      }

      assertThat(first.resolve("a.txt")).hasContent(content + 0);
      assertThat(there.folder(NAME + 0)).isEqualTo(first);
      assertThat(size(folder.resolve("there/stores"))).isLessThanOrEqualTo(3000).isPositive();
    }
    assertThat(size(folder.resolve("there/tmp"))).isZero();
  }

  @Test
  void largeFilesGoUpResumablyAndComeDownAsStreams() throws IOException {
    byte[] large = new byte[(17 << 20) + 3];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i * 31 + i / 251);
    }
    try (Store here = open();
        GcsStore there = open("there", 1 << 30)) {
      Path draft = here.draft(NAME);
      Files.write(draft.resolve("large.bin"), large);
      here.publish(NAME, draft);

      assertThat(count("POST .*uploadType=resumable.*")).isEqualTo(1);
      assertThat(there.folder(NAME).resolve("large.bin")).hasBinaryContent(large);
      try (InputStream in = there.open(NAME, "large.bin")) {
        assertThat(in.skip(1_000_000)).isEqualTo(1_000_000);
        assertThat(in.read()).isEqualTo(large[1_000_000] & 0xff);
        assertThat(in.readAllBytes()).hasSize(large.length - 1_000_001);
      }
    }
  }

  @Test
  void sweepRemovesUploadsOfDeadProcessesAndNothingThatCounts() throws Exception {
    Process child = new ProcessBuilder("true").start();
    child.waitFor();
    Owner me = Owner.current();
    Owner dead = new Owner(me.host(), child.pid(), me.startMillis(), "00000001");
    Owner elsewhere = new Owner("ffffffff", 1, 1, "00000002");
    try (Store store = open()) {
      publish(store, NAME, "whole");
      String counts = only(".*/~[0-9a-f]{16}/a.txt");
      begun(dead, "teach/half", "0123456789abcdef");
      begun(elsewhere, "teach/young", "00000000000000aa");
      begun(elsewhere, "teach/old", "00000000000000bb");
      String token = counts.replaceFirst(".*/~([0-9a-f]{16})/.*", "$1");
      server.put("some/place/tmp/" + dead + "/" + token, (NAME + "/~" + token).getBytes(UTF_8));
      server.age("some/place/tmp/" + elsewhere + "/00000000000000bb", Duration.ofHours(25));

      store.sweep();

      assertThat(store.verify(NAME)).isEmpty();
      assertThat(server.names())
          .noneMatch(name -> name.contains("half") || name.contains("/old/"))
          .noneMatch(name -> name.contains(dead.toString()))
          .anyMatch(name -> name.contains("/young/"));
    }
  }

  private void begun(Owner owner, String artifact, String token) {
    String upload = artifact + "/~" + token;
    server.put("some/place/tmp/" + owner + "/" + token, upload.getBytes(UTF_8));
    server.put("some/place/" + upload + "/a.txt", "half".getBytes(UTF_8));
  }

  @Test
  void artifactIsReplacedWithoutALeftOver() {
    try (Store store = open()) {
      publish(store, NAME, "old");
      store.delete(NAME);
      publish(store, NAME, "new");
    }
    assertThat(server.names()).hasSize(2);
  }

  @Test
  void clearedCheckpointsLeaveNothingBehind() {
    try (Store store = open();
        Checkpoints checkpoints = store.checkpoints(NAME)) {
      for (int i = 0; i < 4; i++) {
        String step = Integer.toString(i);
        checkpoints.save(i, to -> write(to, step));
      }
      assertThat(server.names()).as("owner, and two steps of two objects").hasSize(5);

      store.clearCheckpoints(NAME);
      assertThat(server.names()).isEmpty();
    }
  }

  @Test
  void manifestThatLeadsOutOfItsArtifactCountsAsDamage() {
    try (Store store = open()) {
      for (String folderOrFile :
          List.of(
              "{\"artifact\":\"a/b\",\"folder\":\"a/c/~1\",\"files\":[]}",
              "{\"artifact\":\"a/b\",\"folder\":\"a/b/~1/../../c\",\"files\":[]}",
              "{\"artifact\":\"a/b\",\"folder\":\"a/b/~1\",\"files\":[{\"name\":\"../../x\"}]}",
              "{\"artifact\":\"a/b\",\"folder\":\"a/b/~1\",\"files\":[{\"name\":\"/etc/x\"}]}",
              "{\"artifact\":\"a/b\",\"folder\":\"a/b/~1\"}",
              "null")) {
        server.put("some/place/a/b/manifest.json", folderOrFile.getBytes(UTF_8));
        assertThat(store.find("a/b")).as(folderOrFile).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gs://", "gs://B", "gs://bucket//x", "gs://bucket/../x", "gs://bucket/a b"})
  void whatIsNoPlaceIsRefused(String text) {
    assertThatThrownBy(() -> GcsLocation.parse(text))
        .isInstanceOf(StudyException.class)
        .hasMessageStartingWith(text + ": not a place in Google Cloud Storage. Expected gs://");
  }

  @Test
  void placesAreWrittenAsUsersWriteThem() {
    assertThat(GcsLocation.parse("gs://my-bucket/")).hasToString("gs://my-bucket");
    assertThat(GcsLocation.parse("gs://my-bucket")).isEqualTo(new GcsLocation("my-bucket", ""));
    assertThat(GcsLocation.parse("gs://b.example.com/a/b/")).hasToString("gs://b.example.com/a/b");
  }

  @Test
  void missingFileOfAnArtifactIsNamed() {
    try (Store store = open()) {
      publish(store, NAME, "abc");
      assertThatThrownBy(() -> store.open(NAME, "b.txt"))
          .isInstanceOf(InfraException.class)
          .hasMessageContaining("/" + NAME + "/b.txt: missing or damaged.");
    }
  }

  private int downloads(String end) {
    return count(Pattern.quote(end) + "\\?.*alt=media");
  }

  private int count(String pattern) {
    return (int)
        server.requests().stream()
            .filter(line -> Pattern.compile(pattern).matcher(line).find())
            .count();
  }

  private static Path find(Path below, String file) throws IOException {
    try (Stream<Path> paths = Files.walk(below)) {
      return paths.filter(path -> path.endsWith(file)).findFirst().orElseThrow();
    }
  }

  private static long size(Path below) throws IOException {
    try (Stream<Path> paths = Files.walk(below)) {
      return paths.filter(Files::isRegularFile).mapToLong(path -> path.toFile().length()).sum();
    }
  }

  private static Manifest publish(Store store, String name, String content) {
    Path draft = store.draft(name);
    write(draft, content);
    return store.publish(name, draft);
  }

  private static void write(Path draft, String content) {
    try {
      Files.writeString(draft.resolve("a.txt"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
