package org.heirloom.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heirloom.DataException;
import org.heirloom.Seed;
import org.heirloom.image.Pixels;
import org.heirloom.study.Jpeg;
import org.heirloom.study.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTest {

  private static Study.Training recipe(String schedule, int crop, boolean flip) {
    return new Study.Training(
        1000, 4, "momentum", 0.4, 0.9, 0, schedule, 0.1, crop, flip, Jpeg.Augmentation.NONE);
  }

  @Test
  void cosineRateRisesToThePeakAndFallsToZero() {
    Schedule schedule = new Schedule(recipe("cosine", 0, false), 100);

    assertThat(schedule.rate(0)).isCloseTo(0.4 / 11, within(1e-12));
    assertThat(schedule.rate(10)).isCloseTo(0.4, within(1e-12));
    assertThat(schedule.rate(55)).isCloseTo(0.2, within(1e-12));
    assertThat(schedule.rate(99)).isBetween(0.0, 0.001);
  }

  @Test
  void steppedRateFallsTenfoldAtEachMilestone() {
    Schedule schedule = new Schedule(recipe("step", 0, false), 1000);

    assertThat(schedule.rate(624)).isCloseTo(0.4, within(1e-12));
    assertThat(schedule.rate(625)).isCloseTo(0.04, within(1e-12));
    assertThat(schedule.rate(750)).isCloseTo(0.004, within(1e-12));
    assertThat(schedule.rate(875)).isCloseTo(0.0004, within(1e-12));
  }

  private static LabelledImages numbered(int n) {
    List<Pixels> pixels = new ArrayList<>();
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      byte[] bytes = new byte[5 * 5];
      for (int p = 0; p < bytes.length; p++) {
        bytes[p] = (byte) p;
      }
      pixels.add(new Pixels(5, 5, 1, bytes));
      labels[i] = i;
    }
    return new LabelledImages(pixels, labels);
  }

  @Test
  void everyImageIsSeenOncePerEpochInAnOrderOfItsOwn() {
    Batches batches = new Batches(numbered(10), recipe("cosine", 0, false), new Seed(1));
    List<Integer> seen = new ArrayList<>();
    for (int step = 0; step < 5; step++) {
      for (int label : batches.batch(step).labels()) {
        seen.add(label);
      }
    }

    assertThat(new HashSet<>(seen.subList(0, 10))).hasSize(10);
    assertThat(new HashSet<>(seen.subList(10, 20))).hasSize(10);
    assertThat(seen.subList(0, 10)).isNotEqualTo(seen.subList(10, 20));
  }

  @Test
  void batchDependsOnItsNumberAlone() {
    Batches forward = new Batches(numbered(10), recipe("cosine", 2, true), new Seed(1));
    List<Batches.Batch> inOrder = new ArrayList<>();
    for (int step = 0; step < 6; step++) {
      inOrder.add(forward.batch(step));
    }

    Batches fresh = new Batches(numbered(10), recipe("cosine", 2, true), new Seed(1));

    assertThat(fresh.batch(5).pixels()).isEqualTo(inOrder.get(5).pixels());
    assertThat(fresh.batch(1).labels()).isEqualTo(inOrder.get(1).labels());
  }

  @Test
  void cropsAndFlipsMoveWholeImagesWithinTheirBounds() {
    Batches batches = new Batches(numbered(10), recipe("cosine", 1, true), new Seed(4));
    Set<Integer> corners = new HashSet<>();
    for (int step = 0; step < 50; step++) {
      for (Pixels image : batches.batch(step).pixels()) {
        corners.add(image.at(2, 2, 0));
      }
    }

    // The centre pixel (2, 2) shows one of the nine pixels around it.
    assertThat(corners).containsExactlyInAnyOrder(6, 7, 8, 11, 12, 13, 16, 17, 18);
  }

  @Test
  void selectsTheHighestAccuracyThenTheLowestLossThenTheEarliest() {
    assertThat(
            History.select(
                List.of(epoch(.5, 1), epoch(.7, .9), epoch(.7, .8), epoch(.7, .8), epoch(.6, .1))))
        .isEqualTo(2);
  }

  private static History.Epoch epoch(double accuracy, double loss) {
    return new History.Epoch(1, 1, 1, 1, accuracy, loss);
  }

  @Test
  void weightsSurviveTheFile(@TempDir Path folder) throws IOException {
    Weights weights =
        new Weights(
            Map.of(
                "b",
                new Array(new float[] {1, Float.MIN_VALUE}, 2),
                "a",
                new Array(new float[] {3}, 1, 1)));

    weights.write(folder.resolve("weights.bin"));
    Weights read = Weights.read(folder.resolve("weights.bin"));

    assertThat(read.arrays().keySet()).containsExactly("a", "b");
    assertThat(read.get("b").values()).containsExactly(1, Float.MIN_VALUE);
  }

  @Test
  void truncatedWeightsAreNamed(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("weights.bin");
    new Weights(Map.of("a", new Array(new float[100], 100))).write(file);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 50));

    assertThatThrownBy(() -> Weights.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file + ": cannot read weights");
  }

  @Test
  void arrayFilesAreRead(@TempDir Path folder) {
    Path file = folder.resolve("a.npy");
    Npy.write(file, new Array(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));

    Array read = Npy.read(file);

    assertThat(read.shape()).containsExactly(2, 3);
    assertThat(read.values()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void headerOfAnArrayFileIsAlignedAsNumpyWritesIt(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.npy");
    Npy.write(file, new Array(new float[] {1}, 1));

    byte[] bytes = Files.readAllBytes(file);

    assertThat(bytes.length % 64).isEqualTo(4);
    assertThat(new String(bytes, 10, 60, java.nio.charset.StandardCharsets.ISO_8859_1))
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (1,");
  }

  @Test
  void fileThatIsNoArrayIsNamed(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a.npy"), "not an array");

    assertThatThrownBy(() -> Npy.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("a.npy");
  }
}
