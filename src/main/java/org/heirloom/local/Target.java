package org.heirloom.local;

import java.util.Arrays;
import org.heirloom.DataException;
import org.heirloom.model.Array;

/** The network that a local student imitates, of which only its answers are asked. */
@FunctionalInterface
public interface Target {
  /** Images that are asked at once, at most. */
  int BLOCK = 128;

  /**
   * Logits, {@code [n, classes]}.
   *
   * @param images {@code [n, height, width, channels]} in [0, 1], at most {@value #BLOCK}
   */
  Array block(Array images);

  /**
   * Logits of any number of images, {@code [n][classes]}, asked in blocks.
   *
   * @param id of the example around which they lie, for the message
   * @throws DataException if one is not finite
   */
  default double[][] logits(String id, Array images) {
    double[][] logits = new double[images.rows()][];
    int size = images.rowSize();
    for (int from = 0; from < logits.length; from += BLOCK) {
      int n = Math.min(BLOCK, logits.length - from);
      long[] shape = images.shape().clone();
      shape[0] = n;
      float[] values = Arrays.copyOfRange(images.values(), from * size, (from + n) * size);
      Array found = block(new Array(values, shape));
      for (int i = 0; i < n; i++) {
        logits[from + i] = found.rowAsDoubles(i);
        requireFinite(id, logits[from + i]);
      }
    }
    return logits;
  }

  private static void requireFinite(String id, double[] logits) {
    for (double logit : logits) {
      if (!Double.isFinite(logit)) {
        throw new DataException(
            "explainer local-distillation, example %s: the network gives no number. Got %s. Expected finite logits."
                .formatted(id, logit));
      }
    }
  }
}
