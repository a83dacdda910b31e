package org.heirloom.retain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.metrics.Family;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.retain.Evidence.Cell;
import org.heirloom.retain.Evidence.Group;
import org.heirloom.retain.Scorecard.NotMeasured;
import org.heirloom.retain.Scorecard.Score;
import org.heirloom.retain.Scorecard.Status;
import org.heirloom.retain.Scorecard.Verdict;
import org.heirloom.retain.Scorer.Scored;
import org.heirloom.stats.MultipleTests;

/** Builds scorecards from evidence. */
public final class Scorecards {
  /** Version of the scorecard's format. */
  public static final int VERSION = 1;

  private final Evidence evidence;
  private final Criteria criteria;
  private final Map<Group, List<Scored>> scores = new LinkedHashMap<>();

  private Scorecards(Evidence evidence, Criteria criteria) {
    this.evidence = evidence;
    this.criteria = criteria;
  }

  /**
   * The scorecard of a study.
   *
   * @param notMeasured what other stages could not measure, and why; what has rows but no defined
   *     value is added here
   * @throws org.heirloom.DataException if models that are compared were measured on different
   *     examples
   */
  public static Scorecard build(
      Criteria criteria, Evidence evidence, List<NotMeasured> notMeasured) {
    return new Scorecards(evidence, criteria).build(notMeasured);
  }

  private Scorecard build(List<NotMeasured> notMeasured) {
    Scorer scorer = new Scorer(evidence, criteria);
    groups().forEach(group -> scores.put(group, scores(scorer, group)));
    List<NotMeasured> missing = new ArrayList<>(notMeasured);
    missing.addAll(new Undefined(evidence).in(scores.keySet()));
    Warnings warnings = new Warnings(evidence.teachers(), scores);
    return new Scorecard(
        VERSION,
        criteria.study(),
        criteria.confidence(),
        scores.values().stream().flatMap(List::stream).map(Scored::score).sorted(order()).toList(),
        verdicts(),
        missing,
        warnings.all());
  }

  /** Students in the study's order, then others; larger budgets first. */
  private List<Group> groups() {
    return evidence.students().stream()
        .sorted(Comparator.comparingInt((Group group) -> rank(group.arm())))
        .toList();
  }

  private int rank(String arm) {
    int index = criteria.arms().indexOf(arm);
    return index >= 0 ? index : Integer.MAX_VALUE;
  }

  private Comparator<Score> order() {
    return Comparator.comparing(Score::family)
        .thenComparingInt(score -> MetricCatalogue.place(score.metric()))
        .thenComparingInt(score -> rank(score.arm()))
        .thenComparing(Score::arm)
        .thenComparing(Score::budget, Comparator.reverseOrder())
        .thenComparing(Score::subject);
  }

  private List<Scored> scores(Scorer scorer, Group group) {
    List<Scored> found = new ArrayList<>();
    for (Cell cell : evidence.cells()) {
      scorer.score(cell, group).ifPresent(found::add);
    }
    ConceptSummary.of(found, criteria).ifPresent(found::add);
    return corrected(found);
  }

  /** With p-values corrected within each family. */
  private static List<Scored> corrected(List<Scored> scores) {
    List<Scored> corrected = new ArrayList<>();
    for (Family family : Family.values()) {
      List<Scored> ofFamily =
          scores.stream().filter(each -> each.score().family() == family).toList();
      double[] p =
          MultipleTests.holm(ofFamily.stream().mapToDouble(each -> each.score().p()).toArray());
      for (int i = 0; i < p.length; i++) {
        corrected.add(ofFamily.get(i).with(ofFamily.get(i).score().withP(p[i])));
      }
    }
    return List.copyOf(corrected);
  }

  private List<Verdict> verdicts() {
    List<Verdict> verdicts = new ArrayList<>();
    for (Family family : Family.values()) {
      scores.forEach(
          (group, all) -> {
            List<Scored> ofFamily =
                all.stream().filter(each -> each.score().family() == family).toList();
            if (!ofFamily.isEmpty()) {
              List<Scored> floor = scores.getOrDefault(group.of(Arms.UNTRAINED), List.of());
              Facts facts = new Facts(family, group, ofFamily, floor, evidence.teachers());
              verdicts.add(new Verdicts(criteria, facts).verdict());
            }
          });
    }
    return verdicts;
  }

  /**
   * What a verdict is about.
   *
   * @param scores of this family and group
   * @param floor scores of the untrained students, all families
   */
  record Facts(Family family, Group group, List<Scored> scores, List<Scored> floor, int teachers) {

    List<Scored> with(Status status) {
      return scores.stream().filter(each -> each.score().status() == status).toList();
    }

    /** Scores that have a margin. */
    List<Scored> judged() {
      return scores.stream().filter(each -> each.score().status() != Status.REPORTED).toList();
    }

    /** Whether untrained students pass the same test. */
    boolean floorPasses(Score score) {
      return floor.stream()
          .map(Scored::score)
          .filter(other -> other.metric().equals(score.metric()))
          .filter(other -> other.subject().equals(score.subject()))
          .anyMatch(other -> other.status() == Status.RETAINED);
    }
  }
}
