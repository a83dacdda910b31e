package org.heirloom.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.heirloom.DataException;
import org.heirloom.image.Pixels;

/**
 * Examples as {@code tf.Example} messages, which TensorFlow's own parsers read.
 *
 * <p>Features: {@code id}, {@code split} (bytes), {@code label}, {@code image/height}, {@code
 * image/width}, {@code image/channels} (int64), {@code image/raw} (bytes, HWC), {@code
 * factor/<name>} (float), {@code mask/<name>} (bytes, one bit a pixel, row-major, most significant
 * bit first). Features are written in order of their names, so equal examples are equal bytes.
 * Factors keep their names' order; values are rounded to float32.
 */
public final class ExampleCodec {
  private static final int BYTES_LIST = 1;
  private static final int FLOAT_LIST = 2;
  private static final int INT64_LIST = 3;

  private ExampleCodec() {}

  /** Writes one example. */
  public static byte[] encode(Example example) {
    TreeMap<String, byte[]> features = new TreeMap<>();
    Pixels pixels = example.pixels();
    features.put("id", bytes(example.id().getBytes(UTF_8)));
    features.put("split", bytes(example.split().getBytes(UTF_8)));
    features.put("label", int64(example.label()));
    features.put("image/height", int64(pixels.height()));
    features.put("image/width", int64(pixels.width()));
    features.put("image/channels", int64(pixels.channels()));
    features.put("image/raw", bytes(pixels.bytes()));
    example
        .factors()
        .forEach((name, value) -> features.put("factor/" + name, float32(value.floatValue())));
    example.masks().forEach((name, mask) -> features.put("mask/" + name, bytes(pack(mask))));
    byte[] map =
        message(
            out -> {
              for (Map.Entry<String, byte[]> feature : features.entrySet()) {
                out.writeByteArray(
                    1,
                    message(
                        entry -> {
                          entry.writeString(1, feature.getKey());
                          entry.writeByteArray(2, feature.getValue());
                        }));
              }
            });
    return message(out -> out.writeByteArray(1, map));
  }

  private static byte[] bytes(byte[] value) {
    return message(
        out -> out.writeByteArray(BYTES_LIST, message(list -> list.writeByteArray(1, value))));
  }

  private static byte[] int64(long value) {
    return message(
        out ->
            out.writeByteArray(
                INT64_LIST,
                message(
                    list ->
                        list.writeByteArray(1, message(packed -> packed.writeInt64NoTag(value))))));
  }

  private static byte[] float32(float value) {
    return message(
        out ->
            out.writeByteArray(
                FLOAT_LIST,
                message(
                    list ->
                        list.writeByteArray(1, message(packed -> packed.writeFloatNoTag(value))))));
  }

  @FunctionalInterface
  private interface Body {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      body.write(out);
      out.flush();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads one example.
   *
   * @throws DataException if the bytes are no such example
   */
  public static Example decode(byte[] record) {
    try {
      Map<String, Object> features = features(record, name -> true);
      Pixels pixels = pixels(features);
      Map<String, Double> factors = new LinkedHashMap<>();
      Map<String, byte[]> masks = new LinkedHashMap<>();
      features.forEach(
          (name, value) -> {
            if (name.startsWith("factor/")) {
              factors.put(name.substring("factor/".length()), ((Float) value).doubleValue());
            } else if (name.startsWith("mask/")) {
              masks.put(
                  name.substring("mask/".length()),
                  unpack((byte[]) value, pixels.height() * pixels.width()));
            }
          });
      return new Example(
          new String((byte[]) features.get("id"), UTF_8),
          Math.toIntExact((Long) features.get("label")),
          new String((byte[]) features.get("split"), UTF_8),
          pixels,
          factors,
          masks);
    } catch (IOException | RuntimeException e) {
      throw new DataException("not an example as heirloom writes it. Got " + e + ".", e);
    }
  }

  /**
   * Reads the image of an example and nothing else.
   *
   * @throws DataException if the bytes are no such example
   */
  public static Pixels pixels(byte[] record) {
    try {
      return pixels(features(record, name -> name.startsWith("image/")));
    } catch (IOException | RuntimeException e) {
      throw new DataException("not an example as heirloom writes it. Got " + e + ".", e);
    }
  }

  private static Pixels pixels(Map<String, Object> features) {
    return new Pixels(
        Math.toIntExact((Long) features.get("image/height")),
        Math.toIntExact((Long) features.get("image/width")),
        Math.toIntExact((Long) features.get("image/channels")),
        (byte[]) features.get("image/raw"));
  }

  private static Map<String, Object> features(byte[] record, Predicate<String> wanted)
      throws IOException {
    Map<String, Object> features = new TreeMap<>();
    CodedInputStream map =
        CodedInputStream.newInstance(field(CodedInputStream.newInstance(record), 1));
    for (int tag = map.readTag(); tag != 0; tag = map.readTag()) {
      CodedInputStream entry = CodedInputStream.newInstance(map.readByteArray());
      entry.readTag();
      String name = entry.readString();
      if (wanted.test(name)) {
        features.put(name, value(CodedInputStream.newInstance(field(entry, 2))));
      }
    }
    return features;
  }

  private static byte[] field(CodedInputStream in, int number) throws IOException {
    int tag = in.readTag();
    if (WireFormat.getTagFieldNumber(tag) != number) {
      throw new IOException(
          "field " + WireFormat.getTagFieldNumber(tag) + " where " + number + " belongs");
    }
    return in.readByteArray();
  }

  private static Object value(CodedInputStream feature) throws IOException {
    int kind = WireFormat.getTagFieldNumber(feature.readTag());
    byte[] content = field(CodedInputStream.newInstance(feature.readByteArray()), 1);
    CodedInputStream packed = CodedInputStream.newInstance(content);
    return switch (kind) {
      case BYTES_LIST -> content;
      case FLOAT_LIST -> packed.readFloat();
      case INT64_LIST -> packed.readInt64();
      default -> throw new IOException("feature of kind " + kind);
    };
  }

  private static byte[] pack(byte[] mask) {
    byte[] bits = new byte[(mask.length + 7) / 8];
    for (int i = 0; i < mask.length; i++) {
      bits[i / 8] |= (byte) (mask[i] << (7 - i % 8));
    }
    return bits;
  }

  private static byte[] unpack(byte[] bits, int size) {
    byte[] mask = new byte[size];
    for (int i = 0; i < size; i++) {
      mask[i] = (byte) (bits[i / 8] >> (7 - i % 8) & 1);
    }
    return mask;
  }
}
