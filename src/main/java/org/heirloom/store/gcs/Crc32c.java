package org.heirloom.store.gcs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.CRC32C;

/** Checksums as Google Cloud Storage writes them: CRC32C, big-endian, in Base64. */
final class Crc32c {
  private static final int BUFFER_BYTES = 1 << 18;

  private Crc32c() {}

  static String of(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    return text(sum);
  }

  static String of(Path file) throws IOException {
    CRC32C sum = new CRC32C();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sum.update(buffer, 0, read);
      }
    }
    return text(sum);
  }

  static String text(CRC32C sum) {
    byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()).array();
    return Base64.getEncoder().encodeToString(bytes);
  }
}
