package org.heirloom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.heirloom.Seed;
import org.heirloom.evaluate.InsertionDeletion;
import org.heirloom.evaluate.Substrate;
import org.heirloom.explain.ExplainRequest;
import org.heirloom.explain.Explainer;
import org.heirloom.explain.Explainers;
import org.heirloom.explain.SaliencyMaps;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.SavedModel;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.model.tensorflow.TensorFlowRuntime;

/**
 * Images per second of insertion and deletion (all that go through the network, masked or not),
 * divided by those of plain inference of the same exported model in batches of 64 and of 256,
 * whichever is faster.
 */
public final class InsertionDeletionBench {
  private static final int EXAMPLES = 16;
  private static final int STEPS = 32;
  private static final int ROUNDS = 7;

  private InsertionDeletionBench() {}

  public static void main(String[] arguments) throws IOException {
    TensorFlowRuntime.start(2);
    for (String architecture : List.of("resnet-8", "resnet-20")) {
      System.out.printf(
          "insertion-deletion-%s %.2f   masked images per second / images per second of plain"
              + " inference of the exported model (32×32, %d steps; at least 0.9)%n",
          architecture, ratio(architecture), STEPS);
    }
  }

  private static double ratio(String architecture) throws IOException {
    StoredModel model = BenchModels.untrained(architecture);
    Path folder = Files.createTempDirectory("heirloom-bench");
    try {
      model.write(folder);
      return ratio(model, folder);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  private static double ratio(StoredModel model, Path folder) {
    int pixelsPerStep =
        InsertionDeletion.Setting.pixelsPerStep(BenchModels.SIZE, BenchModels.SIZE, STEPS);
    Substrate blur = Substrate.named("blur", model.spec().mean(), BenchModels.SIZE);
    InsertionDeletion.Setting setting =
        new InsertionDeletion.Setting(
            BenchModels.SIZE, BenchModels.SIZE, 3, pixelsPerStep, blur, blur);
    ExplainRequest request =
        new ExplainRequest(
            BenchModels.ids("e", EXAMPLES), BenchModels.images(EXAMPLES, 1), new int[EXAMPLES]);
    SaliencyMaps maps = noise(model, request);
    Array few = BenchModels.images(64, 2);
    Array many = BenchModels.images(256, 3);
    List<Double> ratios = new ArrayList<>();
    try (SavedModel plain = SavedModel.load(folder);
        InsertionDeletion measure = new InsertionDeletion(model::apply, setting)) {
      int masked = EXAMPLES * measure.callsPerExample();
      for (int round = 0; round < ROUNDS; round++) {
        double inference =
            Math.max(
                rate(16 * 64, 16, () -> plain.logits(few)),
                rate(4 * 256, 4, () -> plain.logits(many)));
        ratios.add(rate(masked, 1, () -> measure.curves(request, maps)) / inference);
      }
    }
    return BenchModels.median(ratios.subList(1, ROUNDS));
  }

  private static SaliencyMaps noise(StoredModel model, ExplainRequest request) {
    Explainers.Setting setting =
        new Explainers.Setting(
            model::apply, "", BenchModels.SIZE, BenchModels.SIZE, 3, new Seed(4));
    try (Explainer random = Explainers.named("random", setting)) {
      return random.explain(request);
    }
  }

  /** Images per second. */
  private static double rate(int images, int repetitions, Runnable work) {
    long start = System.nanoTime();
    for (int i = 0; i < repetitions; i++) {
      work.run();
    }
    return images / ((System.nanoTime() - start) / 1e9);
  }
}
