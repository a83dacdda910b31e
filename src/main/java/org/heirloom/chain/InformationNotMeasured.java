package org.heirloom.chain;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.retain.Scorecard.NotMeasured;
import org.heirloom.study.Study;

/** What was not asked in bits, beyond the trained range or of random creatures; and why. */
final class InformationNotMeasured {
  private static final List<String> INFORMATION =
      List.of("information-gap", "information-kept", "profile-correlation", "redundancy-kept");

  private static final List<String> BEYOND =
      List.of("invariances-kept", "outside-accuracy-gap", "generalisation-area");

  private static final List<String> REVERSE =
      List.of("diagnostic-profile", "over-generalisation-gap");

  private InformationNotMeasured() {}

  static List<NotMeasured> of(Study study, boolean blackBox) {
    Study.Probe probe = study.probe();
    List<NotMeasured> missing = new ArrayList<>();
    unless(probe.information().enabled(), "information", blackBox, INFORMATION, missing);
    if (!study.data().source().equals("generator")) {
      add(BEYOND, "only the generator can draw what it asks for", missing);
      add(REVERSE, "only the generator can draw what it asks for", missing);
      return missing;
    }
    if (study.data().generator().train().isEmpty()) {
      add(
          BEYOND,
          "networks are trained on the whole range of every factor (data.generator.train)",
          missing);
    } else {
      unless(probe.generalisation().enabled(), "generalisation", blackBox, BEYOND, missing);
    }
    unless(probe.reverseCorrelation().enabled(), "reverseCorrelation", blackBox, REVERSE, missing);
    return missing;
  }

  /** Metrics that the study asks for. */
  static List<String> asked(Study study) {
    List<String> asked = new ArrayList<>();
    if (study.probe().information().enabled()) {
      asked.addAll(INFORMATION);
    }
    if (study.probe().generalisation().enabled()) {
      asked.addAll(BEYOND);
    }
    if (study.probe().reverseCorrelation().enabled()) {
      asked.addAll(REVERSE);
    }
    return asked;
  }

  private static void unless(
      boolean asked,
      String probe,
      boolean blackBox,
      List<String> metrics,
      List<NotMeasured> missing) {
    if (!asked || blackBox) {
      add(
          metrics,
          asked
              ? org.heirloom.chain.NotMeasured.BLACK_BOX
              : "the study switches the probe off (probe." + probe + ".enabled)",
          missing);
    }
  }

  private static void add(List<String> metrics, String reason, List<NotMeasured> missing) {
    metrics.forEach(metric -> missing.add(new NotMeasured(metric, reason)));
  }
}
