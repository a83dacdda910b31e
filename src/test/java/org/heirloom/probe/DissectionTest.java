package org.heirloom.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.heirloom.DataException;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.data.Example;
import org.heirloom.data.PixelConcept;
import org.heirloom.data.PixelConcept.Category;
import org.heirloom.image.Pixels;
import org.heirloom.model.Array;
import org.junit.jupiter.api.Test;

class DissectionTest {
  private static final String CAR = "object/car";
  private static final PixelConcept A = new PixelConcept("object/a", Category.OBJECT);
  private static final PixelConcept B = new PixelConcept("part/b", Category.PART);

  @Test
  void iouIsARatioOfSumsOverImagesThatCountForTheCategory() {
    Overlaps labelled = new Overlaps(1, List.of(A, B));
    Overlaps all = new Overlaps(1, List.of(A, B));
    int[] object = {Category.OBJECT.place()};
    int[] both = {Category.OBJECT.place(), Category.PART.place()};
    // First: one pixel in common, two in all. Second: one and ten. Third: not labelled, six active.
    for (int[] categories : List.of(object, both)) {
      Overlaps overlaps = categories == object ? labelled : all;
      add(overlaps, range(0, 2), image(List.of(0), range(0, 1), categories));
      add(overlaps, range(0, 6), image(List.of(0), range(5, 10), categories));
      add(
          overlaps,
          range(0, 6),
          LabelledPixels.of(List.of(), List.of(), categories == object ? new int[0] : both));
    }

    assertThat(labelled.iou(0, 0)).isCloseTo(2.0 / 12, within(1e-12));
    assertThat(all.iou(0, 0)).isCloseTo(2.0 / 18, within(1e-12));
    assertThat(labelled.iou(0, 1)).isZero();
  }

  @Test
  void overlapsMergeToTheSameInAnyTree() {
    List<Overlaps> parts = new ArrayList<>();
    Overlaps whole = new Overlaps(3, List.of(A, B));
    RandomStream random = new Seed(5).stream();
    int[] both = {Category.OBJECT.place(), Category.PART.place()};
    for (int i = 0; i < 40; i++) {
      Overlaps part = new Overlaps(3, List.of(A, B));
      long[] mask = {random.nextLong()};
      LabelledPixels image = image(List.of(i % 2), mask[0], both);
      for (Overlaps each : List.of(part, whole)) {
        each.addImage(image);
        each.addUnit(Overlaps.Active.of(i % 3, new long[] {mask[0] << 3}), image);
      }
      parts.add(part);
    }
    while (parts.size() > 1) {
      Overlaps taken = parts.remove(random.nextInt(parts.size()));
      parts.get(random.nextInt(parts.size())).merge(taken);
    }

    for (int unit = 0; unit < 3; unit++) {
      for (int concept = 0; concept < 2; concept++) {
        assertThat(parts.get(0).iou(unit, concept))
            .isEqualTo(whole.iou(unit, concept))
            .isPositive();
      }
    }
  }

  @Test
  void aUnitThatIsExactlyAConceptIsFoundHoweverLargeTheConcept() {
    for (int area : new int[] {1, 30}) {
      // One pixel of 256 is less than half a per cent, thirty are more.
      List<Example> examples = examples(20, (image, pixel) -> pixel < area);
      DissectedLayer found =
          dissect(settings(false, 0), examples, (image, pixel) -> pixel < area ? 1 : 0).get(0);

      DissectedUnit unit = found.units().get(0);
      assertThat(unit.iou()).isEqualTo(1);
      assertThat(unit.state()).isEqualTo(area == 1 ? "sound" : "saturated");
      assertThat(found.detected()).containsExactly(CAR);
    }
  }

  @Test
  void aDeadUnitIsActiveNowhereAndARareOneOnlyWhereItIsNotZero() {
    List<Example> examples = examples(10, (image, pixel) -> pixel < 64);
    DissectedLayer dead = dissect(settings(false, 0), examples, (image, pixel) -> 0).get(0);
    DissectedLayer rare =
        dissect(settings(false, 0), examples, (image, pixel) -> image == 3 && pixel == 7 ? 2 : 0)
            .get(0);

    assertThat(dead.units().get(0).state()).isEqualTo("dead");
    assertThat(dead.units().get(0).iou()).isZero();
    assertThat(dead.detectors()).isEmpty();
    assertThat(rare.units().get(0).threshold()).isZero();
    assertThat(rare.units().get(0).iou()).isEqualTo(1.0 / 640);
    assertThat(values(dead)).containsEntry("units-dead", 1.0).containsEntry("detectors", 0.0);
  }

  @Test
  void theQuantileBoundsWhatAUnitCanReach() {
    // A concept on a tenth of the image, and a unit that is higher on it than anywhere else.
    RandomStream random = new Seed(2).stream();
    float[][] noise = noise(random, 60);
    Area concept = (image, pixel) -> pixel % 10 == 0 && pixel < 250;
    List<Example> examples = examples(60, concept);
    double share = 25.0 / 256;
    double few = 0.02;

    DissectedLayer bound =
        dissect(
                settings(few),
                examples,
                (image, pixel) -> noise[image][pixel] + (concept.covers(image, pixel) ? 10 : 0))
            .get(0);
    DissectedLayer chance =
        dissect(settings(few), examples, (image, pixel) -> noise[image][pixel]).get(0);

    assertThat(bound.units().get(0).iou()).isCloseTo(few / share, within(0.002));
    assertThat(chance.units().get(0).iou())
        .isCloseTo(few * share / (few + share - few * share), within(0.006));
  }

  @Test
  void theMatchedQuantileIsTheMedianOfConceptsAreas() {
    List<Example> examples = examples(50, (image, pixel) -> pixel < 64);
    float[][] noise = noise(new Seed(8).stream(), 50);

    List<DissectedLayer> found =
        dissect(
            settings(true, 3),
            examples,
            (image, pixel) -> noise[image][pixel] + (pixel < 64 ? 10 : 0));

    assertThat(found).extracting(DissectedLayer::level).containsExactly("matched", "0.005");
    assertThat(found.get(0).quantile()).isEqualTo(0.25);
    assertThat(found.get(0).units().get(0).iou()).isGreaterThan(0.95);
    assertThat(found.get(1).units().get(0).iou()).isLessThan(0.021);
    // The mask is the same in every image, so that dealing masks out anew changes nothing.
    assertThat(found.get(0).nullIou()).isEqualTo(found.get(0).units().get(0).iou());
  }

  @Test
  void findingsDoNotDependOnBlocks() {
    RandomStream random = new Seed(11).stream();
    boolean[][] where = new boolean[600][256];
    for (boolean[] image : where) {
      int from = random.nextInt(200);
      Arrays.fill(image, from, from + 30, true);
    }
    float[][] noise = noise(random, 600);
    List<Example> examples = examples(600, (image, pixel) -> where[image][pixel]);
    Activity activity = (image, pixel) -> noise[image][pixel] + (where[image][pixel] ? 0.5f : 0);
    Dissection one = new Dissection(settings(true, 5));
    Dissection many = new Dissection(settings(true, 5));

    show(one, examples, activity, 600);
    show(many, examples, activity, 7);

    assertThat(one.findings()).isEqualTo(many.findings());
    assertThat(one.dissected()).isEqualTo(many.dissected());
    assertThat(one.dissected().get(0).units().get(0).topImages()).hasSize(4);
  }

  @Test
  void underTheNullOneUnitInAHundredIsAboveItsPercentile() {
    int above = 0;
    int simulations = 60;
    int units = 25;
    for (int s = 0; s < simulations; s++) {
      RandomStream random = new Seed(1000 + s).stream();
      boolean[][] where = new boolean[40][256];
      for (boolean[] image : where) {
        int from = random.nextInt(200);
        Arrays.fill(image, from, from + 50, true);
      }
      List<Example> examples = examples(40, (image, pixel) -> where[image][pixel]);
      float[][] noise = noise(random, 40 * units);
      Dissection dissection = new Dissection(settings(true, 20));
      show(dissection, examples, 40, units, (i, pixel, unit) -> noise[i * units + unit][pixel]);
      DissectedLayer found = dissection.dissected().get(0);
      above += (int) found.units().stream().filter(u -> u.iou() > found.nullIou()).count();
    }

    // 1,500 units, of which 15 are expected; far beyond four deviations would be a wrong null.
    assertThat(above).isBetween(2, 32);
  }

  @Test
  void aUnitThatFollowsTheMasksIsAboveTheNull() {
    RandomStream random = new Seed(77).stream();
    boolean[][] where = new boolean[80][256];
    for (boolean[] image : where) {
      int from = random.nextInt(200);
      Arrays.fill(image, from, from + 20, true);
    }
    List<Example> examples = examples(80, (image, pixel) -> where[image][pixel]);

    DissectedLayer found =
        dissect(settings(true, 10), examples, (image, pixel) -> where[image][pixel] ? 1 + pixel : 0)
            .get(0);

    assertThat(found.nullIou()).isLessThan(0.2);
    assertThat(found.units().get(0).iou()).isGreaterThan(0.9);
    assertThat(values(found)).containsEntry("units-above-null", 1.0);
  }

  @Test
  void whatCannotBeScoredIsNamed() {
    List<Example> examples = examples(5, (image, pixel) -> pixel < 9);

    assertThatThrownBy(
            () ->
                dissect(
                    settings(false, 0), examples, (image, pixel) -> image == 2 ? Float.NaN : pixel))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("layer, unit 0: an activation that is not finite, on example e2.");
    DissectionSettings other =
        new DissectionSettings(
            List.of("layer"),
            0.005,
            false,
            0.04,
            true,
            Set.of(Category.values()),
            Set.of("object/cart"),
            0,
            new Seed(1));
    assertThatThrownBy(() -> dissect(other, examples, (image, pixel) -> pixel))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no example of the role probe shows object/cart.");
    DissectionSettings none =
        new DissectionSettings(
            List.of("layer"),
            0.005,
            false,
            0.04,
            true,
            Set.of(Category.SCENE),
            Set.of(),
            0,
            new Seed(1));
    assertThatThrownBy(() -> dissect(none, examples, (image, pixel) -> pixel))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("shows any concept");
  }

  @Test
  void oneImageHasNoNullAndSaysNothingOfIt() {
    List<Example> one = examples(1, (image, pixel) -> pixel < 9);

    DissectedLayer found = dissect(settings(true, 10), one, (image, pixel) -> pixel).get(0);

    assertThat(found.nullIou()).isNaN();
    assertThat(values(found)).doesNotContainKeys("null-iou", "units-above-null");
  }

  private interface Area {
    boolean covers(int image, int pixel);
  }

  private interface Activity {
    float at(int image, int pixel);
  }

  private interface UnitActivity {
    float at(int image, int pixel, int unit);
  }

  private static Map<String, Double> values(DissectedLayer layer) {
    Map<String, Double> values = new TreeMap<>();
    layer.measured().forEach(row -> values.put(row.metric(), row.value()));
    return values;
  }

  private static DissectionSettings settings(double quantile) {
    return new DissectionSettings(
        List.of("layer"),
        quantile,
        false,
        0.04,
        true,
        Set.of(Category.OBJECT),
        Set.of(),
        0,
        new Seed(1));
  }

  private static DissectionSettings settings(boolean matched, int permutations) {
    return new DissectionSettings(
        List.of("layer"),
        0.005,
        matched,
        0.04,
        true,
        Set.of(Category.OBJECT),
        Set.of(),
        permutations,
        new Seed(1));
  }

  private static float[][] noise(RandomStream random, int images) {
    float[][] noise = new float[images][256];
    for (float[] image : noise) {
      for (int i = 0; i < image.length; i++) {
        image[i] = (float) random.nextGaussian();
      }
    }
    return noise;
  }

  private static List<Example> examples(int n, Area car) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      byte[] mask = new byte[256];
      for (int pixel = 0; pixel < 256; pixel++) {
        mask[pixel] = (byte) (car.covers(i, pixel) ? 1 : 0);
      }
      examples.add(
          new Example(
              "e" + i,
              0,
              "all",
              new Pixels(16, 16, 3, new byte[768]),
              Map.of(),
              Map.of(CAR, mask)));
    }
    return examples;
  }

  private static List<DissectedLayer> dissect(
      DissectionSettings settings, List<Example> examples, Activity activity) {
    Dissection dissection = new Dissection(settings);
    show(dissection, examples, activity, 64);
    return dissection.dissected();
  }

  private static void show(
      Dissection dissection, List<Example> examples, Activity activity, int block) {
    show(dissection, examples, block, 1, (image, pixel, unit) -> activity.at(image, pixel));
  }

  private static void show(
      Dissection dissection, List<Example> examples, int block, int units, UnitActivity activity) {
    for (int pass = 0; pass < 2; pass++) {
      for (int from = 0; from < examples.size(); from += block) {
        List<Example> some = examples.subList(from, Math.min(examples.size(), from + block));
        float[] values = new float[some.size() * 256 * units];
        for (int i = 0; i < values.length; i++) {
          values[i] = activity.at(from + i / (256 * units), i / units % 256, i % units);
        }
        Array maps = new Array(values, some.size(), 16, 16, units);
        dissection.see(
            pass,
            new Seen(
                some,
                new Array(new float[some.size()], some.size(), 1),
                new Representations(some.stream().map(Example::id).toList(), Map.of()),
                Collections.singletonMap("layer", maps)),
            Optional.empty());
      }
    }
  }

  private static void add(Overlaps overlaps, long active, LabelledPixels image) {
    overlaps.addImage(image);
    overlaps.addUnit(Overlaps.Active.of(0, new long[] {active}), image);
  }

  private static long range(int from, int to) {
    return (1L << to) - (1L << from);
  }

  private static LabelledPixels image(List<Integer> concepts, long pixels, int... categories) {
    return LabelledPixels.of(concepts, List.of(new long[] {pixels}), categories);
  }
}
