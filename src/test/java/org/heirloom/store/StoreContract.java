package org.heirloom.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.heirloom.InfraException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every store must do. An implementation's test adds only how to open and how to damage it.
 */
public abstract class StoreContract {
  private static final String NAME = "teach/0a1b/units/replicate-0";

  private Store store;

  /** Opens the store under test; two calls open the same one twice. */
  protected abstract Store open();

  /** Replaces the content of one stored file behind the store's back; null deletes it. */
  protected abstract void damage(String artifact, String file, byte[] content) throws IOException;

  /** Does the same to a file of the checkpoint with this step, of which there is one. */
  protected abstract void damageCheckpoint(String artifact, long step, String file, byte[] content)
      throws IOException;

  @BeforeEach
  void openIt() {
    store = open();
  }

  @AfterEach
  void closeIt() {
    store.close();
  }

  @Test
  void unpublishedArtifactIsNotFound() {
    assertThat(store.find(NAME)).isEmpty();
    assertThat(store.list("teach")).isEmpty();
    assertThat(store.verify(NAME)).containsExactly(NAME + "/manifest.json: missing or damaged.");
  }

  @Test
  void draftIsInvisibleUntilPublished() {
    write(store.draft(NAME), "a.txt", "abc");

    assertThat(store.find(NAME)).isEmpty();
    assertThat(store.list("teach")).isEmpty();
  }

  @Test
  void publishedFilesAreThereWithSizeAndHash() throws IOException {
    Path draft = store.draft(NAME);
    write(draft, "b/deep.txt", "");
    write(draft, "a.txt", "abc");

    Manifest manifest = store.publish(NAME, draft);

    // SHA-256 of "abc" and of nothing, from FIPS 180-2.
    assertThat(manifest)
        .isEqualTo(
            new Manifest(
                NAME,
                List.of(
                    new Manifest.FileEntry(
                        "a.txt",
                        3,
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
                    new Manifest.FileEntry(
                        "b/deep.txt",
                        0,
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))));
    assertThat(store.find(NAME)).contains(manifest);
    assertThat(store.verify(NAME)).isEmpty();
    assertThat(store.folder(NAME).resolve("a.txt")).hasContent("abc");
    try (InputStream in = store.open(NAME, "a.txt")) {
      assertThat(in).hasContent("abc");
    }
  }

  @Test
  void draftIsGoneOncePublished() {
    Path draft = store.draft(NAME);
    store.publish(NAME, draft);

    assertThat(draft).doesNotExist();
  }

  @Test
  void anotherOpeningSeesWhatIsPublished() {
    publish(store, NAME, "abc");

    try (Store other = open()) {
      assertThat(other.find(NAME)).isEqualTo(store.find(NAME));
      assertThat(other.list("teach")).containsExactly(NAME);
    }
  }

  @Test
  void rivalThatPublishedFirstWins() {
    Path late = store.draft(NAME);
    write(late, "a.txt", "late");
    Manifest first = publish(store, NAME, "first");

    Manifest inForce = store.publish(NAME, late);

    assertThat(inForce).isEqualTo(first);
    assertThat(store.folder(NAME).resolve("a.txt")).hasContent("first");
    assertThat(late).doesNotExist();
  }

  @Test
  void ofManyRivalsExactlyOneWinsAndAllAgreeOnIt() throws Exception {
    int rivals = 8;
    ExecutorService pool = Executors.newFixedThreadPool(rivals);
    List<Future<Manifest>> results = new ArrayList<>();
    try (Store other = open()) {
      for (int i = 0; i < rivals; i++) {
        Store mine = i % 2 == 0 ? store : other;
        String content = "rival " + i;
        results.add(pool.submit(() -> publish(mine, NAME, content)));
      }
      Set<String> seen = new TreeSet<>();
      for (Future<Manifest> result : results) {
        seen.add(result.get().files().get(0).sha256());
      }

      assertThat(seen).hasSize(1);
      assertThat(store.verify(NAME)).isEmpty();
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void listIsSortedAndBelowThePrefix() {
    for (String name : List.of("teach/k/units/b", "teach/k/units/a", "teach/k/stage", "sample/k")) {
      publish(store, name, name);
    }

    assertThat(store.list("teach/k/units")).containsExactly("teach/k/units/a", "teach/k/units/b");
    assertThat(store.list("teach"))
        .containsExactly("teach/k/stage", "teach/k/units/a", "teach/k/units/b");
    assertThat(store.list("absent")).isEmpty();
  }

  @Test
  void verifyNamesMissingTruncatedAndChangedFiles() throws IOException {
    Path draft = store.draft(NAME);
    for (String file : List.of("gone", "short", "whole", "wrong")) {
      write(draft, file, "0123456789");
    }
    store.publish(NAME, draft);

    damage(NAME, "gone", null);
    damage(NAME, "short", "0123".getBytes(UTF_8));
    damage(NAME, "wrong", "012345678X".getBytes(UTF_8));

    assertThat(store.verify(NAME))
        .containsExactly(
            NAME + "/gone: missing.",
            NAME + "/short: wrong size. Got 4 bytes. Expected 10.",
            NAME + "/wrong: changed. Its content does not have the recorded hash.");
  }

  @Test
  void damagedManifestCountsAsUnpublishedAndIsReplaced() throws IOException {
    publish(store, NAME, "old");
    damage(NAME, "manifest.json", "{\"artifact\":".getBytes(UTF_8));

    assertThat(store.find(NAME)).isEmpty();
    assertThat(store.verify(NAME)).containsExactly(NAME + "/manifest.json: missing or damaged.");

    publish(store, NAME, "new");
    assertThat(store.verify(NAME)).isEmpty();
    assertThat(store.folder(NAME).resolve("a.txt")).hasContent("new");
  }

  @Test
  void manifestOfAnotherArtifactCountsAsDamage() throws IOException {
    publish(store, NAME, "mine");
    publish(store, "teach/other", "theirs");
    byte[] theirs = Files.readAllBytes(store.folder("teach/other").resolve("manifest.json"));

    damage(NAME, "manifest.json", theirs);

    assertThat(store.find(NAME)).isEmpty();
  }

  @Test
  void deletedArtifactIsGoneAndCanBePublishedAgain() {
    publish(store, NAME, "old");
    store.delete(NAME);

    assertThat(store.find(NAME)).isEmpty();
    assertThat(store.folder(NAME)).doesNotExist();
    store.delete(NAME);
    publish(store, NAME, "new");
    assertThat(store.folder(NAME).resolve("a.txt")).hasContent("new");
  }

  @Test
  void noteIsReplacedAtOnce() {
    assertThat(store.note("latest/study/teach.json")).isEmpty();

    store.writeNote("latest/study/teach.json", "one");
    store.writeNote("latest/study/teach.json", "two");

    assertThat(store.note("latest/study/teach.json")).contains("two");
  }

  @Test
  void namesThatLeaveTheStoreAreRefused() {
    for (String name :
        List.of("../x", "a/../../x", "/etc", "a//b", "tmp/x", "a/manifest.json", "")) {
      assertThatThrownBy(() -> store.draft(name))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void sweepLeavesLivingDraftsAlone() {
    Path draft = store.draft(NAME);
    write(draft, "a.txt", "abc");

    try (Store other = open()) {
      other.draft("teach/other");
      other.sweep();
      store.sweep();
    }

    store.publish(NAME, draft);
    assertThat(store.verify(NAME)).isEmpty();
  }

  @Test
  void noCheckpointBeforeTheFirstSave() {
    try (Checkpoints checkpoints = store.checkpoints(NAME)) {
      assertThat(checkpoints.latest()).isEmpty();
    }
  }

  @Test
  void newestCheckpointIsFoundByTheNextAttempt() {
    try (Checkpoints first = store.checkpoints(NAME)) {
      save(first, 1);
      save(first, 10);
      save(first, 9 + 2);
      assertThat(step(first)).isEqualTo(11);
    }

    try (Checkpoints second = store.checkpoints(NAME)) {
      assertThat(step(second)).isEqualTo(11);
      assertThat(second.latest().orElseThrow().folder().resolve("state.txt")).hasContent("11");
    }
  }

  @Test
  void damagedNewestCheckpointIsPassedOver() throws IOException {
    try (Checkpoints first = store.checkpoints(NAME)) {
      save(first, 1);
      save(first, 2);
    }
    damageCheckpoint(NAME, 2, "state.txt", new byte[0]);

    try (Checkpoints second = store.checkpoints(NAME)) {
      assertThat(step(second)).isEqualTo(1);
    }
  }

  @Test
  void staleAttemptIsStoppedAndItsSuccessorKeepsItsCheckpoints() {
    try (Checkpoints stale = store.checkpoints(NAME)) {
      save(stale, 1);
      try (Checkpoints successor = store.checkpoints(NAME)) {
        save(successor, 2);

        assertThatThrownBy(() -> save(stale, 3))
            .isInstanceOf(InfraException.class)
            .hasMessage(
                NAME
                    + ": a newer attempt at this unit of work has begun or ended, so this one"
                    + " stops. Run the same command again; what is complete is reused.");
        assertThat(step(successor)).isEqualTo(2);
      }
    }
  }

  @Test
  void attemptFromBeforeTheClearingCannotSaveIntoANewOneOfItsNumber() {
    try (Checkpoints stale = store.checkpoints(NAME)) {
      store.clearCheckpoints(NAME);
      try (Checkpoints fresh = store.checkpoints(NAME)) {
        assertThatThrownBy(() -> save(stale, 3)).isInstanceOf(InfraException.class);
        assertThat(fresh.latest()).isEmpty();
      }
    }
  }

  @Test
  void failedFillLeavesTheLastCheckpointInForce() {
    try (Checkpoints checkpoints = store.checkpoints(NAME)) {
      save(checkpoints, 1);
      assertThatThrownBy(
              () ->
                  checkpoints.save(
                      2,
                      folder -> {
                        write(folder, "state.txt", "half");
                        throw new IllegalStateException("killed");
                      }))
          .hasMessage("killed");

      assertThat(step(checkpoints)).isEqualTo(1);
    }
  }

  @Test
  void clearingTakesTheCheckpointsOfPartsAlong() {
    try (Checkpoints part = store.checkpoints(NAME + "/part")) {
      save(part, 3);
    }

    store.clearCheckpoints(NAME);

    try (Checkpoints again = store.checkpoints(NAME + "/part")) {
      assertThat(again.latest()).isEmpty();
    }
  }

  @Test
  void clearedCheckpointsAreGone() {
    try (Checkpoints first = store.checkpoints(NAME)) {
      save(first, 1);
    }
    store.clearCheckpoints(NAME);
    store.clearCheckpoints(NAME);

    try (Checkpoints second = store.checkpoints(NAME)) {
      assertThat(second.latest()).isEmpty();
    }
  }

  @Test
  void attemptsThatBeginTogetherHaveNumbersOfTheirOwn() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    List<Future<Boolean>> results = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        long step = i + 1L;
        results.add(
            pool.submit(
                () -> {
                  try (Checkpoints mine = store.checkpoints(NAME)) {
                    save(mine, step);
                    return true;
                  } catch (InfraException fenced) {
                    return false;
                  }
                }));
      }
      List<Boolean> saved = new ArrayList<>();
      for (Future<Boolean> result : results) {
        saved.add(result.get());
      }

      assertThat(Collections.frequency(saved, true)).isPositive();
      try (Checkpoints last = store.checkpoints(NAME)) {
        assertThat(saved.get((int) step(last) - 1)).isTrue();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static Manifest publish(Store store, String name, String content) {
    Path draft = store.draft(name);
    write(draft, "a.txt", content);
    return store.publish(name, draft);
  }

  private static void save(Checkpoints checkpoints, long step) {
    checkpoints.save(step, folder -> write(folder, "state.txt", Long.toString(step)));
  }

  private static long step(Checkpoints checkpoints) {
    return checkpoints.latest().orElseThrow().step();
  }

  static void write(Path folder, String file, String content) {
    try {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.writeString(folder.resolve(file), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
