package org.heirloom.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.heirloom.DataException;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.probe.LinearProbe.Examples;
import org.junit.jupiter.api.Test;

class LinearProbeTest {
  private static final double RIDGE = 0.01;
  private static final int TYPES = 8;

  /** Types by turns; the concept is bit 0 of the type, seen in channel 0; the rest is noise. */
  private static Examples seeing(int n, long seed) {
    RandomStream random = new Seed(seed).stream();
    double[][] x = new double[n][4];
    boolean[] concept = new boolean[n];
    int[] types = new int[n];
    for (int i = 0; i < n; i++) {
      types[i] = i % TYPES;
      concept[i] = types[i] % 2 == 1;
      Arrays.setAll(x[i], c -> random.nextGaussian());
      x[i][0] += concept[i] ? 4 : -4;
    }
    return new Examples(x, concept, types);
  }

  /** As {@link #seeing}, but every type has a channel of its own. */
  private static Examples memorising(int n) {
    Examples seeing = seeing(n, 1);
    double[][] x = new double[n][TYPES];
    for (int i = 0; i < n; i++) {
      x[i][seeing.types()[i]] = 1;
    }
    return new Examples(x, seeing.concept(), seeing.types());
  }

  @Test
  void aLayerThatSeesTheConceptAloneIsSelective() {
    double selectivity = 0;
    for (int s = 0; s < 40; s++) {
      LinearProbe probe = LinearProbe.of(seeing(400, 2), seeing(200, 3), RIDGE, new Seed(s));
      assertThat(probe.accuracy()).isEqualTo(1);
      assertThat(probe.selectivity()).isEqualTo(probe.accuracy() - probe.control());
      selectivity += probe.selectivity() / 40;
    }
    // 4 of 8 types dealt at random agree with the concept, or its opposite, in 44/70 on average.
    assertThat(selectivity).isBetween(.3, .44);
  }

  @Test
  void aLayerThatTellsEveryTypeApartIsNotSelective() {
    LinearProbe probe = LinearProbe.of(memorising(400), memorising(80), RIDGE, new Seed(1));

    assertThat(probe.accuracy()).isEqualTo(1);
    assertThat(probe.control()).isEqualTo(1);
    assertThat(probe.selectivity()).isZero();
  }

  @Test
  void aLayerWithoutTheConceptHasTheAccuracyOfChance() {
    RandomStream random = new Seed(9).stream();
    Examples train = seeing(800, 4);
    Examples test = seeing(800, 5);
    for (Examples examples : new Examples[] {train, test}) {
      for (double[] row : examples.activations()) {
        row[0] = random.nextGaussian();
      }
    }
    LinearProbe probe = LinearProbe.of(train, test, RIDGE, new Seed(1));

    assertThat(probe.accuracy()).isBetween(.43, .57);
    assertThat(probe.control()).isBetween(.43, .57);
  }

  @Test
  void unitsOfChannelsAndOrderOfExamplesDoNotMatter() {
    Examples train = seeing(80, 6);
    int[] order = new Seed(7).stream().permutation(80);
    double[][] x = new double[80][];
    boolean[] concept = new boolean[80];
    int[] types = new int[80];
    for (int i = 0; i < 80; i++) {
      x[i] = Arrays.stream(train.activations()[order[i]]).map(v -> 1000 * v + 3).toArray();
      concept[i] = train.concept()[order[i]];
      types[i] = train.types()[order[i]];
    }
    Examples test = seeing(40, 8);
    double[][] scaled =
        Arrays.stream(test.activations())
            .map(row -> Arrays.stream(row).map(v -> 1000 * v + 3).toArray())
            .toArray(double[][]::new);

    assertThat(
            LinearProbe.of(
                new Examples(x, concept, types),
                new Examples(scaled, test.concept(), test.types()),
                RIDGE,
                new Seed(1)))
        .isEqualTo(LinearProbe.of(train, test, RIDGE, new Seed(1)));
  }

  @Test
  void constantActivationsHaveNoAccuracy() {
    Examples train = seeing(16, 1);
    Examples constant = new Examples(new double[16][3], train.concept(), train.types());

    assertThat(LinearProbe.of(constant, constant, RIDGE, new Seed(1)).selectivity()).isNaN();
  }

  @Test
  void examplesThatCannotBeProbedAreNamed() {
    Examples fine = seeing(16, 1);
    double[][] x = fine.activations();
    Examples without = new Examples(x, new boolean[16], fine.types());
    Examples alike = new Examples(x, fine.concept(), new int[16]);
    int[] other = fine.types().clone();
    other[3] = 99;
    Examples stranger = new Examples(x, fine.concept(), other);

    assertThatThrownBy(() -> LinearProbe.of(without, fine, RIDGE, new Seed(1)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "linear probe: one label only. Got 0 of 16 training examples with the concept. "
                + "Expected both.");
    assertThatThrownBy(() -> LinearProbe.of(alike, fine, RIDGE, new Seed(1)))
        .hasMessage("linear probe: too few types for a control task. Got 1. Expected at least 2.");
    assertThatThrownBy(() -> LinearProbe.of(fine, stranger, RIDGE, new Seed(1)))
        .hasMessage(
            "linear probe: a test example of an unknown type. Got 99. Expected one that occurs in "
                + "training.");
    assertThatThrownBy(
            () -> new Examples(new double[][] {{1, Double.NaN}}, new boolean[1], new int[1]))
        .hasMessage(
            "linear probe: activations that are not finite. Got [1.0, NaN]. Expected finite values.");
    assertThatThrownBy(() -> new Examples(x, new boolean[3], new int[16]))
        .hasMessage(
            "Expected activations, concept and type of at least 1 example, got 16, 3 and 16");
    assertThatThrownBy(() -> new Examples(new double[][] {{1}, {1, 2}}, new boolean[2], new int[2]))
        .hasMessage("Expected as many channels for every example, got 1 and 2");
  }
}
