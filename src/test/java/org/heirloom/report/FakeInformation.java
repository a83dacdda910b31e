package org.heirloom.report;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.report.InformationInput.Bits;
import org.heirloom.report.InformationInput.Curve;
import org.heirloom.report.InformationInput.Driver;
import org.heirloom.report.InformationInput.Exaggeration;
import org.heirloom.report.InformationInput.PixelMap;
import org.heirloom.report.ReportInput.Point;

/** Made-up information with the shape and size of a real one. */
final class FakeInformation {
  private static final List<String> CAUSES =
      List.of("class", "head", "eyes", "texture", "hue", "scale", "rotation");

  private FakeInformation() {}

  static InformationInput of(List<String> arms) {
    List<Bits> bits = new ArrayList<>();
    List<Curve> curves = new ArrayList<>();
    List<Exaggeration> exaggerations = new ArrayList<>();
    List<Driver> drivers = new ArrayList<>();
    List<PixelMap> maps = new ArrayList<>();
    for (int a = 0; a < arms.size(); a++) {
      String arm = arms.get(a);
      for (int layer = 1; layer <= 3; layer++) {
        for (int c = 0; c < CAUSES.size(); c++) {
          double told = c < 4 ? 0.8 * layer / (a + 1) : 0.9 / layer;
          boolean undefined = a == 3 && c == 1;
          bits.add(
              new Bits(
                  arm,
                  "stage" + layer,
                  CAUSES.get(c),
                  undefined ? Double.NaN : told,
                  told > 0.3 && !undefined));
        }
      }
      curves.add(new Curve("rotation", "accuracy", arm, -10, 10, hill(-30, 30, 1 - 0.2 * a, a)));
      curves.add(
          new Curve("rotation", "bits about the class, stage3", arm, -10, 10, hill(-30, 30, 3, a)));
      exaggerations.add(new Exaggeration("scale", "shape", arm, hill(-3, 3, 0.9, a)));
      exaggerations.add(new Exaggeration("frequency", "texture", arm, hill(-3, 3, 0.95, a)));
      drivers.add(new Driver(arm, "head", 0.3 / (a + 1)));
      drivers.add(new Driver(arm, "mouth", 0.01));
      maps.add(new PixelMap(arm, map(a), 16));
    }
    return new InformationInput(bits, curves, exaggerations, drivers, maps);
  }

  private static List<Point> hill(double low, double high, double top, int arm) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      double x = low + (i + 0.5) / 9 * (high - low);
      double share = 2 * x / (high - low);
      double mean = top * Math.exp(-share * share * (0.3 + 0.5 * arm));
      points.add(new Point(x, mean, mean - 0.04 * top, mean + 0.04 * top));
    }
    return points;
  }

  /** The last arm's map is empty, as that of a network whose logits hang on no pixel. */
  private static float[] map(int arm) {
    float[] map = new float[16 * 16];
    for (int i = 0; i < map.length && arm < 3; i++) {
      double distance = Math.hypot(Math.floorDiv(i, 16) - 8.0, i % 16 - 8.0);
      map[i] = (float) (0.2 * Math.exp(-distance * distance / (10 + 10 * arm)));
    }
    return map;
  }
}
