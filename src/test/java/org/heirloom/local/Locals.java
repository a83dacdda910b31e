package org.heirloom.local;

import java.util.List;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.Blobs;
import org.heirloom.study.ExplainerSettings;
import org.heirloom.study.LocalSettings;

/** Targets that are known, and settings that are quick. */
final class Locals {
  static final int VALUES = Blobs.SIZE * Blobs.SIZE * 3;
  static final ExplainerSettings.Lime LIME = new ExplainerSettings.Lime(200, "grid", 12, .25, 1);

  private Locals() {}

  /** All neighbourhoods, or those that are named. */
  static LocalSettings settings(int neighbours, double scale, double ridge, String... kinds) {
    return new LocalSettings(
        true,
        1,
        List.of(),
        kinds.length > 0 ? List.of(kinds) : List.of("latent", "between", "noise", "superpixel"),
        neighbours,
        scale,
        4,
        ridge,
        "soft",
        null);
  }

  /** Random weights, smooth over pixels so that blobs matter, and logits of some spread. */
  static double[][] weights(int classes, long seed) {
    RandomStream random = new Seed(seed).stream();
    double[][] weights = new double[classes][VALUES];
    for (int k = 0; k < classes; k++) {
      double right = random.nextGaussian();
      double down = random.nextGaussian();
      double[] colour = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
      for (int c = 0; c < VALUES; c++) {
        int pixel = c / 3;
        int column = pixel % Blobs.SIZE;
        int row = pixel / Blobs.SIZE;
        double x = column / (Blobs.SIZE - 1.0) - .5;
        double y = row / (Blobs.SIZE - 1.0) - .5;
        weights[k][c] = .15 * (right * x + down * y + colour[c % 3]);
      }
    }
    return weights;
  }

  /** Logits W x. */
  static Target linear(double[][] weights) {
    return images -> logits(images, weights);
  }

  /** Logits that bend: 4 sin(W x). */
  static Target bent(double[][] weights) {
    return images -> {
      Array logits = logits(images, weights);
      for (int i = 0; i < logits.values().length; i++) {
        logits.values()[i] = (float) (4 * Math.sin(logits.values()[i]));
      }
      return logits;
    };
  }

  /** The same answer to everything. */
  static Target constant(float... answer) {
    return images -> {
      float[] values = new float[images.rows() * answer.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = answer[i % answer.length];
      }
      return new Array(values, images.rows(), answer.length);
    };
  }

  private static Array logits(Array images, double[][] weights) {
    float[] values = new float[images.rows() * weights.length];
    for (int i = 0; i < images.rows(); i++) {
      double[] row = images.rowAsDoubles(i);
      for (int k = 0; k < weights.length; k++) {
        values[i * weights.length + k] = (float) RowSpace.dot(weights[k], row);
      }
    }
    return new Array(values, images.rows(), weights.length);
  }
}
