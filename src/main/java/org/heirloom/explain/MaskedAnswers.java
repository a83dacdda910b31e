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
    for (int k = 0; k < covered.length; k++) {
      int value = k % scene.image().length;
      float background = scene.background()[value];
      covered[k] = background + masks.values()[k / channels] * (scene.image()[value] - background);
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
