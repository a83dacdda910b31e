package org.heirloom.model;

import java.util.Arrays;

/** Numbers that a network computes in. Weights are always stored, and updated, in 32 bits. */
public enum Precision {
  /** 32-bit floating point. */
  FLOAT32("float32"),

  /**
   * Convolutions and matrix products in bfloat16 where TensorFlow finds that safe (its {@code
   * auto_mixed_precision_onednn_bfloat16}), sums and losses in 32 bits. Fast on CPUs with
   * instructions for it (AVX-512 BF16, AMX); others emulate it, several times slower.
   */
  BFLOAT16("bfloat16");

  private final String word;

  Precision(String word) {
    this.word = word;
  }

  /** The precision by its word in a study. */
  public static Precision named(String word) {
    return Arrays.stream(values())
        .filter(precision -> precision.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no precision " + word));
  }
}
