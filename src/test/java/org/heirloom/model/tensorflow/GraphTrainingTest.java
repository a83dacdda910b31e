package org.heirloom.model.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.heirloom.Seed;
import org.heirloom.StudyException;
import org.heirloom.model.Kernel;
import org.heirloom.model.LossHistory;
import org.heirloom.model.Precision;
import org.heirloom.model.Weights;
import org.heirloom.model.Window;
import org.heirloom.study.Jpeg;
import org.heirloom.study.Study;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class GraphTrainingTest {

  @BeforeAll
  static void start() {
    TensorFlowRuntime.start(2);
  }

  /** Squared distance of a normalised convolution, rescaled, from the images' first channel. */
  private static Operand<TFloat32> distance(Layers layers, Operand<TFloat32> images) {
    Ops tf = layers.tf();
    Operand<TFloat32> x =
        layers.convolutionAndNorm("one", images, Kernel.of(Window.padded(3, 1), 3, 4));
    Operand<TFloat32> guess =
        tf.nn.biasAdd(
            layers.convolution("two", x, Kernel.of(Window.inside(1, 1), 4, 1)),
            layers.weights("two/bias", 1));
    Operand<TFloat32> first = tf.slice(images, tf.array(0, 0, 0, 0), tf.array(-1, -1, -1, 1));
    return tf.math.mean(tf.math.square(tf.math.sub(guess, first)), tf.array(0, 1, 2, 3));
  }

  private static GraphTraining training(GraphTraining.Objective objective, int samples) {
    return new GraphTraining(
        new GraphTraining.Task(
            "a filter",
            objective,
            new Study.Training(
                samples, 16, "adam", .05, 0, 0, "cosine", 0, 0, false, Jpeg.Augmentation.NONE),
            new Seed(3),
            Toy.images(96, 1),
            Toy.images(60, 2),
            Precision.FLOAT32));
  }

  private static GraphTraining training() {
    return training(GraphTrainingTest::distance, 960);
  }

  @Test
  void lossFallsAndTheLowestOnTheSelectionSplitIsKept() {
    GraphTraining.Trained trained = training().run(Toy.noCheckpoints(), done -> {});

    List<LossHistory.Epoch> epochs = trained.history().epochs();
    double kept = epochs.get(trained.history().selected()).selectionLoss();
    assertThat(epochs).hasSize(10);
    assertThat(kept).isLessThan(0.3 * epochs.get(0).selectionLoss());
    assertThat(epochs).allSatisfy(e -> assertThat(e.selectionLoss()).isGreaterThanOrEqualTo(kept));
    assertThat(trained.weights().arrays().keySet())
        .isEqualTo(
            Set.of(
                "one/kernel",
                "one/gamma",
                "one/beta",
                "one/mean",
                "one/variance",
                "two/kernel",
                "two/bias"));
  }

  @AfterEach
  void saveAsUsual() {
    System.clearProperty(SaveClock.SECONDS);
  }

  /** Killed after an evaluation, between two, and before the first. */
  @ParameterizedTest
  @CsvSource({"300, 0.55", "0, 0.55", "0, 0.05"})
  void killedAndResumedGivesTheSameBitsAsUndisturbed(
      String seconds, double killed, @TempDir Path folder) {
    System.setProperty(SaveClock.SECONDS, seconds);
    GraphTraining.Trained undisturbed = training().run(Toy.noCheckpoints(), done -> {});
    FolderCheckpoints checkpoints = new FolderCheckpoints(folder);
    assertThatThrownBy(() -> training().run(checkpoints, Toy.killedAfter(killed)))
        .hasMessage("killed");
    assertThat(checkpoints.latest()).isPresent();

    GraphTraining.Trained resumed = training().run(checkpoints, done -> {});

    assertThat(resumed.history()).isEqualTo(undisturbed.history());
    undisturbed
        .weights()
        .arrays()
        .forEach(
            (name, array) ->
                assertThat(resumed.weights().get(name).values())
                    .as(name)
                    .containsExactly(array.values()));
  }

  @Test
  void lossThatIsNoNumberIsNamed() {
    GraphTraining diverging =
        training(
            (layers, images) ->
                layers
                    .tf()
                    .math
                    .mul(layers.tf().math.log(layers.tf().constant(-1f)), distance(layers, images)),
            160);

    assertThatThrownBy(() -> diverging.run(Toy.noCheckpoints(), done -> {}))
        .isInstanceOf(StudyException.class)
        .hasMessage(
            "the training of a filter diverged. Got loss NaN at step 1 of 10. Expected a finite"
                + " loss. Lower its learningRate (0.05).");
  }

  @Test
  void weightsAsBeforeTrainingHaveTheirShapesAndNothingLearned() {
    Weights trained = training().run(Toy.noCheckpoints(), done -> {}).weights();

    Weights initial = GraphTraining.initial(trained, new Seed(4));

    assertThat(initial.get("one/gamma").values()).containsOnly(1);
    assertThat(initial.get("two/bias").values()).containsOnly(0);
    assertThat(initial.get("one/kernel").shape()).containsExactly(3, 3, 3, 4);
    assertThat(initial.get("one/kernel").values()).isNotEqualTo(trained.get("one/kernel").values());
  }
}
