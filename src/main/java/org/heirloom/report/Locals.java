package org.heirloom.report;

import java.util.List;
import org.heirloom.image.Pixels;

/**
 * Local distillation around chosen examples; empty where the study asks for none.
 *
 * @param scale standard deviation of latent neighbours' codes, of the prior's
 * @param neighbours images per neighbourhood
 * @param training how the autoencoder was trained, in words
 */
public record Locals(double scale, int neighbours, String training, List<Chosen> chosen) {

  public Locals {
    chosen = List.copyOf(chosen);
  }

  /** Nothing was distilled. */
  public static Locals none() {
    return new Locals(Double.NaN, 0, "", List.of());
  }

  /**
   * One example.
   *
   * @param truth index of its true class
   * @param label index of the explained class
   * @param other id of the example that it is morphed to
   * @param error root mean square difference of the reconstruction, of the range 0..1
   * @param neighbours some latent ones
   * @param morph from this reconstruction to the other's
   * @param views by network, the teacher first
   */
  public record Chosen(
      String id,
      int truth,
      int label,
      String other,
      double error,
      Pixels image,
      Pixels reconstruction,
      List<Pixels> neighbours,
      List<Pixels> morph,
      List<View> views) {
    public Chosen {
      neighbours = List.copyOf(neighbours);
      morph = List.copyOf(morph);
      views = List.copyOf(views);
    }
  }

  /**
   * What was found of one network.
   *
   * @param image its probabilities on the image, by class
   * @param reconstruction its probabilities on the reconstruction
   * @param student the local student's probabilities on the reconstruction
   * @param neighbours answers to those that are shown
   * @param morph answers on the way
   * @param weights pictures of weights
   * @param judgements of local students
   * @param boundaryScale scale at which the class's boundary is met; NaN if nowhere
   */
  public record View(
      String arm,
      List<Double> image,
      List<Double> reconstruction,
      List<Double> student,
      List<Answer> neighbours,
      List<Answer> morph,
      List<Weight> weights,
      List<Judgement> judgements,
      double boundaryScale) {
    public View {
      image = List.copyOf(image);
      reconstruction = List.copyOf(reconstruction);
      student = List.copyOf(student);
      neighbours = List.copyOf(neighbours);
      morph = List.copyOf(morph);
      weights = List.copyOf(weights);
      judgements = List.copyOf(judgements);
    }
  }

  /**
   * What is answered to one image.
   *
   * @param label the network's class
   * @param probability the network's, of the explained class
   * @param student the local student's, of the explained class
   */
  public record Answer(int label, double probability, double student) {}

  /**
   * A picture of signed values.
   *
   * @param title whose they are
   * @param values {@code [height * width]}, row-major, of the image's size
   */
  public record Weight(String title, float[] values) {}

  /**
   * How well a local student does; what is undefined is NaN.
   *
   * @param student what it was taught on, or its name
   * @param on whose neighbours judge
   */
  public record Judgement(
      String student,
      String on,
      double agreement,
      double kl,
      double logitFit,
      double probabilityFit,
      double boundaryArea) {}
}
