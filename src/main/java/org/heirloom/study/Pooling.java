package org.heirloom.study;

import java.util.Arrays;

/**
 * How a network comes from class logits per position to those of the image: multiple-instance
 * learning, with positions as instances.
 */
public enum Pooling {
  /** Of features, and so, the classifier being linear, of logits. */
  MEAN("mean", true, "mean over positions: each position speaks as loudly"),
  /** The position that speaks loudest. */
  MAX("max", false, "the largest logit of any position"),
  /** Of independent events, one per position. */
  NOISY_OR("noisy-or", false, "log odds that some position shows the class, all independent"),
  /** Between mean and maximum. */
  LSE("lse", false, "soft maximum: 1/r log mean exp(r logit), r = 5 (Pinheiro and Collobert 2015)"),
  /** Of features, with learnt weights. */
  ATTENTION("attention", true, "mean over positions with learnt weights (Ilse et al. 2018)"),
  /** Of similarities to learnt patches, which stand under the classifier. */
  PROTOTYPES(
      "prototypes",
      true,
      "the nearest position to each of 5 patches per class, this looks like that (Chen et al."
          + " 2019)");

  private final String text;
  private final boolean ofFeatures;
  private final String meaning;

  Pooling(String text, boolean ofFeatures, String meaning) {
    this.text = text;
    this.ofFeatures = ofFeatures;
    this.meaning = meaning;
  }

  /** The pooling of that name. */
  public static Pooling of(String name) {
    return Arrays.stream(values())
        .filter(each -> each.text.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no pooling " + name));
  }

  /** Its name in a study. */
  public String text() {
    return text;
  }

  /** Whether it pools features, so that there is a layer {@code pooled} under the classifier. */
  public boolean ofFeatures() {
    return ofFeatures;
  }

  Vocabulary.Term term() {
    return new Vocabulary.Term(text, meaning);
  }
}
