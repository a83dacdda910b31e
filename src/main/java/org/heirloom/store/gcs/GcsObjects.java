package org.heirloom.store.gcs;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobField;
import com.google.cloud.storage.Storage.BlobGetOption;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.Storage.BlobSourceOption;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.Storage.BlobWriteOption;
import com.google.cloud.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.heirloom.InfraException;
import org.heirloom.metrics.LiveSeries;
import org.heirloom.metrics.Recording;
import org.heirloom.store.StoreFailures;

/**
 * The objects of one place in a bucket, by their names below it. Retries what may pass, compares
 * all checksums, and throws {@link InfraException}s alone.
 */
final class GcsObjects {
  /** Up to here an object is sent, or read, in one request and from memory. */
  static final int SMALL_BYTES = 1 << 20;

  private static final int CHUNK_BYTES = 8 << 20;
  private static final int TRIES = 3;
  private static final int REFUSED = 400;
  private static final int NOT_FOUND = 404;
  private static final int CHANGED = 412;

  /** What is asked of an object beside its bytes. */
  private static final BlobField[] FIELDS = {
    BlobField.NAME, BlobField.SIZE, BlobField.CRC32C, BlobField.GENERATION, BlobField.TIME_CREATED
  };

  private final Storage storage;
  private final GcsLocation location;
  private final Duration patience;

  GcsObjects(Storage storage, GcsLocation location, Duration patience) {
    this.storage = storage;
    this.location = location;
    this.patience = patience;
  }

  /** The metadata of an object, or empty if there is none. */
  Optional<Entry> find(String name) {
    Blob blob = call(name, () -> storage.get(id(name), BlobGetOption.fields(FIELDS)));
    return Optional.ofNullable(blob).map(this::entry);
  }

  /** The objects whose names begin so, sorted by name, whatever number of pages they take. */
  List<Entry> list(String prefix) {
    return call(
        prefix,
        () -> {
          List<Entry> found = new ArrayList<>();
          storage
              .list(
                  location.bucket(),
                  BlobListOption.prefix(location.prefix() + prefix),
                  BlobListOption.fields(FIELDS))
              .iterateAll()
              .forEach(blob -> found.add(entry(blob)));
          return found;
        });
  }

  /**
   * What lies in a folder: objects whose names go on without a slash, and what stands before the
   * next slash in all others. The placeholders that consoles make for empty folders are no objects.
   *
   * @param folder empty, or ending in a slash
   */
  Folder folder(String folder) {
    return call(
        folder,
        () -> {
          Folder found = new Folder(new ArrayList<>(), new ArrayList<>());
          String prefix = location.prefix() + folder;
          for (Blob blob :
              storage
                  .list(
                      location.bucket(),
                      BlobListOption.prefix(prefix),
                      BlobListOption.currentDirectory(),
                      BlobListOption.fields(FIELDS))
                  .iterateAll()) {
            if (blob.isDirectory()) {
              found.folders().add(blob.getName().substring(prefix.length()).replace("/", ""));
            } else if (!blob.getName().equals(prefix)) {
              found.objects().add(entry(blob));
            }
          }
          return found;
        });
  }

  private Entry entry(Blob blob) {
    return new Entry(
        blob.getName().substring(location.prefix().length()),
        blob.getSize(),
        blob.getCrc32c(),
        blob.getGeneration(),
        blob.getCreateTimeOffsetDateTime().toInstant());
  }

  /** The bytes of a small object, as they were when its metadata was read; empty if it is gone. */
  Optional<byte[]> read(Entry entry) {
    for (int i = 0; i < TRIES; i++) {
      Optional<byte[]> bytes = content(entry);
      if (bytes.isEmpty() || Crc32c.of(bytes.get()).equals(entry.crc32c())) {
        return bytes;
      }
    }
    throw GcsFailures.damaged(path(entry.name()), "other bytes", "CRC32C " + entry.crc32c());
  }

  private Optional<byte[]> content(Entry entry) {
    return call(
        entry.name(),
        () -> {
          try {
            return Optional.of(
                storage.readAllBytes(
                    id(entry.name()), BlobSourceOption.generationMatch(entry.generation())));
          } catch (StorageException e) {
            if (e.getCode() == NOT_FOUND || e.getCode() == CHANGED) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  /** The text of a small object that may be replaced at any moment, or empty if there is none. */
  Optional<byte[]> readLatest(String name) {
    while (true) {
      Optional<Entry> entry = find(name);
      if (entry.isEmpty()) {
        return Optional.empty();
      }
      Optional<byte[]> bytes = read(entry.get());
      if (bytes.isPresent()) {
        return bytes;
      }
    }
  }

  /**
   * Makes a small object if there is none.
   *
   * @return whether there was none; after a broken connection it may be the caller's own that is in
   *     the way
   */
  boolean create(String name, byte[] bytes) {
    return unlessChanged(
        name, () -> storage.create(info(name), bytes, BlobTargetOption.doesNotExist()));
  }

  /** Replaces a small object if it is still of this generation, and says whether it was. */
  boolean replace(String name, byte[] bytes, long generation) {
    return unlessChanged(
        name,
        () -> storage.create(info(name), bytes, BlobTargetOption.generationMatch(generation)));
  }

  /** Makes or replaces a small object; the last writer wins. */
  void write(String name, byte[] bytes) {
    call(name, () -> storage.create(info(name), bytes));
  }

  private boolean unlessChanged(String name, Runnable request) {
    return call(
        name,
        () -> {
          try {
            request.run();
            return true;
          } catch (StorageException e) {
            if (e.getCode() == CHANGED) {
              return false;
            }
            throw e;
          }
        });
  }

  /**
   * Makes an object of a file, in chunks that are sent again where a connection breaks.
   *
   * @param name nobody else's
   * @param expected the file's size and checksum
   */
  void upload(String name, Path file, Checked expected) {
    send(BlobInfo.newBuilder(id(name)), name, file, expected, BlobWriteOption.doesNotExist());
  }

  /** Like {@link #upload}, in the place of what may be there; the last writer wins. */
  void overwrite(String name, Path file, String contentType) {
    try {
      Checked expected = new Checked(Files.size(file), Crc32c.of(file));
      send(BlobInfo.newBuilder(id(name)).setContentType(contentType), name, file, expected);
    } catch (IOException e) {
      throw StoreFailures.of(file, e);
    }
  }

  private void send(
      BlobInfo.Builder info, String name, Path file, Checked expected, BlobWriteOption... options) {
    BlobWriteOption[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = BlobWriteOption.crc32cMatch();
    String got = "";
    for (int i = 0; i < TRIES; i++) {
      Optional<Entry> made = call(name, () -> sendOnce(info(info, expected), file, all));
      if (made.isPresent() && expected.equals(made.get().checked())) {
        return;
      }
      Recording.now().add(LiveSeries.STORE_RETRIES, 1);
      got = made.map(entry -> entry.checked().toString()).orElse("a refusal of its checksum");
      made.ifPresent(entry -> delete(name, entry.generation()));
    }
    throw GcsFailures.damaged(path(name), got, expected.toString());
  }

  private static BlobInfo info(BlobInfo.Builder info, Checked expected) {
    return info.setCrc32c(expected.crc32c()).build();
  }

  /** What has been made, or is there from an earlier try; empty where its checksum was refused. */
  private Optional<Entry> sendOnce(BlobInfo info, Path file, BlobWriteOption... options) {
    String name = info.getName().substring(location.prefix().length());
    try {
      return Optional.of(entry(storage.createFrom(info, file, CHUNK_BYTES, options)));
    } catch (StorageException e) {
      if (e.getCode() == CHANGED) {
        return find(name);
      }
      if (e.getCode() == REFUSED) {
        return Optional.empty();
      }
      throw e;
    } catch (NullPointerException answerLost) {
      // The client fails so where only the answer to the last chunk was lost: it asks what has
      // arrived, hears that all has, and has no answer to return.
      return find(name);
    } catch (IOException e) {
      throw GcsFailures.of(path(name), patience, e);
    }
  }

  /** Copies an object into a new file, whole or not at all. */
  void download(String name, Path target, Checked expected) {
    Checked got = null;
    for (int i = 0; i < TRIES; i++) {
      try (InputStream in = stream(name)) {
        got = Checked.copy(in, target);
      } catch (IOException e) {
        throw failed(name, e);
      }
      if (expected.equals(got)) {
        Recording.now().add(LiveSeries.STORE_BYTES, (double) got.bytes(), "read");
        return;
      }
      Recording.now().add(LiveSeries.STORE_RETRIES, 1);
      deleteFile(target);
    }
    throw GcsFailures.damaged(path(name), got.toString(), expected.toString());
  }

  private static void deleteFile(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw StoreFailures.of(file, e);
    }
  }

  /**
   * Opens an object as a stream, which goes on where a connection breaks.
   *
   * @throws InfraException from the stream itself, where it ends early or with a wrong checksum
   */
  InputStream open(String name, Checked expected) {
    return new CheckedStream(stream(name), expected, path(name), e -> failed(name, e));
  }

  private InputStream stream(String name) {
    return call(
        name,
        () -> {
          var channel = storage.reader(id(name));
          channel.setChunkSize(CHUNK_BYTES);
          return Channels.newInputStream(channel);
        });
  }

  private InfraException failed(String name, IOException e) {
    return e.getCause() instanceof StorageException s && s.getCode() == NOT_FOUND
        ? new InfraException(
            path(name) + ": missing. Run the same command again to make it once more.", e)
        : GcsFailures.of(path(name), patience, e);
  }

  /** Deletes an object if it is there. */
  void delete(String name) {
    call(name, () -> storage.delete(id(name)));
  }

  /** Deletes an object if it is there and still of this generation. */
  void delete(String name, long generation) {
    unlessChanged(
        name, () -> storage.delete(id(name), BlobSourceOption.generationMatch(generation)));
  }

  /** The name of an object as a user writes it. */
  String path(String name) {
    return "gs://" + location.bucket() + "/" + location.prefix() + name;
  }

  private BlobId id(String name) {
    return BlobId.of(location.bucket(), location.prefix() + name);
  }

  private BlobInfo info(String name) {
    return BlobInfo.newBuilder(id(name)).build();
  }

  private <T> T call(String name, Supplier<T> request) {
    try {
      return request.get();
    } catch (InfraException e) {
      throw e;
    } catch (StorageException e) {
      throw GcsFailures.of(path(name), patience, e);
    }
  }

  /**
   * What lies in a folder.
   *
   * @param folders names of those in it, without slashes
   */
  record Folder(List<Entry> objects, List<String> folders) {}

  /**
   * What the bucket says of an object.
   *
   * @param name below the place
   * @param generation changes whenever it is written
   * @param created by the bucket's clock
   */
  record Entry(String name, long bytes, String crc32c, long generation, Instant created) {
    Checked checked() {
      return new Checked(bytes, crc32c);
    }
  }
}
