package org.heirloom.store.gcs;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import java.util.zip.CRC32C;

/** Reads an object and compares it, at its end, with what it should be. */
final class CheckedStream extends FilterInputStream {
  private final Checked expected;
  private final String path;
  private final Function<IOException, ? extends RuntimeException> failure;
  private final CRC32C sum = new CRC32C();
  private long bytes;

  CheckedStream(
      InputStream in,
      Checked expected,
      String path,
      Function<IOException, ? extends RuntimeException> failure) {
    super(in);
    this.expected = expected;
    this.path = path;
    this.failure = failure;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    int read = read(one, 0, 1);
    return read < 0 ? read : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    int read;
    try {
      read = in.read(buffer, offset, length);
    } catch (IOException e) {
      throw failure.apply(e);
    }
    if (read < 0) {
      requireWhole();
    } else {
      sum.update(buffer, offset, read);
      bytes += read;
    }
    return read;
  }

  private void requireWhole() {
    Checked got = new Checked(bytes, Crc32c.text(sum));
    if (!got.equals(expected)) {
      throw GcsFailures.damaged(path, got.toString(), expected.toString());
    }
  }

  /** Reads over them, because what is not read is not checked. */
  @Override
  public long skip(long count) {
    byte[] buffer = new byte[(int) Math.min(Math.max(count, 1), 1 << 16)];
    long skipped = 0;
    while (skipped < count) {
      int read = read(buffer, 0, (int) Math.min(buffer.length, count - skipped));
      if (read < 0) {
        break;
      }
      skipped += read;
    }
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
