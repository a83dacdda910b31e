package org.heirloom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.heirloom.Seed;
import org.heirloom.distill.Objectives;
import org.heirloom.model.Array;
import org.heirloom.model.LabelledImages;
import org.heirloom.model.Precision;
import org.heirloom.model.tensorflow.Predictor;
import org.heirloom.model.tensorflow.SavedModel;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.heirloom.model.tensorflow.Training;
import org.heirloom.study.Study;

/**
 * Our images per second divided by those of the same network in PyTorch (Debian's {@code
 * python3-torch}), channels-last, with as many threads: the two are measured by turns in one run,
 * and the ratio is the median over the rounds.
 *
 * <p>Training is ours as a study runs it: shuffling, augmentation, evaluation and a checkpoint
 * included; the peer's batch lies ready in memory. Prediction is that of an exported model, once
 * from 8-bit images as the stages do it, once through DJL from floats.
 *
 * <p>The machine should be quiet: on a loaded one, the peer's threads burn their time slices in
 * waiting for each other, unless {@code OMP_WAIT_POLICY=PASSIVE}. What the ratios come from is told
 * in {@code docs/performance.md}.
 */
public final class PeerBench {
  private static final int THREADS = 2;
  private static final int ROUNDS = 5;
  private static final int TRAIN_BATCH = 64;
  private static final int PREDICT_BATCH = 256;
  private static final int WARM_UP = 5;

  private PeerBench() {}

  public static void main(String[] arguments) throws IOException {
    TensorFlowRuntime.start(THREADS);
    Optional<TorchPeer> started = TorchPeer.start(THREADS);
    if (started.isEmpty()) {
      return;
    }
    try (TorchPeer peer = started.get()) {
      for (String architecture : List.of("resnet-8", "resnet-20")) {
        training(peer, architecture);
        prediction(peer, architecture);
      }
      for (String architecture : List.of("resnet-8", "resnet-20")) {
        bfloat16Training(peer, architecture);
      }
    }
  }

  private static void training(TorchPeer peer, String architecture) {
    int steps = steps(architecture);
    Training.Task task = task(architecture);
    String work = "train " + architecture + " float32";
    print(
        "peer-train-" + architecture,
        ratio(() -> peer.seconds(work, steps), () -> seconds(task)),
        "images trained per second / the peer's (32×32, batch 64, float32; at least 1.0)");
  }

  private static void bfloat16Training(TorchPeer peer, String architecture) {
    int steps = steps(architecture);
    Training.Task task = task(architecture);
    String work = "train " + architecture + " float32";
    print(
        "bfloat16-train-" + architecture,
        ratio(() -> seconds(task), () -> seconds(task.in(Precision.BFLOAT16))),
        "images trained per second with bfloat16 / with float32");
    print(
        "bfloat16-train-%s-peer".formatted(architecture),
        ratio(
            () -> peer.seconds(work, steps),
            () -> peer.seconds("train " + architecture + " bfloat16", steps)),
        "the same of the peer");
  }

  private static int steps(String architecture) {
    return architecture.equals("resnet-8") ? 20 : 10;
  }

  private static Training.Task task(String architecture) {
    StoredModel model = BenchModels.untrained(architecture);
    LabelledImages images = BenchModels.labelled((steps(architecture) + WARM_UP) * TRAIN_BATCH, 2);
    Study.Training recipe = BenchModels.recipe(images.size(), TRAIN_BATCH);
    return new Training.Task(
        model.spec(), recipe, new Seed(2), images, BenchModels.labelled(TRAIN_BATCH, 3));
  }

  /** Seconds from the end of the warm-up to the end of the training. */
  private static double seconds(Training.Task task) {
    int steps = task.train().size() / TRAIN_BATCH;
    long[] start = new long[1];
    new Training(task, Map.of("student", Training.Arm.alone(Objectives.labels())))
        .run(
            new Forgetful(),
            done -> {
              if (Math.round(done * steps) == WARM_UP) {
                start[0] = System.nanoTime();
              }
            });
    return (System.nanoTime() - start[0]) / 1e9;
  }

  private static void prediction(TorchPeer peer, String architecture) throws IOException {
    int batches = architecture.equals("resnet-8") ? 4 : 2;
    String work = " " + architecture + " float32";
    StoredModel model = BenchModels.untrained(architecture);
    LabelledImages images = BenchModels.labelled(batches * PREDICT_BATCH, 4);
    Array floats = BenchModels.images(PREDICT_BATCH, 5);
    Path folder = Files.createTempDirectory("heirloom-bench");
    try (Predictor predictor = new Predictor(model);
        Predictor half = new Predictor(model, Precision.BFLOAT16)) {
      DoubleSupplier ours = () -> seconds(1, () -> predictor.logits(images.pixels()));
      print(
          "peer-predict-" + architecture,
          ratio(() -> peer.seconds("predict" + work, batches), ours),
          "images predicted per second / the peer's (32×32, batch 256, float32; at least 1.0)");
      print(
          "peer-predict-%s-frozen".formatted(architecture),
          ratio(() -> peer.seconds("predict-frozen" + work, batches), ours),
          "images predicted per second / the peer's, traced, frozen and fused");
      print(
          "bfloat16-predict-" + architecture,
          ratio(ours, () -> seconds(1, () -> half.logits(images.pixels()))),
          "images predicted per second with bfloat16 / with float32 (at least 1.6 on CPUs with"
              + " instructions for bfloat16)");
      model.write(folder);
      try (SavedModel exported = SavedModel.load(folder)) {
        print(
            "peer-predict-%s-djl".formatted(architecture),
            ratio(
                () -> peer.seconds("predict" + work, batches),
                () -> seconds(batches, () -> exported.logits(floats))),
            "images predicted per second through DJL, from floats / the peer's");
      }
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  private static double seconds(int repetitions, Runnable work) {
    long start = System.nanoTime();
    for (int i = 0; i < repetitions; i++) {
      work.run();
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** Median over the rounds of theirs / ours; a first round warms up. */
  private static double ratio(DoubleSupplier theirs, DoubleSupplier ours) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round <= ROUNDS; round++) {
      double their = theirs.getAsDouble();
      ratios.add(their / ours.getAsDouble());
    }
    return BenchModels.median(ratios.subList(1, ratios.size()));
  }

  private static void print(String name, double ratio, String compared) {
    System.out.printf("%s %.2f   %s%n", name, ratio, compared);
  }
}
