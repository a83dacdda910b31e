package org.heirloom.report;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.heirloom.image.Pixels;

/** Writes small PNG images, grey, RGB or by a palette with transparency. */
final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int GREY = 0;
  private static final int RGB = 2;
  private static final int PALETTE = 3;

  private Png() {}

  /** An image as it is. */
  static byte[] of(Pixels image) {
    int colour = image.channels() == 1 ? GREY : RGB;
    return write(image, colour, new int[0]);
  }

  /**
   * An image of palette entries.
   *
   * @param indices one channel; each value is an index into {@code argb}
   * @param argb at most 256 colours, {@code 0xAARRGGBB}
   */
  static byte[] of(Pixels indices, int[] argb) {
    return write(indices, PALETTE, argb);
  }

  /** A {@code data:} address that holds a PNG. */
  static String dataUri(byte[] png) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }

  private static byte[] write(Pixels image, int colour, int[] argb) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(SIGNATURE);
      chunk(out, "IHDR", header(image, colour));
      if (colour == PALETTE) {
        chunk(out, "PLTE", colours(argb));
        chunk(out, "tRNS", alphas(argb));
      }
      chunk(out, "IDAT", deflate(lines(image)));
      chunk(out, "IEND", new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }

  private static byte[] header(Pixels image, int colour) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(image.width());
    out.writeInt(image.height());
    out.write(new byte[] {8, (byte) colour, 0, 0, 0}); // 8 bits, deflate, adaptive, not interlaced
    return bytes.toByteArray();
  }

  private static byte[] colours(int[] argb) {
    byte[] rgb = new byte[argb.length * 3];
    for (int i = 0; i < argb.length; i++) {
      rgb[3 * i] = (byte) (argb[i] >> 16);
      rgb[3 * i + 1] = (byte) (argb[i] >> 8);
      rgb[3 * i + 2] = (byte) argb[i];
    }
    return rgb;
  }

  private static byte[] alphas(int[] argb) {
    byte[] alphas = new byte[argb.length];
    for (int i = 0; i < argb.length; i++) {
      alphas[i] = (byte) (argb[i] >>> 24);
    }
    return alphas;
  }

  /** Scan lines, each after the number of its filter: none. */
  private static byte[] lines(Pixels image) {
    int stride = image.width() * image.channels();
    byte[] lines = new byte[image.height() * (stride + 1)];
    for (int row = 0; row < image.height(); row++) {
      System.arraycopy(image.bytes(), row * stride, lines, row * (stride + 1) + 1, stride);
    }
    return lines;
  }

  private static byte[] deflate(byte[] raw) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
      out.write(raw);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream out, String type, byte[] content) throws IOException {
    byte[] name = type.getBytes(US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(content);
    out.writeInt(content.length);
    out.write(name);
    out.write(content);
    out.writeInt((int) crc.getValue());
  }
}
