package org.heirloom.report;

import java.util.List;
import org.heirloom.report.ReportInput.Point;
import org.heirloom.retain.Scorecard.Estimate;

/**
 * Whether maps can be believed, and what survives when images go bad; any list may be empty.
 *
 * @param boards explainers side by side, arm by arm, the teacher first
 * @param pairs how far measures agree on the order of the teacher's explainers
 * @param survivals what is left by severity
 * @param errors errors by corruption, arm by arm
 * @param surrogates of the networks of each arm, the teacher first
 */
public record Trust(
    List<Board> boards,
    List<Pair> pairs,
    List<Survival> survivals,
    List<Errors> errors,
    List<SurrogateBoard> surrogates) {

  public Trust {
    boards = List.copyOf(boards);
    pairs = List.copyOf(pairs);
    survivals = List.copyOf(survivals);
    errors = List.copyOf(errors);
    surrogates = List.copyOf(surrogates);
  }

  /** Without surrogates. */
  public Trust(
      List<Board> boards, List<Pair> pairs, List<Survival> survivals, List<Errors> errors) {
    this(boards, pairs, survivals, errors, List.of());
  }

  /** Nothing was measured. */
  public static Trust none() {
    return new Trust(List.of(), List.of(), List.of(), List.of());
  }

  /**
   * The explainers of one arm at its largest budget.
   *
   * @param metrics names of the catalogue, in the order of columns
   * @param lines the best mean place first
   */
  public record Board(
      String arm, int replicates, int examples, List<String> metrics, List<Line> lines) {
    public Board {
      metrics = List.copyOf(metrics);
      lines = List.copyOf(lines);
    }
  }

  /**
   * One explainer.
   *
   * @param control whether it looks at no network
   * @param place mean of its places, from 1, over the measures that say which map is better; NaN
   *     where there is none
   * @param cells one for each metric of the board
   */
  public record Line(String explainer, boolean control, double place, List<Cell> cells) {
    public Line {
      cells = List.copyOf(cells);
    }
  }

  /**
   * One explainer under one measure.
   *
   * @param value mean with its interval over networks and examples; NaN where undefined
   * @param against how it stands to random maps, paired by example
   * @param undefined how many examples have no value, and are left out
   * @param flagged how many examples have a value that comes with a warning
   */
  public record Cell(Estimate value, Against against, int undefined, int flagged) {}

  /** How an explainer stands to random maps of the same examples. */
  public enum Against {
    /** The whole interval of the difference is on the good side of 0. */
    BETTER,
    /** The whole interval is on the bad side. */
    WORSE,
    /** The interval holds 0. */
    NOT_SHOWN,
    /** Not compared: it is the random control, there is none, or the measure is no contest. */
    NONE
  }

  /**
   * What an arm's surrogates are worth, and its explainers on networks and surrogates.
   *
   * @param accuracy of the networks, on the test role
   * @param surrogateAccuracy of the surrogates there
   * @param agreement of each surrogate with its network there
   * @param lines for each explainer: insertion on the network and on the surrogate, deletion on
   *     both, mean and raw intensity
   */
  public record SurrogateBoard(
      String arm,
      Estimate accuracy,
      Estimate surrogateAccuracy,
      Estimate agreement,
      List<Line> lines) {
    public SurrogateBoard {
      lines = List.copyOf(lines);
    }
  }

  /** How far two measures put explainers in the same order, with its interval over examples. */
  public record Pair(String first, String second, Estimate rho, int undefined) {}

  /**
   * One line of what is left.
   *
   * @param metric of the catalogue, such as {@code robust-accuracy}
   * @param threat {@code corruptions}, or an attack's name
   * @param explainer whose maps, or empty
   * @param points by severity or by ε in 1/255; 0 is the clean image
   */
  public record Survival(
      String metric, String threat, String explainer, String arm, List<Point> points) {
    public Survival {
      points = List.copyOf(points);
    }
  }

  /**
   * An arm's errors.
   *
   * @param clean share of clean images that are classified right
   * @param corruptions names
   * @param accuracies share right over severities, one for each corruption
   * @param mean mCE against the student without a teacher; NaN where there is none
   * @param relative relative mCE against the same
   */
  public record Errors(
      String arm,
      double clean,
      List<String> corruptions,
      List<Double> accuracies,
      double mean,
      double relative) {
    public Errors {
      corruptions = List.copyOf(corruptions);
      accuracies = List.copyOf(accuracies);
    }
  }
}
