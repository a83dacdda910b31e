package org.heirloom.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.heirloom.distill.Losses.method;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.heirloom.Seed;
import org.heirloom.StudyException;
import org.heirloom.model.Array;
import org.heirloom.model.ConceptualImages;
import org.heirloom.model.History;
import org.heirloom.model.LabelledImages;
import org.heirloom.model.Weights;
import org.heirloom.model.tensorflow.FolderCheckpoints;
import org.heirloom.model.tensorflow.Loss;
import org.heirloom.model.tensorflow.Predictor;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.model.tensorflow.Teacher;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.heirloom.model.tensorflow.Toy;
import org.heirloom.model.tensorflow.Training;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TUint8;

/** Students of toy images learn from a trained teacher by every objective. */
class DistillationTest {
  private static StoredModel model;

  @BeforeAll
  static void trainATeacher() {
    TensorFlowRuntime.start(2);
    Training teaching =
        new Training(task(480), Map.of("teacher", Training.Arm.alone(Objectives.labels())));
    model =
        new StoredModel(
            Toy.spec(), teaching.run(Toy.noCheckpoints(), done -> {}).get("teacher").weights());
  }

  /** The toy images; the concepts are the labels, one column each. */
  private static Training.Task task(int samples) {
    LabelledImages plain = Toy.images(96, 1);
    Array concepts = new Array(new float[plain.size() * 3], plain.size(), 3);
    for (int i = 0; i < plain.size(); i++) {
      concepts.values()[3 * i + plain.labels()[i]] = 1;
    }
    return new Training.Task(
        Toy.spec(),
        Toy.recipe(samples, "adam"),
        new Seed(3),
        new ConceptualImages(plain, concepts),
        Toy.images(30, 2));
  }

  /** Counts what it is asked. */
  private static final class CountingTeacher implements Teacher {
    private final Teacher teacher;
    private final List<Set<String>> asked = new ArrayList<>();

    CountingTeacher(Teacher teacher) {
      this.teacher = teacher;
    }

    @Override
    public Map<String, Shape> signals() {
      return teacher.signals();
    }

    @Override
    public Answers answers(TUint8 pixels, Set<String> wanted) {
      asked.add(wanted);
      return teacher.answers(pixels, wanted);
    }

    @Override
    public void close() {
      teacher.close();
    }
  }

  @Test
  void everyObjectiveMakesItsLossSmallerAndTheTeacherAnswersOncePerBatch() {
    Map<String, Training.Trained> trained;
    CountingTeacher teacher = new CountingTeacher(new Predictor(model));
    Map<String, Training.Arm> arms = new LinkedHashMap<>();
    Set<String> wanted = new TreeSet<>();
    for (String name : Objectives.names()) {
      Loss loss = Losses.objective(name);
      wanted.addAll(loss.wanted());
      arms.put(name, new Training.Arm(loss, Optional.of(teacher)));
    }
    try (teacher) {
      trained = new Training(task(480), arms).run(Toy.noCheckpoints(), done -> {});
    }

    trained.forEach(
        (name, student) -> {
          List<History.Epoch> epochs = student.history().epochs();
          assertThat(epochs).hasSize(5);
          assertThat(epochs.get(4).loss()).as(name).isLessThan(epochs.get(0).loss());
          assertThat(student.weights().arrays().keySet())
              .as(name)
              .isEqualTo(model.weights().arrays().keySet());
        });
    assertThat(teacher.asked).hasSize(30).allMatch(wanted::equals);
  }

  @Test
  void killedAndResumedGivesTheSameBitsWithTrainedAndKeptVariables(@TempDir Path folder) {
    Weights undisturbed = distill(new FolderCheckpoints(folder.resolve("none")), 1);
    FolderCheckpoints checkpoints = new FolderCheckpoints(folder.resolve("killed"));
    assertThatThrownBy(() -> distill(checkpoints, .7)).hasMessage("killed");
    assertThat(checkpoints.latest()).isPresent();

    Weights resumed = distill(checkpoints, 1);

    assertThat(resumed.arrays().keySet()).isEqualTo(undisturbed.arrays().keySet());
    undisturbed
        .arrays()
        .forEach(
            (name, array) ->
                assertThat(resumed.get(name).values()).as(name).isEqualTo(array.values()));
  }

  private static Weights distill(FolderCheckpoints checkpoints, double until) {
    checkpoints.root().toFile().mkdirs();
    String objectives =
        "[{name: crd, negatives: 16}, hints, {name: logit-regression, standardise: true}]";
    Loss loss = Objectives.of(method(1, objectives));
    try (Predictor teacher = new Predictor(model)) {
      return new Training(task(288), Map.of("a", new Training.Arm(loss, Optional.of(teacher))))
          .run(
              checkpoints,
              done -> {
                if (done > until) {
                  throw new IllegalStateException("killed");
                }
              })
          .get("a")
          .weights();
    }
  }

  @Test
  void theTeacherIsTheSameBitsAfterwardsAndStillAnswersTheSame() {
    Map<String, float[]> before = new LinkedHashMap<>();
    model.weights().arrays().forEach((name, array) -> before.put(name, array.values().clone()));
    try (Predictor teacher = new Predictor(model)) {
      float[] said = teacher.logits(Toy.images(8, 9).pixels()).values();
      Loss loss = Objectives.of(method(1, "[soft-targets, hints, attention-transfer]"));
      new Training(task(96), Map.of("a", new Training.Arm(loss, Optional.of(teacher))))
          .run(Toy.noCheckpoints(), done -> {});

      assertThat(teacher.logits(Toy.images(8, 9).pixels()).values()).isEqualTo(said);
    }
    before.forEach(
        (name, values) ->
            assertThat(model.weights().get(name).values()).as(name).isEqualTo(values));
  }

  @Test
  void aTeacherWithoutTheLayerIsRefusedBeforeAnyStep() {
    Loss loss = Objectives.of(method(1, "[{name: hints, layers: [stage2]}]"));
    Training.Task task = task(96);
    try (Predictor predictor = new Predictor(model)) {
      Teacher blackBox = new LogitsAlone(predictor);
      Training training =
          new Training(task, Map.of("a", new Training.Arm(loss, Optional.of(blackBox))));

      assertThatThrownBy(() -> training.run(Toy.noCheckpoints(), done -> {}))
          .isInstanceOf(StudyException.class)
          .hasMessageContaining("stage2")
          .hasMessageContaining("[logits]");
    }
  }

  /** Hides its inside. */
  private record LogitsAlone(Teacher teacher) implements Teacher {
    @Override
    public Map<String, Shape> signals() {
      return Map.of(LOGITS, teacher.signals().get(LOGITS));
    }

    @Override
    public Answers answers(TUint8 pixels, Set<String> wanted) {
      return teacher.answers(pixels, wanted);
    }

    @Override
    public void close() {}
  }
}
