package org.heirloom.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
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
  private static final int LENGTH = 2;

  private Npy() {}

  /** Writes an array. */
  public static void write(Path file, Array array) {
    try (Parts parts = new Parts(file, array.shape())) {
      parts.append(array.values());
    }
  }

  /** Writes an array part by part, none of which is kept; close it. */
  public static final class Parts implements Closeable {
    private final Path file;
    private final OutputStream out;
    private long missing;

    /**
     * Begins a file.
     *
     * @param shape of the whole
     */
    public Parts(Path file, long... shape) {
      this.file = file;
      this.missing = Arrays.stream(shape).reduce(1, Math::multiplyExact);
      try {
        this.out = new BufferedOutputStream(Files.newOutputStream(file));
        out.write(header(shape));
      } catch (IOException e) {
        throw cannotWrite(e);
      }
    }

    private static byte[] header(long[] shape) {
      StringBuilder sizes = new StringBuilder();
      for (long size : shape) {
        sizes.append(size).append(", ");
      }
      String dictionary =
          "{'descr': '<f4', 'fortran_order': False, 'shape': (" + sizes.toString().strip() + "), }";
      int unpadded = MAGIC.length + LENGTH + dictionary.length() + 1;
      String header = dictionary + " ".repeat((64 - unpadded % 64) % 64) + "\n";
      return ByteBuffer.allocate(MAGIC.length + LENGTH + header.length())
          .order(ByteOrder.LITTLE_ENDIAN)
          .put(MAGIC)
          .putShort((short) header.length())
          .put(header.getBytes(ISO_8859_1))
          .array();
    }

    /** Adds values, in C order. */
    public void append(float[] values) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(values);
      try {
        out.write(bytes.array());
      } catch (IOException e) {
        throw cannotWrite(e);
      }
      missing -= values.length;
    }

    /**
     * Ends the file.
     *
     * @throws IllegalStateException if it does not hold as many values as its shape says
     */
    @Override
    public void close() {
      try {
        out.close();
      } catch (IOException e) {
        throw cannotWrite(e);
      }
      if (missing != 0) {
        throw new IllegalStateException(file + ": " + missing + " values are missing");
      }
    }

    private InfraException cannotWrite(IOException cause) {
      return new InfraException(file + ": cannot be written: " + cause.getMessage() + ".", cause);
    }
  }

  /** Reads an array of float32. */
  public static Array read(Path file) {
    return reading(
        file,
        source -> {
          Shape shape = shape(file, source);
          return new Array(floats(source, shape.begin, shape.values()), shape.sizes);
        });
  }

  /** The sizes of an array of float32, of which nothing else is read. */
  public static long[] shape(Path file) {
    return reading(file, source -> shape(file, source).sizes);
  }

  /**
   * Reads some rows of an array of float32, and no others.
   *
   * @param rows places along the first axis
   */
  public static Array read(Path file, int[] rows) {
    return reading(
        file,
        source -> {
          Shape shape = shape(file, source);
          int each = Math.toIntExact(shape.values() / shape.sizes[0]);
          float[] values = new float[Math.multiplyExact(each, rows.length)];
          for (int i = 0; i < rows.length; i++) {
            long from = shape.begin + 4L * each * rows[i];
            System.arraycopy(floats(source, from, each), 0, values, i * each, each);
          }
          long[] sizes = shape.sizes.clone();
          sizes[0] = rows.length;
          return new Array(values, sizes);
        });
  }

  private interface Reading<T> {
    T from(RandomAccessFile source) throws IOException;
  }

  private static <T> T reading(Path file, Reading<T> reading) {
    // Not a channel, which comes back closed where the runner interrupts its threads.
    try (RandomAccessFile source = new RandomAccessFile(file.toFile(), "r")) {
      return reading.from(source);
    } catch (IOException | RuntimeException e) {
      throw e instanceof DataException known
          ? known
          : new DataException(file + ": not a readable array file: " + reason(e) + ".", e);
    }
  }

  private static String reason(Exception cause) {
    return cause instanceof EOFException ? "it ends too early" : cause.getMessage();
  }

  /**
   * What a file says of itself.
   *
   * @param begin where the values begin, in bytes
   */
  private record Shape(long[] sizes, long begin) {
    int values() {
      return Math.toIntExact(Arrays.stream(sizes).reduce(1, Math::multiplyExact));
    }
  }

  private static Shape shape(Path file, RandomAccessFile source) throws IOException {
    ByteBuffer begin = bytes(source, 0, MAGIC.length + LENGTH);
    byte[] magic = new byte[MAGIC.length];
    begin.get(magic);
    int length = begin.getShort() & 0xffff;
    byte[] header = bytes(source, MAGIC.length + LENGTH, length).array();
    Matcher matcher = HEADER.matcher(new String(header, ISO_8859_1));
    if (!Arrays.equals(magic, MAGIC) || !matcher.matches()) {
      throw new DataException(
          file
              + ": not a float32 array in C order of NumPy's format 1.0. Write it with"
              + " numpy.save(file, numpy.ascontiguousarray(array, 'float32')).");
    }
    long[] sizes =
        Pattern.compile(",")
            .splitAsStream(matcher.group(1))
            .map(String::strip)
            .filter(s -> !s.isEmpty())
            .mapToLong(Long::parseLong)
            .toArray();
    return new Shape(sizes, (long) MAGIC.length + LENGTH + length);
  }

  private static float[] floats(RandomAccessFile source, long from, int count) throws IOException {
    float[] values = new float[count];
    bytes(source, from, Math.multiplyExact(4, count)).asFloatBuffer().get(values);
    return values;
  }

  private static ByteBuffer bytes(RandomAccessFile source, long from, int count)
      throws IOException {
    byte[] bytes = new byte[count];
    source.seek(from);
    source.readFully(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
