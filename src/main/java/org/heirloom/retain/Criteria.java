package org.heirloom.retain;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.heirloom.study.Study;

/**
 * By what a scorecard judges.
 *
 * @param study name of the study
 * @param confidence of every interval, in (0, 1)
 * @param margins δ by scored metric; metrics without one are only reported
 * @param arms students in the order in which they are told, methods before controls
 */
public record Criteria(
    String study, double confidence, Map<String, Double> margins, List<String> arms) {

  public Criteria {
    margins = Collections.unmodifiableMap(new TreeMap<>(margins));
    arms = List.copyOf(arms);
  }

  /** What a study says. */
  public static Criteria of(Study study) {
    return new Criteria(
        study.name(),
        study.retain().confidence(),
        study.retain().margins(),
        Stream.concat(study.distill().heirs().stream(), study.distill().controls().stream())
            .toList());
  }

  /** δ of a scored metric, or NaN. */
  double margin(String metric) {
    return margins.getOrDefault(metric, Double.NaN);
  }
}
