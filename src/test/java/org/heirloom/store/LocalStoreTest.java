package org.heirloom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.heirloom.InfraException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalStoreTest extends StoreContract {
  @TempDir Path folder;

  @Override
  protected Store open() {
    return Stores.open(folder.resolve("store").toString());
  }

  @Override
  protected void damage(String artifact, String file, byte[] content) throws IOException {
    replace(folder.resolve("store").resolve(artifact).resolve(file), content);
  }

  @Override
  protected void damageCheckpoint(String artifact, long step, String file, byte[] content)
      throws IOException {
    Path attempt = folder.resolve("store/checkpoints").resolve(artifact).resolve("attempt-000001");
    replace(attempt.resolve("step-%012d".formatted(step)).resolve(file), content);
  }

  private static void replace(Path path, byte[] content) throws IOException {
    if (content == null) {
      Files.delete(path);
    } else {
      Files.write(path, content);
    }
  }

  @Test
  void readingCreatesNothing() {
    try (Store store = open()) {
      store.find("a/b");
      store.list("a");
      store.sweep();
    }
    assertThat(folder.resolve("store")).doesNotExist();
  }

  @Test
  void closingRemovesDrafts() {
    Store store = open();
    StoreContract.write(store.draft("a/b"), "x", "y");
    store.close();

    assertThat(folder.resolve("store/tmp")).isEmptyDirectory();
  }

  @Test
  void halfDeletedArtifactIsReplacedByPublishing() throws IOException {
    Path remains = folder.resolve("store/a/b");
    StoreContract.write(remains, "old.txt", "old");

    try (Store store = open()) {
      Path draft = store.draft("a/b");
      StoreContract.write(draft, "new.txt", "new");
      store.publish("a/b", draft);

      assertThat(store.verify("a/b")).isEmpty();
      assertThat(remains.resolve("old.txt")).doesNotExist();
    }
  }

  @Test
  void sweepRemovesDraftsOfDeadProcesses() throws Exception {
    Process child = new ProcessBuilder("true").start();
    child.waitFor();
    Owner me = Owner.current();
    Path dead = tmp(new Owner(me.host(), child.pid(), me.startMillis(), "00000001"));

    sweep();

    assertThat(dead).doesNotExist();
  }

  @Test
  void sweepGoesByTheLockWhereTheNumberIsInUseByAnotherProcess() throws Exception {
    // Process 1 always lives, and did not begin at this time.
    Owner me = Owner.current();
    Path dead = tmp(new Owner(me.host(), 1, 12345, "00000001"));

    sweep();

    assertThat(dead).doesNotExist();
  }

  @Test
  void sweepLeavesOtherMachinesAloneForADay() throws Exception {
    Path young = tmp(new Owner("ffffffff", 1, 1, "00000001"));
    Path old = tmp(new Owner("ffffffff", 1, 1, "00000002"));
    long now = Files.getLastModifiedTime(young).toMillis();
    Files.setLastModifiedTime(old, FileTime.fromMillis(now - Duration.ofHours(25).toMillis()));

    sweep();

    assertThat(young).exists();
    assertThat(old).doesNotExist();
  }

  @Test
  void sweepLeavesWhatItDoesNotKnow() throws Exception {
    Path foreign = Files.createDirectories(folder.resolve("store/tmp/holiday-pictures"));

    sweep();

    assertThat(foreign).exists();
  }

  @Test
  void fileInPlaceOfTheStoreIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThatThrownBy(() -> Stores.open(file.toString()))
        .isInstanceOf(InfraException.class)
        .hasMessage(
            file + ": is a file. Expected a folder for the store. Choose another with --store.");
  }

  @Test
  void storeBelowAFileIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    try (Store store = Stores.open(file.resolve("store").toString())) {
      assertThatThrownBy(() -> store.draft("a/b"))
          .isInstanceOf(InfraException.class)
          .hasMessage(
              file
                  + "/store/tmp: a file is where a folder is needed. Choose another folder with --store.");
    }
  }

  @Test
  void failuresOfTheDiskAreSaidInAUsersWords() {
    Path path = Path.of("/data/store");

    assertThat(StoreFailures.of(path, new IOException("No space left on device")))
        .hasMessage(
            "/data/store: the disk is full. Free some space, or choose another folder with"
                + " --store; what is complete is reused.");
    assertThat(StoreFailures.of(path, new AccessDeniedException("/data/store/tmp")))
        .hasMessage(
            "/data/store/tmp: no permission. Choose another folder with --store, or change whose"
                + " it is.");
    assertThat(
            StoreFailures.of(
                path, new FileSystemException("/data/store/tmp", null, "Read-only file system")))
        .hasMessage("/data/store/tmp: read-only. Choose another folder with --store.");
    assertThat(StoreFailures.of(path, new IOException("Input/output error")))
        .hasMessage("/data/store: cannot be read or written. Input/output error.");
  }

  private Path tmp(Owner owner) throws IOException {
    Path draft = folder.resolve("store/tmp").resolve(owner.toString());
    StoreContract.write(draft, "lock", "");
    StoreContract.write(draft, "0/half.txt", "half");
    return draft;
  }

  private void sweep() {
    try (Store store = open()) {
      store.sweep();
    }
  }
}
