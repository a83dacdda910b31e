package org.heirloom.explain;

import org.heirloom.model.Array;
import org.heirloom.model.Model;
import org.heirloom.stats.Logits;

/** Masked scores of a black box: images are covered here, and its answers brought to a sum of 1. */
final class MaskedAnswers implements MaskedScores {
  private final Model model;
  private final int channels;

  MaskedAnswers(Model model, Explainers.Setting setting) {
    this.model = model;
    this.channels = setting.channels();
  }

  @Override
  public float[] block(Scene scene, Array masks) {
    float[] covered = new float[masks.values().length * channels];
    float[] image = scene.image();
    float[] background = scene.background();
    for (int start = 0; start < covered.length; start += image.length) {
      int pixel = start / channels;
      for (int value = 0; value < image.length; value += channels) {
        float mask = masks.values()[pixel++];
        for (int c = value; c < value + channels; c++) {
          covered[start + c] = background[c] + mask * (image[c] - background[c]);
        }
      }
    }
    long[] shape = masks.shape();
    Array logits = model.logits(new Array(covered, shape[0], shape[1], shape[2], channels));
    float[] scores = new float[logits.rows()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) Logits.softmax(logits.rowAsDoubles(i))[scene.label()];
    }
    return scores;
  }

  /** The model is its owner's. */
  @Override
  public void close() {}
}
