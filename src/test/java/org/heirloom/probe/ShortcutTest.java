package org.heirloom.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.data.CueCounterfactuals.Condition;
import org.heirloom.image.Pixels;
import org.heirloom.metrics.Measured;
import org.heirloom.model.tensorflow.EditableFunction;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Images of one pixel with six channels: two say the class weakly, two say the cue strongly, two
 * are noise. Networks weigh channels, so that it is known what each relies on.
 */
class ShortcutTest {
  private static final CausalSettings SETTINGS =
      new CausalSettings(List.of(1, 2, 4), 19, 0.95, new Seed(3));
  private static final List<Shortcut.Case> CASES =
      IntStream.range(0, 150).mapToObj(i -> new Shortcut.Case("e" + i, i % 2)).toList();

  @BeforeAll
  static void start() {
    TensorFlowRuntime.start(2);
  }

  private static Pixels draw(String id, Condition condition) {
    int index = Integer.parseInt(id.substring(1));
    int label = index % 2;
    RandomStream random = new Seed(7).child(index).stream();
    byte[] pixel = new byte[6];
    pixel[label] = 40;
    if (condition != Condition.ABSENT) {
      pixel[2 + (condition == Condition.AGREEING ? label : 1 - label)] = 120;
    }
    pixel[4] = (byte) random.nextInt(100);
    pixel[5] = (byte) random.nextInt(100);
    return new Pixels(1, 1, 6, pixel);
  }

  /** Weighs what says the class, what says the cue, and noise. */
  private static EditableFunction network(float truth, float cue, float noise) {
    return AblationsTest.editableLinear(
        new float[] {truth, 0},
        new float[] {0, truth},
        new float[] {cue, 0},
        new float[] {0, cue},
        new float[] {noise, 0},
        new float[] {0, noise});
  }

  private record Result(ShortcutFinding finding, List<Measured> rows) {
    double mean(String metric, String subject) {
      return rows.stream()
          .filter(r -> r.metric().equals(metric) && r.subject().equals(subject))
          .mapToDouble(Measured::value)
          .average()
          .orElseThrow();
    }
  }

  private static Result ask(EditableFunction function, int units, List<Shortcut.Case> cases) {
    List<String> layer = List.of("image");
    try (Activations network =
            new Activations(
                (tf, images) -> function.apply(tf, images, (name, a) -> a),
                layer,
                layer,
                1,
                1,
                units);
        Ablations ablations = new Ablations(function, "image", 1, 1, units)) {
      Shortcut shortcut = new Shortcut("image", network, ablations, SETTINGS);
      ShortcutFinding finding = shortcut.find(cases, ShortcutTest::draw);
      return new Result(finding, shortcut.measured());
    }
  }

  @Test
  void networkThatFollowsTheCueIsCaughtAndRecoversWithoutItsUnits() {
    Result result = ask(network(1, 1, 0), 6, CASES);

    assertThat(result.finding.accuracies()).containsExactly(1.0, 0.0, 1.0);
    assertThat(result.mean("shortcut-reliance", "")).isEqualTo(1);
    assertThat(result.mean("cue-accuracy", "conflicting")).isZero();
    assertThat(result.finding.units()).containsExactlyInAnyOrder(2, 3);
    assertThat(result.mean("edited-recovery", "image")).isEqualTo(1);
    assertThat(result.finding.edited()).containsExactly(1.0, 1.0, 1.0);
    assertThat(result.mean("edited-recovery-random", "image")).isLessThan(0.6);
  }

  @Test
  void networkThatSeesTheClassAloneReliesOnNothingAndHasNothingToRecover() {
    Result result = ask(network(1, 0, 0), 6, CASES);

    assertThat(result.finding.accuracies()).containsExactly(1.0, 1.0, 1.0);
    assertThat(result.mean("shortcut-reliance", "")).isZero();
    assertThat(result.mean("edited-recovery", "image")).isZero();
  }

  @Test
  void chanceIsNotReliance() {
    Result result = ask(network(0, 0, 1), 6, CASES);

    assertThat(result.mean("shortcut-reliance", "")).isZero();
    assertThat(result.mean("cue-accuracy", "absent")).isBetween(0.3, 0.7);
  }

  @Test
  void everyExampleHasItsPairedRow() {
    List<Measured> rows = ask(network(1, 1, 0), 6, CASES).rows();

    assertThat(rows.stream().filter(r -> r.metric().equals("shortcut-reliance")))
        .extracting(Measured::example)
        .containsExactlyElementsOf(CASES.stream().map(Shortcut.Case::id).toList());
  }

  @Test
  void withoutTwoHalvesThereIsNoEditingAndItIsSaid() {
    Result result = ask(network(1, 1, 0), 6, CASES.subList(0, 1));

    assertThat(result.finding.flag()).isEqualTo("too-few-examples");
    assertThat(result.rows())
        .contains(new Measured("edited-recovery", "image", "", Double.NaN, "too-few-examples"));
  }

  @Test
  void unitsThatDoNotVaryCarryNoCue() {
    CueUnits units = new CueUnits();
    units.add(new double[] {5, 1, 0}, new double[] {5, 3, 0.1});
    units.add(new double[] {5, 2, 1}, new double[] {5, 0, 0.9});

    // Deviations 0, ½, ½; mean differences 0, 2, 0.1.
    assertThat(units.differences()).containsExactly(new double[] {0, 4, 0.2}, within(1e-12));
    assertThat(units.order()).containsExactly(1, 2, 0);
  }
}
