package org.heirloom.study;

/**
 * What each explainer takes. An explainer that has no settings is not named here.
 *
 * @see Study.Explain
 */
public record ExplainerSettings(
    SmoothGrad smoothGrad,
    IntegratedGradients integratedGradients,
    Occlusion occlusion,
    Rise rise,
    Lime lime,
    Attentive attentive) {

  /**
   * Gradients averaged over noisy copies.
   *
   * @param samples copies per image
   * @param noise standard deviation as a share of the image's own range of values
   */
  public record SmoothGrad(int samples, double noise) {}

  /**
   * Gradients averaged along a path.
   *
   * @param steps points of the path
   * @param baseline colour where it begins
   */
  public record IntegratedGradients(int steps, String baseline) {}

  /**
   * Patches laid over the image.
   *
   * @param window side of a patch in pixels
   * @param stride distance of neighbouring patches in pixels
   * @param baseline colour of the patches
   */
  public record Occlusion(int window, int stride, String baseline) {}

  /**
   * Random masks.
   *
   * @param masks at most, per image
   * @param cells of a mask's grid along one side
   * @param probability that a cell is left open
   * @param estimator {@code plain} or {@code centred}
   * @param error once the Monte-Carlo error is at most this no more masks are drawn; 0: never
   * @param baseline colour behind the masks
   */
  public record Rise(
      int masks, int cells, double probability, String estimator, double error, String baseline) {}

  /**
   * A local linear model of superpixels.
   *
   * @param samples per image, the image itself among them
   * @param superpixels how the image is cut
   * @param segments how many superpixels are aimed at, where that can be said
   * @param kernelWidth width of the weights' kernel, in cosine distances
   * @param ridge L2 penalty of the regression
   */
  public record Lime(
      int samples, String superpixels, int segments, double kernelWidth, double ridge) {}

  /**
   * A surrogate with attention, fitted to each network before maps are made.
   *
   * @param student what is distilled from the network
   * @param masks what turns the student's attention into masks
   */
  public record Attentive(Surrogate student, Masks masks) {}

  /**
   * The student of a surrogate; what is not said here is as for the study's own students.
   *
   * @param architecture with attention
   * @param width channels of its first stage
   * @param samples training images that it sees in all
   * @param temperature of the soft targets
   * @param attentionWeight of attention transfer from the network's last layer; 0: none
   */
  public record Surrogate(
      String architecture, int width, int samples, double temperature, double attentionWeight) {}

  /**
   * The explanation network of a surrogate and its training.
   *
   * @param channels of all its layers
   * @param samples training images that it sees in all
   * @param learningRate of Adam
   * @param blur standard deviation of what stands where the mask is 0, as a share of the image's
   *     side
   * @param deletionWeight of the class's probability where the mask is taken away
   * @param areaWeight of the mask's mean
   * @param smoothnessWeight of its variation
   */
  public record Masks(
      int channels,
      int samples,
      double learningRate,
      double blur,
      double deletionWeight,
      double areaWeight,
      double smoothnessWeight) {}
}
