package org.heirloom.stage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A NumPy array of any shape, as a header and its values in file order. */
final class NumpyFile {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern TYPE = Pattern.compile("'descr': *'[<|]([fiu][1248])'");

  private final String header;
  private final double[] values;

  private NumpyFile(String header, double[] values) {
    this.header = header;
    this.values = values;
  }

  /** Reads a file of little-endian numbers. */
  static NumpyFile read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length < 12 || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
      throw new IOException("not a NumPy file");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    boolean first = bytes[6] == 1;
    int start = first ? 10 : 12;
    int length = first ? buffer.getShort(8) & 0xffff : buffer.getInt(8);
    if (length < 0 || start + length > bytes.length) {
      throw new IOException("not a whole NumPy file");
    }
    String header = new String(bytes, start, length, ISO_8859_1).strip();
    buffer.position(start + length);
    return new NumpyFile(header, values(header, buffer));
  }

  private static double[] values(String header, ByteBuffer buffer) throws IOException {
    Matcher matcher = TYPE.matcher(header);
    String type = matcher.find() ? matcher.group(1) : "none";
    int size = type.equals("none") ? 1 : type.charAt(1) - '0';
    double[] values = new double[buffer.remaining() / size];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (type) {
            case "f4" -> buffer.getFloat();
            case "f8" -> buffer.getDouble();
            case "i4" -> buffer.getInt();
            case "i8" -> buffer.getLong();
            case "u1" -> buffer.get() & 0xff;
            default -> throw new IOException("unknown type of numbers in " + header);
          };
    }
    return values;
  }

  String header() {
    return header;
  }

  double[] values() {
    return values.clone();
  }
}
