package org.heirloom.model.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.heirloom.Seed;
import org.heirloom.StudyException;
import org.heirloom.distill.Objectives;
import org.heirloom.metrics.LiveSeries;
import org.heirloom.metrics.Recorded;
import org.heirloom.model.Array;
import org.heirloom.model.LabelledImages;
import org.heirloom.model.Weights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingTest {

  @BeforeAll
  static void start() {
    TensorFlowRuntime.start(2);
  }

  private static Training training(String optimizer, int samples) {
    Training.Task task =
        new Training.Task(
            Toy.spec(),
            Toy.recipe(samples, optimizer),
            new Seed(3),
            Toy.images(96, 1),
            Toy.images(60, 2));
    return new Training(task, Map.of("a", Training.Arm.alone(Objectives.labels())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"momentum", "adam"})
  void learnsAnEasyTask(String optimizer) {
    Training.Trained trained =
        training(optimizer, 1600).run(Toy.noCheckpoints(), done -> {}).get("a");

    assertThat(trained.history().epochs().get(trained.history().selected()).selectionAccuracy())
        .isGreaterThan(0.9);
  }

  @Test
  void givesTheSameBitsTwice() {
    Weights first =
        training("momentum", 480).run(Toy.noCheckpoints(), done -> {}).get("a").weights();
    Weights second =
        training("momentum", 480).run(Toy.noCheckpoints(), done -> {}).get("a").weights();

    assertSameBits(first, second);
  }

  @AfterEach
  void saveAsUsual() {
    System.clearProperty(SaveClock.SECONDS);
  }

  /** Killed after an evaluation, between two, and before the first. */
  @ParameterizedTest
  @CsvSource({"300, 0.7", "0, 0.7", "0, 0.1"})
  void killedAndResumedGivesTheSameBitsAsUndisturbed(
      String seconds, double killed, @TempDir Path folder) {
    System.setProperty(SaveClock.SECONDS, seconds);
    Training.Trained undisturbed =
        training("momentum", 480).run(Toy.noCheckpoints(), done -> {}).get("a");
    FolderCheckpoints checkpoints = new FolderCheckpoints(folder);
    assertThatThrownBy(() -> training("momentum", 480).run(checkpoints, Toy.killedAfter(killed)))
        .hasMessage("killed");
    assertThat(checkpoints.latest()).isPresent();

    Training.Trained resumed = training("momentum", 480).run(checkpoints, done -> {}).get("a");

    assertSameBits(undisturbed.weights(), resumed.weights());
    assertThat(resumed.history()).isEqualTo(undisturbed.history());
  }

  @Test
  void namesTheArmWhoseLossIsNotFinite() {
    Training diverging =
        new Training(
            new Training.Task(
                Toy.spec(),
                Toy.recipe(160, "momentum"),
                new Seed(3),
                Toy.images(96, 1),
                Toy.images(60, 2)),
            Map.of(
                "student",
                Training.Arm.alone(
                    (tf, s) ->
                        tf.math.mul(
                            tf.math.log(tf.constant(-1f)), Objectives.labels().apply(tf, s)))));

    try (Recorded told = new Recorded()) {
      assertThatThrownBy(() -> diverging.run(Toy.noCheckpoints(), done -> {}))
          .isInstanceOf(StudyException.class)
          .hasMessage(
              "training.learningRate: the training of student diverged. Got loss NaN at step 1 of"
                  + " 10. Expected a finite loss. Lower learningRate (0.05) or lengthen warmup.");

      assertThat(told.value(LiveSeries.TRAININGS_DIVERGED, "student")).isEqualTo(1);
      assertThat(told.value(LiveSeries.TRAINING_LOSS, "student")).isNaN();
      assertThat(told.value(LiveSeries.TRAINING_IMAGES, "student")).isEqualTo(16);
    }
  }

  @Test
  void exportedModelPredictsThroughDjlAsTheTrainingGraphDoes(@TempDir Path folder) {
    Training.Task task =
        new Training.Task(
            Toy.spec(),
            Toy.recipe(480, "momentum"),
            new Seed(3),
            Toy.images(96, 1),
            Toy.images(60, 2));
    Weights weights =
        new Training(task, Map.of("a", Training.Arm.alone(Objectives.labels())))
            .run(Toy.noCheckpoints(), done -> {})
            .get("a")
            .weights();
    LabelledImages images = Toy.images(20, 5);
    Array inGraph;
    try (Learner learner = new Learner(task, Learner.Lesson.of(Objectives.labels()), false)) {
      learner.initialise(new Seed(0));
      Map<String, Array> all = new TreeMap<>(learner.variables().arrays());
      all.putAll(weights.arrays());
      learner.assign(new Weights(all));
      try (org.tensorflow.types.TUint8 pixels = Images.tensor(images.pixels())) {
        inGraph = learner.logits(pixels);
      }
    }

    new StoredModel(task.spec(), weights).write(folder.resolve("model"));
    Array throughDjl;
    try (SavedModel model = SavedModel.load(folder.resolve("model"))) {
      throughDjl = model.logits(Toy.unit(images));
    }

    assertThat(throughDjl.shape()).containsExactly(20, 3);
    for (int i = 0; i < inGraph.values().length; i++) {
      assertThat(throughDjl.values()[i])
          .isCloseTo(inGraph.values()[i], org.assertj.core.data.Offset.offset(1e-4f));
    }
  }

  private static void assertSameBits(Weights a, Weights b) {
    assertThat(a.arrays().keySet()).isEqualTo(b.arrays().keySet());
    a.arrays()
        .forEach(
            (name, array) -> assertThat(b.get(name).values()).as(name).isEqualTo(array.values()));
    assertThat(Arrays.equals(a.get("stem/kernel").values(), new float[108])).isFalse();
  }
}
