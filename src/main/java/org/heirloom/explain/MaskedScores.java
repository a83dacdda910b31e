package org.heirloom.explain;

import java.util.Arrays;
import org.heirloom.model.Array;

/**
 * Probabilities of a class while parts of an image are covered: all that explainers of black boxes
 * ask a network for. May own native memory: close it.
 *
 * <pre>p_c(background + mask ⊙ (image − background))</pre>
 */
interface MaskedScores extends AutoCloseable {
  /** Masked images that go through the network at once, at most. */
  int BLOCK = 256;

  /**
   * Probabilities that differ by this share or less are equal: the same image may differ in the
   * last bits between two places of a block.
   */
  float ROUNDING = 0x1p-21f;

  /** How much more one probability is than another; zero if that is rounding. */
  static float difference(float score, float other) {
    float difference = score - other;
    return Math.abs(difference) <= ROUNDING * Math.max(score, other) ? 0 : difference;
  }

  /**
   * What is covered with what.
   *
   * @param id of the example
   * @param image row-major HWC, in [0, 1]
   * @param background in the same shape
   * @param label index of the class
   */
  record Scene(String id, float[] image, float[] background, int label) {

    /** An example of a request before one colour. */
    static Scene of(ExplainRequest request, int index, float[] colour) {
      float[] image = request.images().row(index);
      float[] background = new float[image.length];
      for (int k = 0; k < background.length; k++) {
        background[k] = colour[k % colour.length];
      }
      return new Scene(request.ids().get(index), image, background, request.classes()[index]);
    }
  }

  /** Masks by their number. */
  @FunctionalInterface
  interface Masks {
    /**
     * Writes a mask into a block.
     *
     * @param from where its first pixel goes; all are zero so far
     */
    void write(int number, float[] block, int from);
  }

  /** For a network of either kind. */
  static MaskedScores of(Explainers.Setting setting) {
    return setting.explained() instanceof Explained.Answers box
        ? new MaskedAnswers(box.model(), setting)
        : new MaskedGraph(setting);
  }

  /**
   * Probabilities under at most {@value #BLOCK} masks, and one more.
   *
   * @param masks {@code [n, height, width]}, 1 where the image is seen
   */
  float[] block(Scene scene, Array masks);

  /** Probabilities under any number of masks. */
  default float[] of(Scene scene, Size size, int count, Masks masks) {
    float[] scores = new float[count];
    for (int from = 0; from < count; from += BLOCK) {
      int n = Math.min(BLOCK, count - from);
      float[] block = new float[n * size.pixels()];
      for (int i = 0; i < n; i++) {
        masks.write(from + i, block, i * size.pixels());
      }
      float[] found = block(scene, new Array(block, n, size.height(), size.width()));
      System.arraycopy(found, 0, scores, from, n);
    }
    return scores;
  }

  /** The probability of the whole image. */
  default float whole(Scene scene, Size size) {
    return of(scene, size, 1, (number, block, from) -> Arrays.fill(block, 1))[0];
  }

  /** Height and width in pixels. */
  record Size(int height, int width) {
    int pixels() {
      return height * width;
    }
  }

  @Override
  void close();
}
