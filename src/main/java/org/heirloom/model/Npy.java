package org.heirloom.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heirloom.DataException;
import org.heirloom.InfraException;

/**
 * NumPy's array files, version 1.0, of little-endian float32 in C order: what {@code numpy.load}
 * reads.
 */
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '<f4', 'fortran_order': False, 'shape': \\(([0-9, ]*)\\), \\}\\s*");

  private Npy() {}

  /** Writes an array. */
  public static void write(Path file, Array array) {
    StringBuilder shape = new StringBuilder();
    for (long size : array.shape()) {
      shape.append(size).append(", ");
    }
    String dictionary =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape.toString().strip() + "), }";
    int unpadded = MAGIC.length + 2 + dictionary.length() + 1;
    String header = dictionary + " ".repeat((64 - unpadded % 64) % 64) + "\n";
    ByteBuffer bytes =
        ByteBuffer.allocate(MAGIC.length + 2 + header.length() + 4 * array.values().length)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(MAGIC).putShort((short) header.length()).put(header.getBytes(ISO_8859_1));
    for (float value : array.values()) {
      bytes.putFloat(value);
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(bytes.array());
    } catch (IOException e) {
      throw new InfraException(file + ": cannot be written: " + e.getMessage() + ".", e);
    }
  }

  /** Reads an array of float32. */
  public static Array read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      byte[] magic = new byte[MAGIC.length];
      bytes.get(magic);
      byte[] header = new byte[bytes.getShort()];
      bytes.get(header);
      Matcher matcher = HEADER.matcher(new String(header, ISO_8859_1));
      if (!Arrays.equals(magic, MAGIC) || !matcher.matches()) {
        throw new DataException(file + ": not a float32 array in C order of NumPy's format 1.0.");
      }
      long[] shape =
          Pattern.compile(",")
              .splitAsStream(matcher.group(1))
              .map(String::strip)
              .filter(s -> !s.isEmpty())
              .mapToLong(Long::parseLong)
              .toArray();
      float[] values = new float[bytes.remaining() / 4];
      bytes.asFloatBuffer().get(values);
      return new Array(values, shape);
    } catch (IOException | RuntimeException e) {
      throw e instanceof DataException known
          ? known
          : new DataException(file + ": not a readable array file: " + e.getMessage() + ".", e);
    }
  }
}
