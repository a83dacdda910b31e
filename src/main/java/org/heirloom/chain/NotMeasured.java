package org.heirloom.chain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heirloom.explain.Explainers;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.retain.Scorecard;
import org.heirloom.study.Study;

/** What a study asked for, or could have, and did not get; and why. */
final class NotMeasured {
  static final String BLACK_BOX =
      "the teacher is a black box (teach.model), and this looks inside it";

  private static final String STUDENTS =
      "no part of this is known of %s: a black box (distill.brought), and this looks inside";

  private static final List<String> TCAV =
      List.of("tcav-shift", "tcav-sign-agreement", "tcav-rank-agreement");

  /** Measures that put a network into a graph, whatever made the map. */
  private static final List<String> CURVES = List.of("insertion", "deletion");

  private NotMeasured() {}

  /** Compares what was asked for with the metrics of the rows. */
  static List<Scorecard.NotMeasured> of(Study study, Set<String> measured) {
    List<Scorecard.NotMeasured> missing = new ArrayList<>();
    boolean blackBox = study.teach().model().given();
    boolean lookedInto = !blackBox || study.distill().trains() || Arms.secondTeachers(study);
    for (String measure : List.of("pointing", "relevance-mass", "relevance-rank")) {
      if (study.explain().measures().contains(measure) && !measured.contains(measure)) {
        add(
            missing,
            measure + "-gap",
            lookedInto ? "the data set has no masks that say where the evidence lies" : BLACK_BOX);
      }
    }
    if (study.explain().measures().contains("part-importance") && !PartDrops.apply(study)) {
      add(
          missing,
          "part-importance-gap",
          "only the generator's images can be drawn again without a part");
    }
    if (study.explain().measures().contains("agreement") && !measured.contains("map-agreement")) {
      add(
          missing,
          "map-agreement",
          blackBox
              ? BLACK_BOX
              : "no explainer of the study but controls draws maps of both networks");
    }
    prototypes(study, missing);
    if (!study.probe().tcav().enabled()) {
      for (String metric : TCAV) {
        add(missing, metric, "the study switches the probe off (probe.tcav.enabled)");
      }
    }
    if (!study.probe().linear().enabled()) {
      add(missing, "decodability-gap", "the study switches the probe off (probe.linear.enabled)");
    }
    if (!study.probe().cka().enabled()) {
      add(missing, "cka", "the study switches the probe off (probe.cka.enabled)");
    } else if (blackBox) {
      add(missing, "cka", BLACK_BOX);
    }
    if (!study.probe().rsa().enabled()) {
      add(missing, "rsa", "the study switches the probe off (probe.rsa.enabled)");
    } else if (blackBox) {
      add(missing, "rsa", BLACK_BOX);
    }
    if (!study.probe().dissection().enabled()) {
      add(missing, "concepts-kept", "the study switches the probe off (probe.dissection.enabled)");
    } else if (blackBox) {
      add(missing, "concepts-kept", BLACK_BOX);
    }
    if (!study.explain().local().enabled()) {
      add(missing, "local-linearity-gap", "off unless asked for (explain.local.enabled)");
    }
    units(study, measured, missing);
    missing.addAll(InformationNotMeasured.of(study, blackBox));
    brought(study, missing);
    return missing;
  }

  /** Attacks on prototypes are compared where both networks have some. */
  private static void prototypes(Study study, List<Scorecard.NotMeasured> missing) {
    boolean teacher = !study.teach().model().given() && study.teach().network().prototypes();
    boolean both = teacher && study.distill().network().prototypes();
    for (String attack : study.explain().prototypes().attacks()) {
      if (!both) {
        add(
            missing,
            attack.equals("move") ? "prototype-moved-gap" : "prototype-vanished-gap",
            "only one of teacher and student has prototypes: the report tells what was done to them");
      }
    }
  }

  /** What interventions on units would have told. */
  private static void units(
      Study study, Set<String> measured, List<Scorecard.NotMeasured> missing) {
    if (!study.probe().causal().enabled()) {
      add(missing, "ablation-drop-gap", "the study switches the probe off (probe.causal.enabled)");
    }
    if (!study.probe().pdm().enabled()) {
      add(missing, "pdm-concepts-gap", "the study switches the probe off (probe.pdm.enabled)");
    }
    if (!study.probe().codes().compositions()) {
      add(missing, "composition-iou-gap", "off unless asked for (probe.codes.compositions)");
    }
    if (!study.probe().codes().distributed()) {
      add(missing, "code-iou-gap", "off unless asked for (probe.codes.distributed)");
    }
    if (ShortcutFamily.hasCue(study) && !study.probe().shortcuts().enabled()) {
      add(
          missing,
          "shortcut-reliance-gap",
          "the study switches the probe off (probe.shortcuts.enabled)");
    } else if (ShortcutFamily.isAsked(study) && !measured.contains("shortcut-reliance")) {
      add(missing, "shortcut-reliance-gap", BLACK_BOX);
    }
  }

  /** What would have been measured of students that are brought, were they no black boxes. */
  private static void brought(Study study, List<Scorecard.NotMeasured> missing) {
    List<String> names = study.distill().brought().stream().map(Study.Student::name).toList();
    if (names.isEmpty()) {
      return;
    }
    String reason = STUDENTS.formatted(String.join(", ", names));
    Set<String> told =
        missing.stream().map(Scorecard.NotMeasured::metric).collect(Collectors.toSet());
    inside(study).filter(metric -> !told.contains(metric)).forEach(m -> add(missing, m, reason));
  }

  /**
   * Metrics that the study asks for and that look inside: those of maps only where no explainer
   * makes them of answers alone.
   */
  private static Stream<String> inside(Study study) {
    boolean maps = study.explain().explainers().stream().anyMatch(Explainers::explainsBlackBoxes);
    Stream<String> saliency =
        study.explain().measures().stream()
            .filter(measure -> !maps || CURVES.contains(measure))
            .map(measure -> measure.equals("agreement") ? "map-agreement" : measure + "-gap")
            .filter(metric -> MetricCatalogue.find(metric).isPresent());
    Map<String, Boolean> asked = new LinkedHashMap<>();
    asked.put("cka", study.probe().cka().enabled());
    TCAV.forEach(metric -> asked.put(metric, study.probe().tcav().enabled()));
    asked.put("decodability-gap", study.probe().linear().enabled());
    asked.put("rsa", study.probe().rsa().enabled());
    asked.put("concepts-kept", study.probe().dissection().enabled());
    asked.put("ablation-drop-gap", study.probe().causal().enabled());
    asked.put("pdm-concepts-gap", study.probe().pdm().enabled());
    asked.put("composition-iou-gap", study.probe().codes().compositions());
    asked.put("code-iou-gap", study.probe().codes().distributed());
    asked.put("shortcut-reliance-gap", ShortcutFamily.isAsked(study));
    InformationNotMeasured.asked(study).forEach(metric -> asked.put(metric, true));
    Stream<String> layers = asked.keySet().stream().filter(asked::get);
    return Stream.concat(layers, saliency);
  }

  private static void add(List<Scorecard.NotMeasured> missing, String metric, String reason) {
    missing.add(new Scorecard.NotMeasured(metric, reason));
  }
}
