package org.heirloom.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.heirloom.Seed;
import org.heirloom.distill.Objectives;
import org.heirloom.metrics.exposed.Watch;
import org.heirloom.model.LabelledImages;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.heirloom.model.tensorflow.Training;
import org.heirloom.study.Study;

/**
 * Processor time of a training that is recorded, sampled and read by Prometheus five times as often
 * as usual, divided by that of the same training while nobody watches. Processor time, because
 * other processes hardly move it.
 */
public final class ObservationBench {
  private static final int ROUNDS = 5;
  private static final int SAMPLES = 12_800;
  private static final int READ_EVERY_MILLIS = 3_000;
  private static final String PORT = "19407";

  private ObservationBench() {}

  public static void main(String[] arguments) throws InterruptedException {
    TensorFlowRuntime.start(2);
    LabelledImages images = BenchModels.labelled(2000, 2);
    ModelSpec spec = ModelSpec.of(new Study.Network("resnet-8", 16, "mean"), 8, images);
    Study.Training recipe = BenchModels.recipe(SAMPLES, 64);
    Training.Task task =
        new Training.Task(spec, recipe, new Seed(2), images, BenchModels.labelled(500, 3));
    train(task);
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      // Who goes first takes turns.
      double first = round % 2 == 0 ? train(task) : watched(task);
      double second = round % 2 == 0 ? watched(task) : train(task);
      ratios.add(round % 2 == 0 ? second / first : first / second);
    }
    ratios.sort(null);
    System.out.printf(
        "observation-overhead %.3f   processor time of a training that is recorded and read / that of one nobody watches (ResNet-8, 32×32, batch 64; at most 1.02)%n",
        ratios.get(ROUNDS / 2));
  }

  @SuppressWarnings("try") // The endpoint only has to be there meanwhile.
  private static double watched(Training.Task task) throws InterruptedException {
    Thread reader = new Thread(ObservationBench::read);
    try (Watch.Watching watching = Watch.open("bench", Optional.of(PORT))) {
      reader.start();
      return train(task);
    } finally {
      reader.interrupt();
      reader.join();
    }
  }

  private static void read() {
    try {
      while (true) {
        try (InputStream in =
            URI.create("http://127.0.0.1:" + PORT + "/metrics").toURL().openStream()) {
          in.readAllBytes();
        } catch (IOException closing) {
          return;
        }
        TimeUnit.MILLISECONDS.sleep(READ_EVERY_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static double train(Training.Task task) {
    long start = processorNanos();
    new Training(task, Map.of("student", Training.Arm.alone(Objectives.labels())))
        .run(new Forgetful(), done -> {});
    return (processorNanos() - start) / 1e9;
  }

  private static long processorNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
