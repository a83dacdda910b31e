package org.heirloom.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.heirloom.model.History;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.stage.Engine;
import org.heirloom.stage.Job;
import org.heirloom.stage.PipelineReader;
import org.heirloom.stage.ProgressListener;
import org.heirloom.stage.RunOptions;
import org.heirloom.stage.StageOutcome;
import org.heirloom.stage.toy.SerialExecutor;
import org.heirloom.store.LocalStore;
import org.heirloom.store.Store;
import org.heirloom.study.StudyFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every control, two budgets, teachers of the same budgets, a method with unlabelled images. */
class DistillingTest {
  private static final String[] SETTINGS = {
    "sample.budgets=[0.25, 1.0]",
    "teach.sameBudget=true",
    "teach.training.samples=320",
    "distill.training.samples=320",
    "distill.replicates=1",
    "distill.methods=[{name: distilled, labelWeight: 0.1, objectives: [soft-targets]},"
        + " {name: interpreted, labelWeight: 1, objectives: [interpretive]},"
        + " {name: all-images, labelWeight: 0.1, unlabelled: true, objectives: [soft-targets]}]",
    "distill.controls=[label-only, label-smoothed, random-labels, untrained, random-teacher, permuted-teacher, self-distilled, second-teacher]"
  };

  @TempDir private static Path folder;
  private static List<StageOutcome> outcomes;

  @BeforeAll
  static void run() {
    StudyFile study = StudyFile.load(Path.of("configs/tiny.yaml"), List.of(SETTINGS));
    Job job =
        new Job(
            study.study(), study.folder(), PipelineReader.read(Path.of("pipelines/train.yaml")));
    try (Store store = new LocalStore(folder)) {
      outcomes =
          new Engine(Stages.class, new SerialExecutor(), store, InstantSource.system())
              .run(job, RunOptions.ALL, ProgressListener.SILENT);
    }
  }

  private static Path folder(String stage, String unit) {
    return outcomes.stream()
        .filter(outcome -> outcome.plan().stage().equals(stage))
        .map(outcome -> folder.resolve(outcome.artifact(unit)))
        .findFirst()
        .orElseThrow();
  }

  private static StoredModel student(double budget, String arm) {
    return StoredModel.read(folder("distill", ModelId.studentUnit(0, budget)).resolve(arm));
  }

  @Test
  void everyArmIsANetworkOfItsOwn() throws java.io.IOException {
    for (double budget : new double[] {0.25, 1}) {
      Set<String> different = new java.util.TreeSet<>();
      try (Stream<Path> arms = Files.list(folder("distill", ModelId.studentUnit(0, budget)))) {
        arms.filter(Files::isDirectory)
            .forEach(
                arm ->
                    different.add(
                        Arrays.toString(
                            StoredModel.read(arm).weights().get("classifier/kernel").values())));
      }

      // With the whole budget there are no other images, so two methods are one.
      assertThat(different).hasSize(budget < 1 ? 10 : 9);
    }
  }

  @Test
  void unlabelledImagesWidenWhatTheMethodSees() {
    assertThat(student(0.25, "all-images").spec().mean())
        .isEqualTo(student(1, "distilled").spec().mean())
        .isNotEqualTo(student(0.25, "distilled").spec().mean());
  }

  @Test
  void teachersSeeWhatTheirStudentsSee() {
    for (double budget : new double[] {0.25, 1}) {
      for (String arm : List.of(Arms.TEACHER, Arms.SECOND_TEACHER)) {
        StoredModel teacher = StoredModel.read(folder("teach", new ModelId(arm, 0, budget).unit()));

        assertThat(teacher.spec().mean()).isEqualTo(student(budget, "distilled").spec().mean());
      }
    }
  }

  @Test
  void allBudgetsTakeAsManySteps() {
    for (String arm :
        List.of(
            "distilled", "all-images", Arms.LABEL_ONLY, Arms.RANDOM_LABELS, Arms.SELF_DISTILLED)) {
      Map<Double, Long> samples = new java.util.TreeMap<>();
      for (double budget : new double[] {0.25, 1}) {
        Path file =
            folder("distill", ModelId.studentUnit(0, budget)).resolve(arm).resolve("history.json");
        List<History.Epoch> epochs = org.heirloom.chain.Files.json(file, History.class).epochs();
        samples.put(budget, epochs.get(epochs.size() - 1).samples());
      }

      assertThat(samples.values()).containsOnly(320L);
    }
  }
}
