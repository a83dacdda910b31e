package org.heirloom.image;

import java.util.Arrays;

/**
 * A set of an image's pixels, 64 to a word: pixel {@code i}, row-major, is bit {@code i % 64} of
 * word {@code i / 64}. Bits beyond the last pixel are 0.
 *
 * @param height rows
 * @param width columns
 * @param words not copied, do not change
 */
public record PixelMask(int height, int width, long[] words) {

  public PixelMask {
    if (words.length != wordCount(height * width)) {
      throw new IllegalArgumentException(
          "expected %d words for %dx%d, got %d"
              .formatted(wordCount(height * width), height, width, words.length));
    }
  }

  /** How many words hold so many pixels. */
  public static int wordCount(int pixels) {
    return (pixels + 63) / 64;
  }

  /** The pixels that are not 0 in a mask with one byte a pixel. */
  public static PixelMask of(byte[] mask, int height, int width) {
    if (mask.length != height * width) {
      throw new IllegalArgumentException(
          "expected %d pixels for %dx%d, got %d"
              .formatted(height * width, height, width, mask.length));
    }
    long[] words = new long[wordCount(mask.length)];
    for (int i = 0; i < mask.length; i++) {
      if (mask[i] != 0) {
        words[i >> 6] |= 1L << i;
      }
    }
    return new PixelMask(height, width, words);
  }

  /** Whether it holds a pixel. */
  public boolean has(int row, int column) {
    int i = row * width + column;
    return (words[i >> 6] >>> i & 1) != 0;
  }

  /** One byte a pixel, 0 or 1, row-major. */
  public byte[] bytes() {
    byte[] bytes = new byte[height * width];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (words[i >> 6] >>> i & 1);
    }
    return bytes;
  }

  /** How many pixels it holds. */
  public int count() {
    return count(words);
  }

  /** How many pixels are in both of two masks of one size. */
  public int overlap(PixelMask other) {
    return overlap(words, other.words);
  }

  /** How many bits are set. */
  public static int count(long[] words) {
    int count = 0;
    for (long word : words) {
      count += Long.bitCount(word);
    }
    return count;
  }

  /** How many bits are set in both. */
  public static int overlap(long[] a, long[] b) {
    return overlap(a, b, 0, a.length);
  }

  /** How many bits are set in both, in some of the words. */
  public static int overlap(long[] a, long[] b, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += Long.bitCount(a[i] & b[i]);
    }
    return count;
  }

  /** The first word with a bit set; 0 where there is none. */
  public static int firstWord(long[] words) {
    for (int i = 0; i < words.length; i++) {
      if (words[i] != 0) {
        return i;
      }
    }
    return 0;
  }

  /** The word after the last one with a bit set; 0 where there is none. */
  public static int endWord(long[] words) {
    int end = words.length;
    while (end > 0 && words[end - 1] == 0) {
      end--;
    }
    return end;
  }

  /** The pixels of either. */
  public PixelMask or(PixelMask other) {
    long[] both = words.clone();
    for (int i = 0; i < both.length; i++) {
      both[i] |= other.words[i];
    }
    return new PixelMask(height, width, both);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PixelMask that
        && height == that.height
        && width == that.width
        && Arrays.equals(words, that.words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }

  @Override
  public String toString() {
    return "PixelMask[%dx%d, %d pixels]".formatted(height, width, count());
  }
}
