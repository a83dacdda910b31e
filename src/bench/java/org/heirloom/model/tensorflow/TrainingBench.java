package org.heirloom.model.tensorflow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.heirloom.Seed;
import org.heirloom.bench.BenchModels;
import org.heirloom.bench.Forgetful;
import org.heirloom.distill.Objectives;
import org.heirloom.model.LabelledImages;
import org.heirloom.model.ModelSpec;
import org.heirloom.study.Study;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * Share of a training's wall time that TensorFlow takes: the time of as many steps of the bare
 * graph on one batch that stays where it is, divided by the time of the training with its
 * augmentation, evaluation and checkpoints.
 */
public final class TrainingBench {
  private static final int SAMPLES = 6_400;

  private TrainingBench() {}

  public static void main(String[] arguments) {
    TensorFlowRuntime.start(2);
    LabelledImages images = BenchModels.labelled(2000, 2);
    ModelSpec spec = ModelSpec.of(new Study.Network("resnet-8", 16, "mean"), 8, images);
    Study.Training recipe = BenchModels.recipe(SAMPLES, 64);
    LabelledImages selection = BenchModels.labelled(500, 3);
    Training.Task task = new Training.Task(spec, recipe, new Seed(2), images, selection);
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      double bare = bare(task);
      long start = System.nanoTime();
      new Training(task, Map.of("student", Training.Arm.alone(Objectives.labels())))
          .run(new Forgetful(), done -> {});
      double whole = (System.nanoTime() - start) / 1e9;
      ratios.add(bare / whole);
    }
    ratios.sort(null);
    System.out.printf(
        "training-in-tensorflow %.2f   time of the bare TensorFlow steps / time of the training (ResNet-8, 32×32, batch 64; at least 0.85)%n",
        ratios.get(1));
  }

  private static double bare(Training.Task task) {
    try (Learner learner = new Learner(task, Learner.Lesson.of(Objectives.labels()), true)) {
      learner.initialise(task.seed());
      int[] first = IntStream.range(0, 64).toArray();
      try (TUint8 pixels = Images.tensor(task.train().pixels(first));
          TInt32 labels = Tensors.ints(Arrays.copyOf(task.train().labels(), 64));
          TInt32 positions = Tensors.ints(first)) {
        long start = System.nanoTime();
        for (int step = 1; step <= SAMPLES / 64; step++) {
          learner.step(
              new Learner.Feed(
                  pixels, labels, positions, null, Map.of(), new Learner.Moment(step, 0, 0.001)));
        }
        return (System.nanoTime() - start) / 1e9;
      }
    }
  }
}
