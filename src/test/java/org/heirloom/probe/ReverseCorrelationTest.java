package org.heirloom.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.image.Pixels;
import org.heirloom.metrics.Measured;
import org.junit.jupiter.api.Test;

class ReverseCorrelationTest {
  private static final List<String> FACTORS = List.of("head", "frequency", "mouth");

  /**
   * The first logit hangs on the head and on the pixel at row 1, column 2; the second on nothing.
   */
  private static ReverseCorrelation.Found found(int images, Seed seed) {
    ReverseCorrelation reverse = new ReverseCorrelation(FACTORS);
    RandomStream random = seed.stream();
    for (int i = 0; i < images; i++) {
      byte[] bytes = new byte[4 * 4];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = (byte) random.nextInt(256);
      }
      Pixels image = new Pixels(4, 4, 1, bytes);
      int head = random.nextInt(4);
      Map<String, Double> made =
          Map.of(
              "head",
              (double) head,
              "frequency",
              random.nextGaussian(),
              "mouth",
              (double) random.nextInt(4));
      double[] logits = {
        head + image.at(1, 2, 0) / 64.0 + random.nextGaussian(), random.nextGaussian()
      };
      reverse.add(made, image, logits);
    }
    return reverse.found(99, 0.05, seed.child("tests"));
  }

  @Test
  void factorAndPixelThatMoveALogitAreFoundAndNoOthers() {
    ReverseCorrelation.Found found = found(1000, new Seed(1));

    List<Measured> measured = found.measured(List.of("first", "second"), 0.05);
    assertThat(measured)
        .filteredOn(m -> m.flag().isEmpty())
        .extracting(Measured::subject)
        .containsExactly("first/head");
    assertThat(found.side()).isEqualTo(4);
    for (int at = 0; at < 16; at++) {
      boolean told = found.pixels()[0][at] > found.threshold();
      assertThat(told).as("pixel " + at).isEqualTo(at == 6);
      assertThat(found.pixels()[1][at]).isLessThanOrEqualTo(found.threshold());
    }
    assertThat(found.meanMap()[6]).isGreaterThan(found.meanMap()[5]);
  }

  @Test
  void largeImagesAreAveragedDown() {
    ReverseCorrelation reverse = new ReverseCorrelation(FACTORS);
    RandomStream random = new Seed(2).stream();
    for (int i = 0; i < 60; i++) {
      byte[] bytes = new byte[40 * 40 * 3];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = (byte) random.nextInt(256);
      }
      reverse.add(
          Map.of("head", (double) (i % 4), "frequency", random.nextGaussian(), "mouth", 1.0),
          new Pixels(40, 40, 3, bytes),
          new double[] {random.nextGaussian(), 0});
    }

    ReverseCorrelation.Found found = reverse.found(19, 0.05, new Seed(3));

    assertThat(found.side()).isEqualTo(20);
    assertThat(found.pixels()[1]).containsOnly(Double.NaN);
    assertThat(found.measured(List.of("a", "b"), 0.05))
        .filteredOn(m -> m.subject().endsWith("mouth"))
        .allSatisfy(m -> assertThat(m.flag()).isEqualTo("constant"));
  }

  @Test
  void rangeIsWhereTheClassIsBelievedOnBothSides() {
    Psychometric curve =
        new Psychometric(
            "scale",
            "shape",
            List.of(
                new Psychometric.Point(-2, 0.5, 0.1),
                new Psychometric.Point(-1, 0.8, 0.7),
                new Psychometric.Point(0, 1, 0.9),
                new Psychometric.Point(1, 1.2, 0.8),
                new Psychometric.Point(2, 1.5, 0.6)));

    // Down: 1 + 0.2/0.6; up: never, so the furthest tried.
    assertThat(curve.range()).isCloseTo((1 + 1 / 3.0 + 2) / 2, within(1e-12));
    assertThat(curve.measured().subject()).isEqualTo("shape/scale");
  }

  @Test
  void classThatIsNotBelievedAtAllHasNoRange() {
    Psychometric curve =
        new Psychometric(
            "scale",
            "shape",
            List.of(new Psychometric.Point(0, 1, 0.2), new Psychometric.Point(1, 1.2, 0.9)));

    assertThat(curve.range()).isZero();
  }
}
