package org.heirloom.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.heirloom.DataException;
import org.heirloom.Seed;
import org.heirloom.StudyException;
import org.heirloom.distill.Objectives;
import org.heirloom.explain.TestNetworks;
import org.heirloom.model.Array;
import org.heirloom.model.LabelledImages;
import org.heirloom.model.Weights;
import org.heirloom.model.tensorflow.EditableFunction;
import org.heirloom.model.tensorflow.Network;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.heirloom.model.tensorflow.Toy;
import org.heirloom.model.tensorflow.Training;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

class AblationsTest {
  /** Two channels; logits are the channel means times (2, -1; 0, 3). */
  private static final EditableFunction LINEAR =
      editableLinear(new float[] {2, 0}, new float[] {-1, 3});

  private static StoredModel stored;

  @BeforeAll
  static void train() {
    TensorFlowRuntime.start(2);
    LabelledImages images = Toy.images(64, 1);
    Training.Task task =
        new Training.Task(
            Toy.spec(), Toy.recipe(128, "momentum"), new Seed(2), images, Toy.images(16, 2));
    stored =
        new StoredModel(
            Toy.spec(),
            new Training(task, Map.of("one", Training.Arm.alone(Objectives.labels())))
                .run(Toy.noCheckpoints(), done -> {})
                .get("one")
                .weights());
  }

  /** Logits linear in the means of the image's channels, which are the layer {@code image}. */
  static EditableFunction editableLinear(float[]... weights) {
    return (tf, images, edit) -> {
      Operand<TFloat32> layer = edit.apply("image", tf.identity(images));
      Network rest = TestNetworks.pooledLinear(weights).apply(tf, layer);
      Map<String, Operand<TFloat32>> layers = new LinkedHashMap<>();
      layers.put("image", layer);
      layers.put("pooled", edit.apply("pooled", tf.math.mean(layer, tf.array(1, 2))));
      return new Network(rest.logits(), layers);
    };
  }

  @Test
  void answersAreThoseOfAHandComputedNetwork() {
    Array maps = new Array(new float[] {1, 10, 2, 20, 3, 30, 6, 40}, 1, 2, 2, 2); // means 3, 25

    try (Ablations ablations = new Ablations(LINEAR, "image", 2, 2, 2)) {
      List<Array> logits =
          ablations.logits(
              maps,
              List.of(
                  ablations.nothingOff(),
                  ablations.off(0),
                  ablations.off(1),
                  ablations.off(0, 1),
                  new float[] {.5f, 2}));

      assertThat(ablations.units()).isEqualTo(2);
      assertThat(ablations.classes()).isEqualTo(2);
      assertThat(logits.get(0).values()).containsExactly(2 * 3 - 25, 3 * 25);
      assertThat(logits.get(1).values()).containsExactly(-25, 75);
      assertThat(logits.get(2).values()).containsExactly(6, 0);
      assertThat(logits.get(3).values()).containsExactly(0, 0);
      assertThat(logits.get(4).values()).containsExactly(3 - 50, 150);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"stem", "stage1", "stage2", "stage3"})
  void masksOfOnesChangeNoBit(String layer) {
    Array images = Toy.unit(Toy.images(64, 3));

    try (Activations forward =
            new Activations(stored::apply, List.of(layer), List.of(layer), 8, 8, 3);
        Ablations ablations = new Ablations(stored::applyEdited, layer, 8, 8, 3)) {
      Activations.Forward seen = forward.forward(ids(64), images);
      List<Array> logits =
          ablations.logits(seen.maps().get(layer), List.of(ablations.nothingOff()));

      assertThat(logits.get(0).values()).containsExactly(seen.logits().values());
    }
  }

  @Test
  void unitWithoutOutgoingWeightsChangesNothingAndOthersDo() {
    StoredModel cut = withoutWeightsOf(3);
    Array images = Toy.unit(Toy.images(64, 3));

    try (Activations forward =
            new Activations(cut::apply, List.of("stage3"), List.of("stage3"), 8, 8, 3);
        Ablations ablations = new Ablations(cut::applyEdited, "stage3", 8, 8, 3)) {
      Array maps = forward.forward(ids(64), images).maps().get("stage3");
      List<Array> logits =
          ablations.logits(
              maps, List.of(ablations.nothingOff(), ablations.off(3), ablations.off(4)));

      assertThat(logits.get(1).values()).containsExactly(logits.get(0).values());
      assertThat(logits.get(2).values()).isNotEqualTo(logits.get(0).values());
    }
  }

  /** The model with the classifier's weights of one unit set to 0. */
  private static StoredModel withoutWeightsOf(int unit) {
    Map<String, Array> arrays = new TreeMap<>(stored.weights().arrays());
    Array kernel = arrays.get("classifier/kernel");
    float[] values = kernel.values().clone();
    int classes = Toy.spec().classes();
    Arrays.fill(values, unit * classes, (unit + 1) * classes, 0);
    arrays.put("classifier/kernel", new Array(values, kernel.shape()));
    return new StoredModel(stored.spec(), new Weights(arrays));
  }

  @Test
  void manyMasksAreAnsweredAsOneByOne() {
    Array maps = TestNetworks.images(64, 64, 2, 7); // as many values as fit eight masks at once

    try (Ablations ablations = new Ablations(LINEAR, "image", 64, 64, 2)) {
      List<float[]> masks = IntStream.range(0, 19).mapToObj(i -> new float[] {i / 19f, 1}).toList();
      List<Array> together = ablations.logits(maps, masks);

      assertThat(together).hasSize(19);
      for (int i = 0; i < masks.size(); i++) {
        assertThat(together.get(i).values())
            .containsExactly(ablations.logits(maps, masks.subList(i, i + 1)).get(0).values());
      }
    }
  }

  @Test
  void layerThatIsNotThereOrHasNoPositionsIsRefused() {
    assertThatThrownBy(() -> new Ablations(LINEAR, "imago", 2, 2, 2))
        .isInstanceOf(StudyException.class)
        .hasMessage("layers: no layer with positions. Got imago. Expected one of: image, pooled.");
    assertThatThrownBy(() -> new Ablations(LINEAR, "pooled", 2, 2, 2))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("Got pooled.");
  }

  @Test
  void answersThatAreNotFiniteAreNamed() {
    Array maps = new Array(new float[] {1, Float.NaN, 1, 1, 1, 1, 1, 1}, 1, 2, 2, 2);

    try (Ablations ablations = new Ablations(LINEAR, "image", 2, 2, 2)) {
      assertThatThrownBy(() -> ablations.logits(maps, List.of(ablations.nothingOff())))
          .isInstanceOf(DataException.class)
          .hasMessage("layer image: answers with units switched off must be finite. Got NaN.");
    }
  }

  private static List<String> ids(int n) {
    return IntStream.range(0, n).mapToObj(i -> "e" + i).toList();
  }
}
