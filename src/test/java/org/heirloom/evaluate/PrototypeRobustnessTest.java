package org.heirloom.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heirloom.Seed;
import org.heirloom.StudyException;
import org.heirloom.explain.TestNetworks;
import org.heirloom.metrics.Measured;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.model.Array;
import org.heirloom.model.FeatureMap;
import org.heirloom.model.Prototypes;
import org.heirloom.model.tensorflow.BuiltIn;
import org.heirloom.model.tensorflow.Network;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A network of one class whose every position sees 4×4 pixels, side by side, and is as similar to
 * all of its prototypes as these are bright in the mean.
 */
class PrototypeRobustnessTest {
  private static final int SIDE = 16;
  private static final Seed SEED = new Seed(2);

  @BeforeAll
  static void start() {
    TensorFlowRuntime.start(2);
  }

  private static Network brightness(Ops tf, Operand<TFloat32> images) {
    Operand<TFloat32> mean =
        tf.nn.avgPool(images, List.of(1L, 4L, 4L, 1L), List.of(1L, 4L, 4L, 1L), "VALID");
    Operand<TFloat32> similarities = tf.tile(mean, tf.array(1, 1, 1, Prototypes.PER_CLASS));
    Map<String, Operand<TFloat32>> layers = new LinkedHashMap<>();
    layers.put(Prototypes.SIMILARITIES, similarities);
    Operand<TFloat32> logits = tf.reduceMax(mean, tf.array(1, 2));
    return new Network(
        logits,
        layers,
        () -> mean,
        Map.of(),
        Optional.of(
            new BuiltIn.Prototypes(new FeatureMap.Field(4, 4, 0), similarities, similarities)));
  }

  private static final NetworkFunction NETWORK = PrototypeRobustnessTest::brightness;

  /** 0.4 everywhere, 0.6 in the upper left patch, and 0.5 in the lower right one. */
  private static Array image() {
    float[] values = new float[SIDE * SIDE];
    Arrays.fill(values, .4f);
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 4; x++) {
        values[y * SIDE + x] = .6f;
        values[(12 + y) * SIDE + 12 + x] = .5f;
      }
    }
    return new Array(values, 1, SIDE, SIDE, 1);
  }

  private static byte[] lowerRight() {
    byte[] mask = new byte[SIDE * SIDE];
    for (int y = 12; y < 16; y++) {
      Arrays.fill(mask, y * SIDE + 12, y * SIDE + 16, (byte) 1);
    }
    return mask;
  }

  private static Map<String, Double> measured(String attack, double epsilon, byte[] mask) {
    float[] connections = new float[Prototypes.PER_CLASS];
    Arrays.fill(connections, 1);
    PrototypeRobustness.Images images =
        new PrototypeRobustness.Images(
            List.of("one"), image(), new int[] {0}, List.of(Map.of("part/other", mask)));
    Map<String, Double> values = new LinkedHashMap<>();
    try (PrototypeRobustness robustness =
        new PrototypeRobustness(NETWORK, new Array(connections, Prototypes.PER_CLASS, 1), images)) {
      for (Measured m : robustness.measured(attack, epsilon, epsilon / 4, 40, SEED)) {
        assertThat(MetricCatalogue.find(m.metric())).isPresent();
        values.put(m.metric(), m.value());
      }
    }
    return values;
  }

  /** The patch in the box may rise by ε, and nothing else may change: 0.1 is needed. */
  @Test
  void prototypeMovesWhereTheChangeAllowsItAndNotBefore() {
    Map<String, Double> little = measured("move", .09, lowerRight());
    Map<String, Double> enough = measured("move", .11, lowerRight());

    assertThat(little)
        .containsEntry("prototype-moved", 0.0)
        .containsEntry("prototype-moved-by-noise", 0.0);
    assertThat(enough)
        .containsEntry("prototype-moved", 1.0)
        .containsEntry("prototype-moved-by-noise", 0.0)
        .containsEntry("prototype-answer-kept", 1.0);
  }

  /** All 0.6 must fall to 0.3, and everything else with it. */
  @Test
  void prototypeVanishesWhereHalfOfItsSimilarityGoes() {
    Map<String, Double> little = measured("vanish", .25, lowerRight());
    Map<String, Double> enough = measured("vanish", .35, lowerRight());

    assertThat(little).containsEntry("prototype-vanished", 0.0);
    assertThat(little.get("prototype-similarity-left")).isBetween(.55, .7);
    assertThat(enough).containsEntry("prototype-vanished", 1.0);
  }

  @Test
  void imageWithoutAnotherPartIsUndefinedAndSaysSo() {
    byte[] everywhere = new byte[SIDE * SIDE];
    Arrays.fill(everywhere, (byte) 1);

    assertThat(measured("move", .1, everywhere))
        .containsEntry("prototype-moved", Double.NaN)
        .containsEntry("prototype-moved-by-noise", Double.NaN)
        .doesNotContainKey("prototype-answer-kept");
  }

  @Test
  void attackRaisesSimilarityInTheBoxWithinItsAllowanceAndNowhereElse() {
    Array image = image();
    try (PrototypeAttack attack = new PrototypeAttack(NETWORK, SIDE, SIDE, 1)) {
      PrototypeAttack.Target target =
          new PrototypeAttack.Target("one", image.values(), 0, 0, List.of(15), lowerRight());
      List<PrototypeAttack.Target> one = List.of(target);
      Array start = attack.start(one, .03, SEED);
      Array moved =
          attack.attacked(
              PrototypeAttack.Goal.MOVE, one, start, new PrototypeAttack.Strength(.03, .01, 10));

      assertThat(attack.seen(moved).similarity(0, 0, 15))
          .isCloseTo(.53f, within(1e-5f))
          .isGreaterThan(attack.seen(start).similarity(0, 0, 15));
      for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
        float change = moved.values()[pixel] - image.values()[pixel];
        assertThat(change).isBetween(-.030001f, .030001f);
        if (target.pixels()[pixel] == 0) {
          assertThat(change).isZero();
        }
      }
    }
  }

  @Test
  void attackHasTheSameBitsWhateverElseIsAttacked() {
    Array images = TestNetworks.images(18, SIDE, 1, 4);
    List<PrototypeAttack.Target> targets = new ArrayList<>();
    for (int i = 0; i < images.rows(); i++) {
      targets.add(
          new PrototypeAttack.Target(
              "example " + i, images.row(i), i % 5, 0, List.of(15), lowerRight()));
    }
    PrototypeAttack.Strength strength = new PrototypeAttack.Strength(.03, .01, 5);
    try (PrototypeAttack attack = new PrototypeAttack(NETWORK, SIDE, SIDE, 1)) {
      Array all =
          attack.attacked(
              PrototypeAttack.Goal.MOVE, targets, attack.start(targets, .03, SEED), strength);
      List<PrototypeAttack.Target> last = targets.subList(17, 18);
      Array alone =
          attack.attacked(PrototypeAttack.Goal.MOVE, last, attack.start(last, .03, SEED), strength);

      assertThat(alone.row(0)).containsExactly(all.row(17));
    }
  }

  @Test
  void networkWithoutPrototypesIsRefused() {
    assertThatThrownBy(() -> new PrototypeAttack(TestNetworks.convolutional(3, 4, 5), 12, 12, 3))
        .isInstanceOf(StudyException.class)
        .hasMessage(
            "explain.prototypes.attacks: attacks prototypes, and this network has none. Expected pooling prototypes.");
  }
}
