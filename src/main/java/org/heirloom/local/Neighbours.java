package org.heirloom.local;

import java.util.Arrays;
import org.heirloom.model.Array;

/**
 * Images around one, with what the target answers.
 *
 * <p>They are drawn independently, so the first are for fitting a student, the next ones tell when
 * to stop, and the last ones, which nothing was chosen by, judge it: 64, 16 and 20 %.
 *
 * @param images {@code [n, height, width, channels]} in [0, 1]
 * @param logits {@code [n][classes]} of the target
 */
public record Neighbours(Array images, double[][] logits) {
  /** Fewer cannot be split. */
  public static final int FEWEST = 20;

  public Neighbours {
    if (images.rows() != logits.length || logits.length < FEWEST) {
      throw new IllegalArgumentException(
          "expected answers to at least %d images, got %d to %s"
              .formatted(FEWEST, logits.length, images));
    }
  }

  /** Number of images. */
  public int size() {
    return logits.length;
  }

  /** Those that judge begin here. */
  public int judgedFrom() {
    return size() - size() / 5;
  }

  /** Those that tell when to stop begin here; before are those for fitting. */
  int stoppedFrom() {
    return judgedFrom() - judgedFrom() / 5;
  }

  /** Every second one, from the first or from the second on. */
  public Neighbours half(int first) {
    int[] rows = new int[(size() - first + 1) / 2];
    double[][] answers = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = first + 2 * i;
      answers[i] = logits[rows[i]];
    }
    return new Neighbours(images.rows(rows), answers);
  }

  /** Images that judge. */
  public Array judgedImages() {
    int[] rows = new int[size() - judgedFrom()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = judgedFrom() + i;
    }
    return images.rows(rows);
  }

  /** What the target answers to those that judge. */
  public double[][] judgedLogits() {
    return Arrays.copyOfRange(logits, judgedFrom(), size());
  }
}
