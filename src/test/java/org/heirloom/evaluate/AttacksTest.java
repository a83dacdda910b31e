package org.heirloom.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heirloom.Seed;
import org.heirloom.explain.TestNetworks;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.Network;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.model.tensorflow.Predictor;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttacksTest {
  private static final Seed SEED = new Seed(6);
  private static final NetworkFunction NETWORK = TestNetworks.convolutional(3, 4, 11);
  private static final Array IMAGES = TestNetworks.images(40, 12, 3, 2);
  private static final List<String> IDS = ids(40);

  @BeforeAll
  static void start() {
    TensorFlowRuntime.start(2);
  }

  private static List<String> ids(int n) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      ids.add("example-" + i);
    }
    return ids;
  }

  private static int[] answers(Array images) {
    try (ClassScores scores = new ClassScores(NETWORK, 12, 12, 3)) {
      return Predictor.classes(scores.logits(images));
    }
  }

  /** Share of images whose answer is still that of the clean image, which is taken for true. */
  private static double accuracy(String attack, double epsilon) {
    int[] labels = answers(IMAGES);
    int[] after = answers(attacked(attack, epsilon, labels));
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += after[i] == labels[i] ? 1 : 0;
    }
    return (double) right / labels.length;
  }

  private static Array attacked(String attack, double epsilon, int[] labels) {
    try (Attacks attacks = new Attacks(NETWORK, 12, 12, 3)) {
      return attacks.attacked(attack, IDS, IMAGES, labels, epsilon, SEED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fgsm", "pgd"})
  void noAllowanceGivesTheCleanImage(String attack) {
    assertThat(attacked(attack, 0, answers(IMAGES)).values()).containsExactly(IMAGES.values());
  }

  @ParameterizedTest
  @ValueSource(strings = {"fgsm", "pgd"})
  void noValueMovesFurtherThanAllowedNorOutOfRange(String attack) {
    float[] values = attacked(attack, .03, answers(IMAGES)).values();

    for (int i = 0; i < values.length; i++) {
      assertThat(values[i]).isBetween(0f, 1f).isCloseTo(IMAGES.values()[i], within(.030001f));
    }
  }

  @Test
  void manySmallStepsFoolAtLeastAsOftenAsOneLargeStep() {
    for (double epsilon : new double[] {.02, .05, .1}) {
      assertThat(accuracy("pgd", epsilon)).isLessThanOrEqualTo(accuracy("fgsm", epsilon));
    }
    assertThat(accuracy("pgd", .3)).isLessThan(.1);
  }

  @Test
  void stepGoesAlongTheSignOfTheLossOfALinearNetwork() {
    // Logits (2a − b, 0) of pixels a, b: the loss of class 0 rises with −2 and +1.
    NetworkFunction linear =
        (tf, images) ->
            new Network(
                tf.linalg.matMul(
                    tf.reshape(images, tf.array(-1, 2)),
                    tf.reshape(tf.constant(new float[] {2, 0, -1, 0}), tf.array(2, 2))),
                Map.of());
    try (Attacks attacks = new Attacks(linear, 1, 2, 1)) {
      assertThat(
              attacks
                  .attacked(
                      "fgsm",
                      List.of("a"),
                      new Array(new float[] {.5f, .95f}, 1, 1, 2, 1),
                      new int[] {0},
                      .1,
                      SEED)
                  .values())
          .containsExactly(new float[] {.4f, 1}, within(1e-6f));
    }
  }

  @Test
  void attackHasTheSameBitsWhateverElseIsAttacked() {
    int[] labels = answers(IMAGES);
    try (Attacks attacks = new Attacks(NETWORK, 12, 12, 3)) {
      Array alone =
          attacks.attacked(
              "pgd",
              List.of(IDS.get(35)),
              IMAGES.rows(new int[] {35}),
              new int[] {labels[35]},
              .05,
              SEED);

      assertThat(attacked("pgd", .05, labels).row(35)).containsExactly(alone.values());
    }
  }
}
