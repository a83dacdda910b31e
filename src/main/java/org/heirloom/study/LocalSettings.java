package org.heirloom.study;

import java.util.List;

/**
 * Local distillation of chosen examples.
 *
 * @param examples how many of the saliency role are chosen by a hash, beside those that are named
 * @param ids of examples of the saliency role that are chosen in any case
 * @param neighbourhoods on which students are taught and judged
 * @param neighbours images drawn around an example, per neighbourhood
 * @param scale standard deviation of latent neighbours' codes, of the prior's
 * @param temperature divides logits of target and local student
 * @param ridge L2 penalty of the local student's weights
 * @param labels that the explainer's student learns from: the network's probabilities, or whether
 *     it answers the explained class
 * @param autoencoder draws neighbours
 */
public record LocalSettings(
    boolean enabled,
    int examples,
    List<String> ids,
    List<String> neighbourhoods,
    int neighbours,
    double scale,
    double temperature,
    double ridge,
    String labels,
    Autoencoder autoencoder) {

  public LocalSettings {
    ids = List.copyOf(ids);
    neighbourhoods = List.copyOf(neighbourhoods);
  }

  /**
   * The variational autoencoder of a study.
   *
   * @param latent numbers of the code
   * @param width channels of the first stage
   * @param divergenceWeight of the code's divergence from the prior
   * @param divergenceWarmup share of the steps over which it rises from 0
   * @param patience evaluations without improvement that end the training
   */
  public record Autoencoder(
      int latent,
      int width,
      double divergenceWeight,
      double divergenceWarmup,
      int patience,
      Study.Training training) {}
}
