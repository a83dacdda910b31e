package org.heirloom.local;

import org.heirloom.model.Array;

/**
 * A linear classifier of pixels: z = W (x − m) + b, where m is the mean of the neighbours that it
 * was fitted to.
 *
 * @param weights {@code [classes][values]}, row-major HWC as images are; they add up to 0 over
 *     classes
 * @param shown the same without what lies along directions in which neighbours hardly vary: what a
 *     picture can show without noise
 * @param bias logits of the mean neighbour
 * @param mean of the neighbours, {@code [values]}
 */
public record LocalStudent(double[][] weights, double[][] shown, double[] bias, double[] mean) {

  /** Logits of images, {@code [n][classes]}. */
  public double[][] logits(Array images) {
    double[][] logits = new double[images.rows()][];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = logits(images.row(i));
    }
    return logits;
  }

  /** Logits of one image. */
  public double[] logits(float[] image) {
    double[] centred = new double[image.length];
    for (int c = 0; c < image.length; c++) {
      centred[c] = image[c] - mean[c];
    }
    double[] logits = new double[bias.length];
    for (int k = 0; k < logits.length; k++) {
      logits[k] = bias[k] + RowSpace.dot(weights[k], centred);
    }
    return logits;
  }

  /** What each value of an image adds to a class's logit: W_k ⊙ x. */
  public double[] contributions(int label, float[] image) {
    double[] contributions = new double[image.length];
    for (int c = 0; c < image.length; c++) {
      contributions[c] = weights[label][c] * image[c];
    }
    return contributions;
  }

  /** Number of classes. */
  public int classes() {
    return bias.length;
  }
}
