package org.heirloom.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heirloom.Seed;
import org.heirloom.distill.CrossEntropy;
import org.heirloom.distill.SoftTargets;
import org.heirloom.model.ImageSet;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.tensorflow.Loss;
import org.heirloom.model.tensorflow.Predictor;
import org.heirloom.model.tensorflow.Teacher;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.heirloom.model.tensorflow.Training;
import org.heirloom.study.Study;

/**
 * Five students of one teacher, in lock-step, against what they must cost: the teacher's forward
 * passes once and five trainings on labels. Students take the loss of soft targets.
 */
public final class DistillationBench {
  private static final int STUDENTS = 5;
  private static final int BATCH = 64;
  private static final int SAMPLES = 60 * BATCH;

  private DistillationBench() {}

  public static void main(String[] arguments) {
    TensorFlowRuntime.start(2);
    ImageSet images = BenchModels.labelled(2000, 1);
    Training.Task task =
        new Training.Task(
            ModelSpec.of(new Study.Network("resnet-8", 16, "mean"), 8, images),
            BenchModels.recipe(SAMPLES, BATCH),
            new Seed(2),
            images,
            BenchModels.labelled(64, 2));
    List<Double> ratios = new ArrayList<>();
    try (Predictor teacher = new Predictor(BenchModels.untrained("resnet-20"))) {
      for (int round = 0; round < 4; round++) {
        double parts = forward(teacher, images) + train(task, Optional.empty());
        double whole = train(task, Optional.of(teacher));
        if (round > 0) {
          ratios.add(whole / parts);
        }
      }
    }
    System.out.printf(
        "distillation-of-five %.2f   time of five distilled students / teacher's forward passes once + five students on labels (at most 1.1)%n",
        BenchModels.median(ratios));
  }

  private static double train(Training.Task task, Optional<Teacher> teacher) {
    Map<String, Training.Arm> arms = new LinkedHashMap<>();
    for (int i = 0; i < STUDENTS; i++) {
      Loss loss = teacher.isPresent() ? new SoftTargets(4) : new CrossEntropy();
      arms.put("student-" + i, new Training.Arm(loss, teacher));
    }
    long start = System.nanoTime();
    new Training(task, arms).run(new Forgetful(), done -> {});
    return (System.nanoTime() - start) / 1e9;
  }

  private static double forward(Predictor teacher, ImageSet images) {
    long start = System.nanoTime();
    for (int step = 0; step < SAMPLES / BATCH; step++) {
      int[] positions = new int[BATCH];
      for (int i = 0; i < BATCH; i++) {
        positions[i] = (step * BATCH + i) % images.size();
      }
      teacher.logits(images.pixels(positions));
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
