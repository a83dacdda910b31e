package org.heirloom.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the first bytes of an image file say about it, read without decoding. */
record ImageHeader(String name, String format, long width, long height, int components) {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  static ImageHeader read(byte[] file) throws ImageFormatException {
    if (file.length == 0) {
      throw new ImageFormatException("the file is empty");
    }
    try {
      if (startsWith(file, PNG)) {
        return new ImageHeader("PNG", "png", u32(file, 16), u32(file, 20), 0);
      }
      if (file.length > 2 && u8(file, 0) == 0xff && u8(file, 1) == 0xd8) {
        return jpeg(file);
      }
    } catch (ArrayIndexOutOfBoundsException e) {
      throw new ImageFormatException("damaged file: it ends inside its header", e);
    }
    throw new ImageFormatException(unknown(file));
  }

  private static ImageHeader jpeg(byte[] file) throws ImageFormatException {
    int at = 2;
    while (true) {
      if (u8(file, at) != 0xff) {
        throw new ImageFormatException("damaged JPEG (no marker at byte " + at + ")");
      }
      int marker = u8(file, at + 1);
      if (marker == 0xff) {
        at++; // fill byte
      } else if (isFrame(marker)) {
        return new ImageHeader(
            "JPEG", "jpeg", u16(file, at + 7), u16(file, at + 5), u8(file, at + 9));
      } else if (marker == 0xd9 || marker == 0xda) {
        throw new ImageFormatException("damaged JPEG (no frame header)");
      } else {
        at += 2 + u16(file, at + 2);
      }
    }
  }

  /** C0 to CF, but for C4, C8 and CC, which are tables and extensions. */
  private static boolean isFrame(int marker) {
    return marker == 0xc0 || (marker > 0xc0 && marker <= 0xcf && marker % 4 != 0);
  }

  private static String unknown(byte[] file) {
    String start = new String(file, 0, Math.min(12, file.length), StandardCharsets.ISO_8859_1);
    String kind = "";
    if (start.startsWith("GIF8")) {
      kind = "GIF";
    } else if (start.startsWith("BM")) {
      kind = "BMP";
    } else if (start.startsWith("RIFF") && start.endsWith("WEBP")) {
      kind = "WebP";
    } else if (start.startsWith("II*\0") || start.startsWith("MM\0*")) {
      kind = "TIFF";
    }
    return kind.isEmpty()
        ? "neither PNG nor JPEG by its first bytes"
        : kind + " is not read; convert it to PNG or JPEG";
  }

  void check(long maxPixels) throws ImageFormatException {
    if (width < 1 || height < 1) {
      throw new ImageFormatException(
          "damaged %s (its header says %d x %d pixels)".formatted(name, width, height));
    }
    if (width > maxPixels / height) {
      throw new ImageFormatException(
          "its header says %d x %d pixels, more than the %d allowed"
              .formatted(width, height, maxPixels));
    }
    if (components == 4) {
      throw new ImageFormatException("CMYK JPEG is not read; convert it to RGB");
    }
  }

  /** Refuses what the decoder only warned of, but for remarks that cost no pixel. */
  void checkWarnings(List<String> warnings) throws ImageFormatException {
    for (String warning : warnings) {
      String text = warning.toLowerCase(Locale.ROOT);
      boolean cut = text.contains("premature") || text.contains("truncated");
      if (cut || format.equals("png") || text.contains("corrupt jpeg data: bad huffman")) {
        throw new ImageFormatException("damaged " + name + " (" + warning + ")");
      }
    }
  }

  private static boolean startsWith(byte[] file, byte[] start) {
    return file.length >= start.length
        && Arrays.equals(file, 0, start.length, start, 0, start.length);
  }

  private static int u8(byte[] file, int at) {
    return file[at] & 0xff;
  }

  private static int u16(byte[] file, int at) {
    return u8(file, at) << 8 | u8(file, at + 1);
  }

  private static long u32(byte[] file, int at) {
    return (long) u16(file, at) << 16 | u16(file, at + 2);
  }
}
