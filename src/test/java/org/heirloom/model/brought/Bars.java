package org.heirloom.model.brought;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.image.Pixels;
import org.heirloom.model.LabelledImages;

/** The toy images that the fixtures tell apart: those of {@code bars.py}, byte for byte. */
public final class Bars {
  /** Side in pixels. */
  public static final int SIZE = 16;

  /** Names of the classes, by label. */
  public static final List<String> CLASSES =
      List.of("lying-dark", "lying-bright", "standing-dark", "standing-bright");

  private static final int[] TINT = {20, 0, -20};

  private Bars() {}

  /** Examples {@code first} to {@code first + count − 1}; the label is the number modulo 4. */
  public static LabelledImages examples(int first, int count) {
    List<Pixels> pixels = new ArrayList<>();
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      pixels.add(image(first + i));
      labels[i] = (first + i) % CLASSES.size();
    }
    return new LabelledImages(pixels, labels);
  }

  /** One example. */
  public static Pixels image(int example) {
    int label = example % CLASSES.size();
    int phase = example / CLASSES.size() % 4;
    byte[] bytes = new byte[SIZE * SIZE * 3];
    int at = 0;
    for (int row = 0; row < SIZE; row++) {
      for (int column = 0; column < SIZE; column++) {
        int along = label >= 2 ? column : row;
        int bar = (along + phase) / 2 % 2 == 1 ? 30 : -30;
        for (int channel = 0; channel < 3; channel++) {
          int ground = label % 2 == 1 ? 165 : 70;
          bytes[at++] =
              (byte) (ground + bar + TINT[channel] + noise(example, row, column, channel));
        }
      }
    }
    return new Pixels(SIZE, SIZE, 3, bytes);
  }

  private static int noise(int example, int row, int column, int channel) {
    int mixed =
        (example * 73856093) ^ (row * 19349663) ^ (column * 83492791) ^ (channel * 1640531513);
    mixed ^= mixed >>> 16;
    mixed *= 0x85EBCA6B;
    mixed ^= mixed >>> 13;
    return Integer.remainderUnsigned(mixed, 31) - 15;
  }
}
