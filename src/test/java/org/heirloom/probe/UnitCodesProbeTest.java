package org.heirloom.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heirloom.DataException;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.data.Example;
import org.heirloom.image.Pixels;
import org.heirloom.metrics.Measured;
import org.heirloom.model.Array;
import org.junit.jupiter.api.Test;

/** Maps of the images' size, so that it is known which pixels each unit marks. */
class UnitCodesProbeTest {
  private static final int SIZE = 8;
  private static final int UNITS = 5;
  private static final UnitCodes.Settings SETTINGS =
      new UnitCodes.Settings(true, true, 0.3, 100, 5, 3, 1, 0.001, new Seed(2));

  /**
   * Concepts a, b, c are rectangles at random places. Unit 0 marks the left half of a and unit 1
   * the right half, unit 2 is b without c, unit 3 is noise, unit 4 is dead.
   */
  private static Seen image(int index) {
    RandomStream random = new Seed(11).child(index).stream();
    Map<String, byte[]> masks = new LinkedHashMap<>();
    byte[] a = rectangle(random, 4, 3);
    byte[] b = rectangle(random, 5, 4);
    byte[] c = rectangle(random, 3, 6);
    masks.put("object/a", a);
    masks.put("object/b", b);
    masks.put("object/c", c);
    float[] maps = new float[SIZE * SIZE * UNITS];
    int left = SIZE;
    for (int p = 0; p < a.length; p++) {
      left = a[p] != 0 ? Math.min(left, p % SIZE) : left;
    }
    for (int p = 0; p < a.length; p++) {
      boolean isLeft = p % SIZE < left + 2;
      maps[p * UNITS] = a[p] != 0 && isLeft ? 1 : 0;
      maps[p * UNITS + 1] = a[p] != 0 && !isLeft ? 1 : 0;
      maps[p * UNITS + 2] = b[p] != 0 && c[p] == 0 ? 1 : 0;
      maps[p * UNITS + 3] = (float) random.nextDouble();
    }
    Example example =
        new Example(
            "e" + index,
            0,
            "all",
            new Pixels(SIZE, SIZE, 3, new byte[SIZE * SIZE * 3]),
            Map.of(),
            masks);
    Array array = new Array(maps, 1, SIZE, SIZE, UNITS);
    return new Seen(
        List.of(example), array, new Representations(List.of(), Map.of()), Map.of("l", array));
  }

  private static byte[] rectangle(RandomStream random, int width, int height) {
    int x0 = random.nextInt(SIZE - width + 1);
    int y0 = random.nextInt(SIZE - height + 1);
    byte[] mask = new byte[SIZE * SIZE];
    for (int y = y0; y < y0 + height; y++) {
      for (int x = x0; x < x0 + width; x++) {
        mask[y * SIZE + x] = 1;
      }
    }
    return mask;
  }

  private static UnitCodesProbe shown(int images) {
    UnitCodesProbe probe = new UnitCodesProbe("l", SETTINGS);
    for (int pass = 0; pass < probe.passes(); pass++) {
      for (int i = 0; i < images; i++) {
        probe.see(pass, image(i), Optional.empty());
      }
    }
    return probe;
  }

  @Test
  void conceptThatTwoUnitsShareIsReadFromBothAndFromNoneAlone() {
    UnitCodes found = shown(60).found().orElseThrow();
    UnitCodes.Coded a =
        found.codes().stream()
            .filter(c -> c.concept().equals("object/a"))
            .findFirst()
            .orElseThrow();

    assertThat(a.all()).isEqualTo(1);
    assertThat(a.single()).isEqualTo(0.5);
    assertThat(a.unit()).isIn(0, 1);
    assertThat(a.units()).isEqualTo(2);
  }

  @Test
  void unitThatIsOneConceptWithoutAnotherIsExplainedSoOnOtherImages() {
    UnitCodes found = shown(60).found().orElseThrow();
    UnitCodes.Explained unit =
        found.compositions().stream().filter(u -> u.unit() == 2).findFirst().orElseThrow();

    assertThat(unit.formula()).isEqualTo("object/b AND NOT object/c");
    assertThat(unit.iou()).isEqualTo(1);
    assertThat(unit.concept()).isEqualTo("object/b");
    assertThat(unit.conceptIou()).isLessThan(0.9);
  }

  @Test
  void deadUnitsAreNotExplained() {
    assertThat(shown(60).found().orElseThrow().compositions())
        .extracting(UnitCodes.Explained::unit)
        .containsExactly(0, 1, 2, 3);
  }

  @Test
  void findingsAreMeansOfWhatWasFound() {
    UnitCodesProbe probe = shown(60);
    UnitCodes found = probe.found().orElseThrow();

    assertThat(probe.findings())
        .extracting(Measured::metric)
        .containsExactly(
            "code-gain", "code-iou", "code-units", "composition-gain", "composition-iou");
    assertThat(probe.findings().get(1).value())
        .isEqualTo(
            found.codes().stream().mapToDouble(UnitCodes.Coded::all).average().orElseThrow());
  }

  @Test
  void withoutImagesNothingIsScored() {
    List<Measured> findings = new UnitCodesProbe("l", SETTINGS).findings();

    assertThat(findings).hasSize(5);
    assertThat(findings)
        .allMatch(f -> Double.isNaN(f.value()) && f.flag().equals("nothing-in-both-halves"));
  }

  @Test
  void activationsThatAreNotFiniteAreNamed() {
    Seen seen = image(0);
    seen.map("l").values()[3] = Float.NaN;

    assertThatThrownBy(() -> new UnitCodesProbe("l", SETTINGS).see(0, seen, Optional.empty()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("l, unit 3: an activation that is not finite, on example e0.");
  }

  @Test
  void codesDoNotDependOnWhatOrderImagesComeIn() {
    UnitCodesProbe forwards = shown(40);
    UnitCodesProbe backwards = new UnitCodesProbe("l", SETTINGS);
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 39; i >= 0; i--) {
        backwards.see(pass, image(i), Optional.empty());
      }
    }

    assertThat(new ArrayList<>(backwards.findings())).isEqualTo(forwards.findings());
  }
}
