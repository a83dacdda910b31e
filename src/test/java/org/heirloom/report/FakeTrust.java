package org.heirloom.report;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.report.ReportInput.Point;
import org.heirloom.report.Trust.Against;
import org.heirloom.report.Trust.Board;
import org.heirloom.report.Trust.Cell;
import org.heirloom.report.Trust.Errors;
import org.heirloom.report.Trust.Line;
import org.heirloom.report.Trust.Pair;
import org.heirloom.report.Trust.SurrogateBoard;
import org.heirloom.report.Trust.Survival;
import org.heirloom.retain.Scorecard.Estimate;

/** Made-up judgements of maps. */
final class FakeTrust {
  private FakeTrust() {}

  static Trust trust() {
    List<Board> boards = new ArrayList<>();
    List<Survival> survivals = new ArrayList<>();
    for (String arm : FakePictures.ARMS) {
      boards.add(
          new Board(
              arm,
              arm.equals("teacher") ? 1 : 3,
              24,
              List.of("insertion", "deletion", "gini"),
              List.of(
                  new Line(
                      "grad-cam",
                      false,
                      1,
                      List.of(
                          cell(.7, Against.BETTER, 0),
                          cell(.2, Against.NOT_SHOWN, 2),
                          cell(.55, Against.NONE, 0))),
                  new Line(
                      "random",
                      true,
                      2,
                      List.of(
                          cell(.4, Against.NONE, 0),
                          cell(.41, Against.NONE, 0),
                          new Cell(
                              new Estimate(Double.NaN, Double.NaN, Double.NaN),
                              Against.NONE,
                              24,
                              0))))));
      for (String threat : List.of("corruptions", "pgd")) {
        List<Point> points = new ArrayList<>();
        for (int x = 0; x <= 5; x++) {
          points.add(new Point(x, .9 - .1 * x, .85 - .1 * x, .95 - .1 * x));
        }
        survivals.add(new Survival("robust-accuracy", threat, "", arm, points));
      }
      survivals.add(
          new Survival(
              "robust-map",
              "corruptions",
              "grad-cam",
              arm,
              List.of(new Point(3, .6, .5, Double.NaN))));
    }
    return new Trust(
        boards,
        List.of(
            new Pair("insertion", "deletion", new Estimate(.6, .4, .8), 3),
            new Pair("insertion", "gini", new Estimate(Double.NaN, Double.NaN, Double.NaN), 24)),
        survivals,
        List.of(
            new Errors("teacher", .9, List.of("fog"), List.of(.5), .8, 1.1),
            new Errors("distilled", .8, List.of("fog"), List.of(.4), .9, Double.NaN)),
        List.of(surrogate("teacher"), surrogate("distilled")));
  }

  private static SurrogateBoard surrogate(String arm) {
    Cell on = cell(.6, Against.NONE, 0);
    return new SurrogateBoard(
        arm,
        new Estimate(.9, .85, .95),
        new Estimate(.875, .8, .9),
        new Estimate(.92, .9, .94),
        List.of(
            new Line("attentive", false, Double.NaN, List.of(on, on, on, on, on, on)),
            new Line("random", true, Double.NaN, List.of(on, on, on, on, on, on))));
  }

  private static Cell cell(double value, Against against, int undefined) {
    return new Cell(new Estimate(value, value - .1, value + .1), against, undefined, 0);
  }
}
