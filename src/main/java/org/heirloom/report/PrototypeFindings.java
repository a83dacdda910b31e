package org.heirloom.report;

import java.util.List;
import org.heirloom.image.Pixels;

/**
 * What networks of prototypes are made of, and whether what they show can be trusted.
 *
 * @param galleries of the first network of each arm that has prototypes
 * @param lines what attacks did
 */
public record PrototypeFindings(List<Gallery> galleries, List<Line> lines) {
  public PrototypeFindings {
    galleries = List.copyOf(galleries);
    lines = List.copyOf(lines);
  }

  /** Nothing. */
  public static PrototypeFindings none() {
    return new PrototypeFindings(List.of(), List.of());
  }

  boolean isEmpty() {
    return galleries.isEmpty() && lines.isEmpty();
  }

  /**
   * The prototypes of a network.
   *
   * @param field side of what a prototype sees, in pixels
   * @param side of the images, in pixels
   */
  public record Gallery(String arm, int field, int side, List<OfClass> classes) {
    public Gallery {
      classes = List.copyOf(classes);
    }
  }

  /**
   * The prototypes of a class.
   *
   * @param name of the class
   * @param collapsed whether all of them are one patch
   */
  public record OfClass(String name, boolean collapsed, List<Patch> patches) {
    public OfClass {
      patches = List.copyOf(patches);
    }
  }

  /**
   * A patch of a training image.
   *
   * @param number of the prototype
   * @param weight of its similarity for its own class
   * @param box one byte a pixel, 0 or 1, row-major: where in the image it is
   */
  public record Patch(int number, double weight, Pixels image, byte[] box) {}

  /**
   * A mean over replicates and examples.
   *
   * @param metric as in the catalogue
   * @param subject of the metric, or empty
   * @param examples how many it rests on
   */
  public record Line(
      String metric,
      String subject,
      String arm,
      double mean,
      double low,
      double high,
      int examples) {}
}
