package org.heirloom.store.gcs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * By what bytes are known again.
 *
 * @param bytes how many
 * @param crc32c their checksum, see {@link Crc32c}
 */
record Checked(long bytes, String crc32c) {
  private static final int BUFFER_BYTES = 1 << 18;

  /** Copies a stream to its end into a file, and says what went through. */
  static Checked copy(InputStream in, Path target) throws IOException {
    CRC32C sum = new CRC32C();
    byte[] buffer = new byte[BUFFER_BYTES];
    long bytes = 0;
    try (OutputStream out = Files.newOutputStream(target)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sum.update(buffer, 0, read);
        out.write(buffer, 0, read);
        bytes += read;
      }
    }
    return new Checked(bytes, Crc32c.text(sum));
  }

  @Override
  public String toString() {
    return bytes + " bytes with CRC32C " + crc32c;
  }
}
