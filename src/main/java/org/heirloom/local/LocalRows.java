package org.heirloom.local;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.metrics.Measured;
import org.heirloom.stats.Correlations;
import org.heirloom.stats.Logits;

/** What local distillation measured around an example, as rows. */
public final class LocalRows {
  /**
   * The target takes the reconstruction for another class, so neighbours speak of another image.
   */
  public static final String CHANGED = "reconstruction-changes-answer";

  /** No neighbours near the boundary on both of its sides. */
  public static final String NO_BOUNDARY = "no-boundary";

  /** The target answers the same to all neighbours. */
  public static final String CONSTANT = "constant-answers";

  /** All neighbours are the same image. */
  public static final String ALIKE = "neighbours-alike";

  private final String id;
  private final LocalFindings findings;
  private final List<Measured> rows = new ArrayList<>();

  private LocalRows(LocalFindings findings) {
    this.id = findings.scene().id();
    this.findings = findings;
  }

  /**
   * All that was found of one network.
   *
   * @param asked the neighbourhoods of the study, by name
   */
  public static List<Measured> of(LocalFindings findings, List<String> asked) {
    LocalRows rows = new LocalRows(findings);
    rows.realism();
    rows.linearity();
    findings.judgements().forEach(rows::judgement);
    rows.missing(asked);
    double scale = findings.wider().scale();
    rows.add("local-boundary-scale", "", scale, NO_BOUNDARY, "");
    return rows.rows;
  }

  /**
   * How a student's surroundings compare with those of its teacher.
   *
   * @param neighbours of the same images, with the teacher's answers
   * @param teacher the teacher's local student
   * @param keepsAnswer whether the teacher takes the reconstruction for what the image is to it
   */
  public static List<Measured> compared(
      LocalFindings findings, Neighbours neighbours, LocalStudent teacher, boolean keepsAnswer) {
    LocalRows rows = new LocalRows(findings);
    double[][] own = findings.neighbours().get(Neighbourhood.LATENT).logits();
    double agreement = 0;
    for (int i = 0; i < own.length; i++) {
      agreement += Logits.argMax(own[i]) == Logits.argMax(neighbours.logits()[i]) ? 1 : 0;
    }
    int label = findings.scene().label();
    boolean speaks = keepsAnswer && findings.realism().keepsAnswer();
    double alike =
        Correlations.pearson(findings.student().weights()[label], teacher.weights()[label]);
    rows.add("local-teacher-agreement", "", agreement / own.length, "", "");
    rows.add(
        "local-weights-agreement",
        "",
        speaks ? alike : Double.NaN,
        speaks ? CONSTANT : CHANGED,
        "");
    return rows.rows;
  }

  private String changed() {
    return findings.realism().keepsAnswer() ? "" : CHANGED;
  }

  private void realism() {
    Realism realism = findings.realism();
    add("reconstruction-error", "", realism.error(), "", "");
    add("reconstruction-kept", "", realism.keepsAnswer() ? 1 : 0, "", "");
    add("reconstruction-kl", "", realism.divergence(), "", "");
  }

  private void linearity() {
    String latent = Neighbourhood.LATENT.label();
    double fit = findings.fidelity(latent, latent).orElseThrow().logitFit();
    boolean speaks = findings.realism().keepsAnswer();
    add("local-linearity", "", speaks ? fit : Double.NaN, speaks ? CONSTANT : CHANGED, "");
  }

  private void judgement(LocalFindings.Judgement judgement) {
    Fidelity fidelity = judgement.fidelity();
    String subject = judgement.subject();
    String flag = isOfTheImage(judgement) ? "" : changed();
    add("local-agreement", subject, fidelity.agreement(), "", flag);
    add("local-probability-fit", subject, fidelity.probabilityFit(), CONSTANT, flag);
    add("local-boundary-area", subject, fidelity.boundaryArea(), NO_BOUNDARY, flag);
    if (!Double.isNaN(fidelity.kl())) {
      add("local-kl", subject, fidelity.kl(), "", flag);
      add("local-logit-fit", subject, fidelity.logitFit(), CONSTANT, flag);
    }
  }

  /** What was asked and could not be judged. */
  private void missing(List<String> asked) {
    for (String kind : asked) {
      if (!findings.neighbours().containsKey(Neighbourhood.of(kind))) {
        add("local-agreement", kind + "/" + kind, Double.NaN, ALIKE, "");
      }
    }
    if (findings.relabelled().isEmpty()) {
      String subject = LocalFindings.RELABELLED + "/" + Neighbourhood.LATENT.label();
      add("local-agreement", subject, Double.NaN, NO_BOUNDARY, "");
    }
  }

  /** Whether student and neighbours know nothing of the reconstruction. */
  private static boolean isOfTheImage(LocalFindings.Judgement judgement) {
    return isOfTheImage(judgement.student()) && isOfTheImage(judgement.on());
  }

  private static boolean isOfTheImage(String name) {
    return name.equals(Neighbourhood.NOISE.label())
        || name.equals(Neighbourhood.SUPERPIXEL.label())
        || name.equals(LocalFindings.NEAR)
        || name.equals(LocalFindings.LIME);
  }

  private void add(String metric, String subject, double value, String undefined, String flag) {
    rows.add(new Measured(metric, subject, id, value, Double.isNaN(value) ? undefined : flag));
  }
}
