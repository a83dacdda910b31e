package org.heirloom.report;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.metrics.Family;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.retain.Scorecard;
import org.heirloom.retain.Scorecard.Estimate;
import org.heirloom.retain.Scorecard.NotMeasured;
import org.heirloom.retain.Scorecard.Score;
import org.heirloom.retain.Scorecard.Status;
import org.heirloom.retain.Scorecard.Verdict;

/** A made-up scorecard with the shape and size of a real one. */
final class FakeScores {
  static final Estimate NONE = new Estimate(Double.NaN, Double.NaN, Double.NaN);
  static final List<String> ARMS = List.of("distilled", "label-only", "untrained");
  static final List<String> CLASSES =
      List.of("stripe-fin", "dot-fin", "stripe-horn", "dot-horn", "plain-fin", "plain-horn");
  static final List<String> CONCEPTS =
      List.of("factor/texture/stripes", "factor/texture/dots", "factor/light/left");

  private final RandomStream random = new Seed(7).stream();
  private final List<Score> scores = new ArrayList<>();

  private FakeScores() {}

  static Scorecard scorecard() {
    FakeScores fake = new FakeScores();
    fake.behaviour();
    fake.representation();
    fake.concepts();
    fake.saliency();
    return new Scorecard(
        1,
        "quickstart",
        0.95,
        fake.scores,
        verdicts(),
        List.of(
            new NotMeasured("road", "the study does not ask for it"),
            new NotMeasured(
                "tcav-shift of texture/bricks", "4 examples show the concept; 50 are needed")),
        List.of(
            "With 3 students no test of signs or ranks can reach p < 0.05 (that takes 6); the intervals hold, but are wide.",
            "64 examples were explained: saliency gaps below about 0.05 cannot be seen."));
  }

  /** One comparison with everything in it that the page shows. */
  record Gap(String metric, String subject, double teacher, List<Double> gaps, double margin) {}

  private void behaviour() {
    add(Family.BEHAVIOUR, new Gap("accuracy-gap", "", 0.962, List.of(-0.012, -0.041, -0.83), 0.03));
    add(Family.BEHAVIOUR, new Gap("agreement", "", Double.NaN, List.of(0.962, 0.925, 0.13), 0.05));
    add(Family.BEHAVIOUR, new Gap("kl", "", Double.NaN, List.of(0.062, 0.31, 2.4), 0.2));
    add(Family.BEHAVIOUR, new Gap("ece-gap", "", 0.021, List.of(0.006, 0.019, 0.11), 0.03));
  }

  private void representation() {
    add(
        Family.REPRESENTATION,
        new Gap("cka", "stage1", Double.NaN, List.of(0.86, 0.84, 0.71), 0.1));
    add(
        Family.REPRESENTATION,
        new Gap("cka", "stage2", Double.NaN, List.of(0.79, 0.74, 0.38), 0.1));
    add(
        Family.REPRESENTATION,
        new Gap("cka", "stage3", Double.NaN, List.of(0.93, 0.81, 0.12), 0.1));
  }

  private void concepts() {
    add(Family.CONCEPTS, new Gap("tcav-shift", "all", Double.NaN, List.of(0.09, 0.16, 0.41), 0.2));
    for (String concept : CONCEPTS) {
      for (String name : CLASSES) {
        List<Double> gaps =
            List.of(random.nextDouble(-0.15, 0.1), random.nextDouble(-0.3, 0.2), -0.4);
        add(
            Family.CONCEPTS,
            new Gap("tcav-shift", concept + "/" + name + "/stage3", 0.9, gaps, 0.2));
      }
    }
  }

  private void saliency() {
    add(
        Family.SALIENCY,
        new Gap("insertion-gap", "edge", 0.44, List.of(-0.01, -0.02, -0.3), Double.NaN));
    add(
        Family.SALIENCY,
        new Gap("map-agreement", "grad-cam", 0.95, List.of(0.74, 0.58, 0.09), 0.1));
    add(
        Family.SALIENCY,
        new Gap("insertion-gap", "grad-cam", 0.71, List.of(-0.012, -0.04, -0.55), 0.05));
    add(
        Family.SALIENCY,
        new Gap("deletion-gap", "grad-cam", 0.33, List.of(0.018, 0.05, -0.2), 0.05));
    add(
        Family.SALIENCY,
        new Gap("pointing-gap", "grad-cam", 0.91, List.of(-0.02, -0.11, -0.6), 0.1));
    add(
        Family.SALIENCY,
        new Gap("relevance-mass-gap", "grad-cam", 0.52, List.of(-0.034, -0.09, Double.NaN), 0.05));
  }

  private void add(Family family, Gap gap) {
    for (int i = 0; i < ARMS.size(); i++) {
      double value = gap.gaps().get(i);
      double half =
          (0.2 + 0.5 * random.nextDouble()) * (Double.isNaN(gap.margin()) ? 0.05 : gap.margin());
      boolean agreement = gap.metric().equals("map-agreement");
      boolean comparison = Double.isNaN(gap.teacher()) || agreement;
      double centre = agreement ? gap.teacher() : MetricCatalogue.get(gap.metric()).ideal();
      double distance = value - centre;
      boolean undefined = Double.isNaN(value);
      scores.add(
          new Score(
              family,
              gap.metric(),
              ARMS.get(i),
              1.0,
              gap.subject(),
              Double.isNaN(gap.teacher()) ? NONE : around(gap.teacher(), 0.011),
              comparison ? around(value, half) : around(gap.teacher() + value, 0.014),
              around(value, half),
              i == 0 && !undefined ? around(value - gap.gaps().get(1), 1.3 * half) : NONE,
              gap.margin(),
              status(gap, distance, half),
              undefined ? Double.NaN : random.nextDouble() * 0.04,
              undefined ? Double.NaN : distance / half,
              3,
              family == Family.SALIENCY ? 64 : 1000,
              undefined ? "few-replicates;64-undefined" : flag(gap)));
    }
  }

  private static String flag(Gap gap) {
    String few = "few-replicates";
    if (gap.subject().equals("all")) {
      return few + ";18-cells";
    }
    return gap.subject().equals("edge") ? few + ";control-explainer" : few;
  }

  private static Estimate around(double value, double half) {
    return new Estimate(value, value - half, value + half);
  }

  private static Status status(Gap gap, double distance, double half) {
    if (Double.isNaN(gap.margin())) {
      return Status.REPORTED;
    }
    double loss =
        switch (MetricCatalogue.get(gap.metric()).direction()) {
          case HIGHER -> -distance;
          case LOWER -> distance;
          case ZERO, NONE -> Math.abs(distance);
        };
    if (loss + half <= gap.margin()) {
      return Status.RETAINED;
    }
    return loss - half > gap.margin() ? Status.LOST : Status.NOT_SHOWN;
  }

  private static List<Verdict> verdicts() {
    List<Verdict> verdicts = new ArrayList<>();
    for (Family family : Family.values()) {
      verdicts.add(
          verdict(
              family,
              "distilled",
              family == Family.REPRESENTATION ? Status.NOT_SHOWN : Status.RETAINED));
      verdicts.add(
          verdict(
              family, "label-only", family == Family.SALIENCY ? Status.LOST : Status.NOT_SHOWN));
      verdicts.add(verdict(family, "untrained", Status.LOST));
    }
    return verdicts;
  }

  private static Verdict verdict(Family family, String arm, Status status) {
    String word =
        switch (status) {
          case RETAINED -> "keeps the teacher’s " + Words.name(family) + " within the margins.";
          case LOST -> "loses the teacher’s " + Words.name(family) + ".";
          default -> "may or may not keep the teacher’s " + Words.name(family) + ".";
        };
    return new Verdict(
        family,
        arm,
        1.0,
        status,
        "The " + arm + " student " + word,
        List.of(
            "The first gap is −0.012 (95 % interval −0.027 to +0.003, n = 1000, 3 seeds), margin 0.03.",
            "The second gap is −0.028 (95 % interval −0.046 to −0.010, n = 1000, 3 seeds), margin 0.05."),
        List.of("It says nothing about images unlike those of the test role."));
  }
}
