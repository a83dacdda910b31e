package org.heirloom.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.retain.Scorecard;
import org.heirloom.study.Study;

/** What a study asked for, or could have, and did not get; and why. */
final class NotMeasured {
  private static final String BLACK_BOX =
      "the teacher is a black box (teach.model), and this looks inside it";

  private static final String STUDENTS =
      "no part of this is known of %s: a black box (distill.brought), and this looks inside";

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
    if (study.explain().measures().contains("part-importance")
        && !PartDrops.apply(study)) {
      add(
          missing,
          "part-importance-gap",
          "only the generator's images can be drawn again without a part");
    }
    if (study.explain().measures().contains("agreement") && !measured.contains("map-agreement")) {
      add(
          missing,
          "map-agreement",
          blackBox ? BLACK_BOX : "the study names no explainer but controls");
    }
    if (!study.probe().tcav().enabled()) {
      add(missing, "tcav-shift", "the study switches the probe off (probe.tcav.enabled)");
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
    brought(study, missing);
    return missing;
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

  /** Metrics that the study asks for and that look inside. */
  private static Stream<String> inside(Study study) {
    Stream<String> saliency =
        study.explain().measures().stream()
            .map(measure -> measure.equals("agreement") ? "map-agreement" : measure + "-gap")
            .filter(metric -> MetricCatalogue.find(metric).isPresent());
    Stream<String> layers =
        Map.of(
                "cka", study.probe().cka().enabled(),
                "rsa", study.probe().rsa().enabled(),
                "tcav-shift", study.probe().tcav().enabled())
            .entrySet()
            .stream()
            .filter(Map.Entry::getValue)
            .map(Map.Entry::getKey)
            .sorted();
    return Stream.concat(layers, saliency);
  }

  private static void add(List<Scorecard.NotMeasured> missing, String metric, String reason) {
    missing.add(new Scorecard.NotMeasured(metric, reason));
  }
}
