package org.heirloom.report;

import java.util.List;
import org.heirloom.report.ReportInput.Point;

/**
 * What is drawn of information, of generalisation and of reverse correlation. Every list may be
 * empty.
 *
 * @param bits of layers about causes
 * @param curves along one factor
 * @param exaggerations of one factor
 * @param drivers bits of factors about logits
 * @param maps bits of pixels about logits
 */
public record InformationInput(
    List<Bits> bits,
    List<Curve> curves,
    List<Exaggeration> exaggerations,
    List<Driver> drivers,
    List<PixelMap> maps) {

  public InformationInput {
    bits = List.copyOf(bits);
    curves = List.copyOf(curves);
    exaggerations = List.copyOf(exaggerations);
    drivers = List.copyOf(drivers);
    maps = List.copyOf(maps);
  }

  /** Nothing to draw. */
  public static InformationInput none() {
    return new InformationInput(List.of(), List.of(), List.of(), List.of(), List.of());
  }

  /**
   * What a layer tells of a cause, the mean over replicates.
   *
   * @param bits NaN where undefined
   * @param significant whether it is more than chance in every replicate
   */
  public record Bits(String arm, String layer, String cause, double bits, boolean significant) {}

  /**
   * A quantity along a factor's range, the mean over replicates.
   *
   * @param quantity for example {@code accuracy} or {@code information about the class, stage3}
   * @param low lower end of the trained range
   * @param high its upper end
   */
  public record Curve(
      String factor, String quantity, String arm, double low, double high, List<Point> points) {
    public Curve {
      points = List.copyOf(points);
    }
  }

  /**
   * Mean probability of the true class while a factor is exaggerated, the mean over replicates.
   *
   * @param kind {@code shape} or {@code texture}
   * @param points by amplitude in half widths of the trained range, which is −1 to 1
   */
  public record Exaggeration(String factor, String kind, String arm, List<Point> points) {
    public Exaggeration {
      points = List.copyOf(points);
    }
  }

  /** What a factor tells of the logits: the mean over classes and replicates, in bits. */
  public record Driver(String arm, String factor, double bits) {}

  /**
   * What each pixel tells of the logits of an arm's first replicate, the mean over classes.
   *
   * @param bits row-major
   * @param side of the map
   */
  public record PixelMap(String arm, float[] bits, int side) {}
}
