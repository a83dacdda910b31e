package org.heirloom.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.heirloom.metrics.LiveSeries;
import org.heirloom.metrics.Phase;
import org.heirloom.metrics.Recording;

/** A store that tells what is asked of it, while somebody watches. */
final class RecordedStore implements Store {
  private final Store store;

  RecordedStore(Store store) {
    this.store = store;
  }

  private static void count(String operation) {
    Recording.now().add(LiveSeries.STORE_OPERATIONS, 1, operation);
  }

  @Override
  public Optional<Manifest> find(String artifact) {
    count("find");
    return store.find(artifact);
  }

  @Override
  public Path draft(String artifact) {
    return store.draft(artifact);
  }

  @Override
  public Manifest publish(String artifact, Path draft) {
    count("publish");
    Manifest manifest = Phase.STORE_WRITE.during(() -> store.publish(artifact, draft));
    long bytes = manifest.files().stream().mapToLong(Manifest.FileEntry::bytes).sum();
    Recording.now().add(LiveSeries.STORE_BYTES, (double) bytes, "written");
    return manifest;
  }

  @Override
  public Path folder(String artifact) {
    count("read");
    return Phase.STORE_READ.during(() -> store.folder(artifact));
  }

  @Override
  public InputStream open(String artifact, String file) {
    count("read");
    return new Counted(store.open(artifact, file));
  }

  @Override
  public List<String> list(String prefix) {
    count("find");
    return store.list(prefix);
  }

  @Override
  public List<String> verify(String artifact) {
    count("find");
    return Phase.STORE_READ.during(() -> store.verify(artifact));
  }

  @Override
  public void delete(String artifact) {
    count("delete");
    store.delete(artifact);
  }

  @Override
  public Optional<String> note(String name) {
    count("note");
    return store.note(name);
  }

  @Override
  public void writeNote(String name, String text) {
    count("note");
    store.writeNote(name, text);
  }

  @Override
  public void sweep() {
    count("sweep");
    store.sweep();
  }

  @Override
  public Checkpoints checkpoints(String artifact) {
    return new RecordedCheckpoints(store.checkpoints(artifact));
  }

  @Override
  public void clearCheckpoints(String artifact) {
    store.clearCheckpoints(artifact);
  }

  @Override
  public String location() {
    return store.location();
  }

  @Override
  public void close() {
    store.close();
  }

  /** Tells how much was read, when it is closed. */
  private static final class Counted extends FilterInputStream {
    private long bytes;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = in.read();
      bytes += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = in.read(buffer, offset, length);
      bytes += Math.max(0, read);
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
      Recording.now().add(LiveSeries.STORE_BYTES, (double) bytes, "read");
      bytes = 0;
    }
  }
}
