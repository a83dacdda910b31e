package org.heirloom.model;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.heirloom.DataException;

/**
 * Named arrays of a network, in order of their names.
 *
 * <p>File format ({@code weights.bin}): the number of arrays (int), then each as name (modified
 * UTF-8), number of dimensions (int), sizes (long), values (float); all big-endian.
 *
 * @param arrays by name; the map cannot be changed, the arrays must not be
 */
public record Weights(Map<String, Array> arrays) {

  public Weights {
    arrays = Collections.unmodifiableMap(new TreeMap<>(arrays));
  }

  /** The array of that name. */
  public Array get(String name) {
    Array array = arrays.get(name);
    if (array == null) {
      throw new DataException(
          "weights: no array \"" + name + "\". There are " + arrays.keySet() + ".");
    }
    return array;
  }

  /** Writes all arrays to a file. */
  public void write(Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(arrays.size());
      for (Map.Entry<String, Array> entry : arrays.entrySet()) {
        Array array = entry.getValue();
        out.writeUTF(entry.getKey());
        out.writeInt(array.shape().length);
        for (long size : array.shape()) {
          out.writeLong(size);
        }
        ByteBuffer bytes = ByteBuffer.allocate(4 * array.values().length);
        bytes.asFloatBuffer().put(array.values());
        out.write(bytes.array());
      }
    }
  }

  /** Reads what {@link #write} wrote. */
  public static Weights read(Path file) {
    Map<String, Array> arrays = new TreeMap<>();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        String name = in.readUTF();
        long[] shape = new long[in.readInt()];
        int size = 1;
        for (int d = 0; d < shape.length; d++) {
          shape[d] = in.readLong();
          size = Math.multiplyExact(size, Math.toIntExact(shape[d]));
        }
        float[] values = new float[size];
        ByteBuffer.wrap(in.readNBytes(4 * size)).asFloatBuffer().get(values);
        arrays.put(name, new Array(values, shape));
      }
    } catch (IOException | RuntimeException e) {
      throw new DataException(file + ": cannot read weights: " + e.getMessage() + ".", e);
    }
    return new Weights(arrays);
  }
}
