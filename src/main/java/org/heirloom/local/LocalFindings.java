package org.heirloom.local;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heirloom.model.Array;

/**
 * What local distillation found around one example.
 *
 * @param neighbours by how they were drawn; without those that are all the same image
 * @param students by what they were fitted to
 * @param judgements of every student on every neighbourhood, and of LIME on superpixels
 * @param wider at which scale latent neighbours have a boundary, where they have none at that of
 *     the study
 * @param relabelled the student of "unchanged" against "shifted"; empty where all latent neighbours
 *     are on one side
 * @param morph the way to the other image, {@code [frames, height, width, channels]}, both
 *     reconstructions included
 * @param morphLogits of the target on them
 */
public record LocalFindings(
    Scene scene,
    Realism realism,
    Map<Neighbourhood, Neighbours> neighbours,
    Map<Neighbourhood, LocalStudent> students,
    List<Judgement> judgements,
    Wider wider,
    Optional<LocalStudent> relabelled,
    Array morph,
    double[][] morphLogits) {

  public LocalFindings {
    judgements = List.copyOf(judgements);
  }

  /** Name of LIME among students. */
  public static final String LIME = "lime";

  /** Superpixel neighbours that count as LIME counts them: by closeness to the image. */
  public static final String NEAR = "superpixel-near";

  /** Name of the student of "unchanged" against "shifted". */
  public static final String RELABELLED = "re-labelled";

  /** Name of the latent student at a wider scale, and of its neighbourhood. */
  public static final String WIDER = "wider";

  /**
   * How well a student does on a neighbourhood.
   *
   * @param student by what it was fitted to, or {@link #LIME}, {@link #RELABELLED}, {@link #WIDER}
   * @param on whose neighbours judge
   */
  public record Judgement(String student, String on, Fidelity fidelity) {

    /** Both, as the subject of rows. */
    public String subject() {
      return student + "/" + on;
    }
  }

  /**
   * Where the boundary is.
   *
   * @param scale the study's, or the first of its doublings at which latent neighbours lie near the
   *     class's boundary on both sides; NaN where none of three does
   * @param widened whether it is not the study's
   */
  public record Wider(double scale, boolean widened) {}

  /** The student of latent neighbours, which explains. */
  public LocalStudent student() {
    return students.get(Neighbourhood.LATENT);
  }

  /** How a student does on a neighbourhood; empty if that was not asked. */
  public Optional<Fidelity> fidelity(String student, String on) {
    return judgements.stream()
        .filter(j -> j.student().equals(student) && j.on().equals(on))
        .map(Judgement::fidelity)
        .findFirst();
  }

  /** Whether the target answers the same, but for rounding, to all latent neighbours. */
  public boolean isConstant() {
    return LocalFit.isConstant(neighbours.get(Neighbourhood.LATENT).logits());
  }
}
