package org.heirloom.model.tensorflow;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.StudyException;
import org.heirloom.model.Array;
import org.heirloom.model.Batches;
import org.heirloom.model.ImageSet;
import org.heirloom.model.Schedule;
import org.heirloom.model.VaeHistory;
import org.heirloom.model.VaeSpec;
import org.heirloom.model.Weights;
import org.heirloom.store.Checkpoints;
import org.heirloom.study.Study;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * Trains a variational autoencoder: cross-entropy summed over an image's values, plus the code's
 * divergence from the prior, whose weight rises linearly from 0 in the beginning.
 *
 * <p>After each interval (an epoch, or as many as make a twentieth of the run) the lower bound is
 * measured on the selection split, with noise that is the same every time, and a checkpoint is
 * saved. Training ends early when the bound has not improved for some intervals since the weight
 * was full; the best weights are kept. One that starts over goes on to the same bits.
 */
public final class VaeTraining {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_INTERVALS = 20;
  private static final int EVALUATION_BATCH = 256;
  private static final String VARIABLES = "variables.bin";
  private static final String BEST = "best.bin";
  private static final String HISTORY = "history.json";

  private final Task task;
  private final long steps;
  private final long interval;
  private final Schedule schedule;
  private List<VaeHistory.Epoch> epochs = new ArrayList<>();
  private Weights best;
  private double lossSum;
  private long lossCount;

  /**
   * What is trained on what.
   *
   * @param recipe how long, how fast
   * @param divergence how its weight goes
   * @param seed gives initial values, order and noise
   * @param selection chooses the epoch
   */
  public record Task(
      VaeSpec spec,
      Study.Training recipe,
      Divergence divergence,
      Seed seed,
      ImageSet train,
      ImageSet selection) {}

  /**
   * Weight of the divergence.
   *
   * @param weight in the end: 1 makes the loss the negative lower bound (others: Higgins et al.
   *     2017)
   * @param warmup share of the steps over which it rises from 0
   * @param patience intervals without improvement, counted since it is full, that end the training
   */
  public record Divergence(double weight, double warmup, int patience) {}

  /** A trained autoencoder with how it came about. */
  public record Trained(Vae vae, VaeHistory history) {}

  /** Prepares a training. */
  public VaeTraining(Task task) {
    this.task = task;
    int batch = task.recipe().batchSize();
    this.steps = ceilDiv(task.recipe().samples(), batch);
    long epoch = ceilDiv(task.train().size(), batch);
    this.interval = epoch * Math.max(1, ceilDiv(steps, epoch * MOST_INTERVALS));
    this.schedule = new Schedule(task.recipe(), steps);
  }

  private static long ceilDiv(long a, long b) {
    return (a + b - 1) / b;
  }

  /**
   * Trains to the end.
   *
   * @param progress takes the fraction done
   * @throws StudyException if the loss is not finite
   */
  public Trained run(Checkpoints checkpoints, DoubleConsumer progress) {
    TensorFlowRuntime.requireStarted();
    try (VaeLearner learner = new VaeLearner(task)) {
      learner.initialise(task.seed().child("initial"));
      long step = restore(checkpoints, learner);
      Batches batches = new Batches(task.train(), task.recipe(), task.seed());
      while (step < steps && !hasSettled()) {
        step(learner, batches, step);
        step++;
        if (step % interval == 0 || step == steps) {
          evaluate(learner, step);
          save(checkpoints, learner, step);
        }
        progress.accept((double) step / steps);
      }
    }
    VaeHistory history =
        new VaeHistory(epochs, VaeHistory.select(epochs, task.divergence().weight()));
    return new Trained(new Vae(task.spec(), best), history);
  }

  private void step(VaeLearner learner, Batches batches, long step) {
    Batches.Batch batch = batches.batch(step);
    Array drawn = noise(task.seed().child("noise").child(step), batch.positions().length);
    try (TUint8 pixels = Images.tensor(batch.pixels());
        TFloat32 noise = Tensors.floats(drawn)) {
      float loss =
          learner.step(
              new VaeLearner.Feed(pixels, noise),
              (float) weight(step),
              new Learner.Moment(step + 1, (double) step / steps, schedule.rate(step)));
      if (!Float.isFinite(loss)) {
        throw new StudyException(
            "training.learningRate: the training of the autoencoder diverged. Got loss %s at step %d of %d. Expected a finite loss. Lower learningRate (%s) or lengthen warmup."
                .formatted(loss, step + 1, steps, task.recipe().learningRate()));
      }
      lossSum += loss;
      lossCount++;
    }
  }

  private double weight(long step) {
    double warmup = task.divergence().warmup() * steps;
    return task.divergence().weight() * (step < warmup ? step / warmup : 1);
  }

  private Array noise(Seed seed, int images) {
    float[] values = new float[images * task.spec().latent()];
    RandomStream random = seed.stream();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new Array(values, images, task.spec().latent());
  }

  private boolean hasSettled() {
    List<VaeHistory.Epoch> full =
        epochs.stream().filter(e -> e.divergenceWeight() == task.divergence().weight()).toList();
    int since = full.size() - 1 - VaeHistory.select(full, task.divergence().weight());
    return !full.isEmpty() && since >= task.divergence().patience();
  }

  private void evaluate(VaeLearner learner, long step) {
    double reconstruction = 0;
    double divergence = 0;
    int size = task.selection().size();
    for (int from = 0; from < size; from += EVALUATION_BATCH) {
      int to = Math.min(size, from + EVALUATION_BATCH);
      int[] positions = IntStream.range(from, to).toArray();
      try (TUint8 pixels = Images.tensor(task.selection().pixels(positions));
          TFloat32 noise =
              Tensors.floats(noise(task.seed().child("selection").child(from), to - from))) {
        Array[] parts = learner.parts(new VaeLearner.Feed(pixels, noise));
        for (int i = 0; i < to - from; i++) {
          reconstruction += parts[0].values()[i];
          divergence += parts[1].values()[i];
        }
      }
    }
    long samples = step * task.recipe().batchSize();
    epochs.add(
        new VaeHistory.Epoch(
            (double) samples / task.train().size(),
            samples,
            lossSum / lossCount,
            weight(step - 1),
            reconstruction / size,
            divergence / size));
    lossSum = 0;
    lossCount = 0;
    if (VaeHistory.select(epochs, task.divergence().weight()) == epochs.size() - 1) {
      best = learner.network();
    }
  }

  private long restore(Checkpoints checkpoints, VaeLearner learner) {
    Optional<Checkpoints.Saved> saved = checkpoints.latest();
    if (saved.isEmpty()) {
      return 0;
    }
    Path folder = saved.get().folder();
    try {
      epochs =
          new ArrayList<>(
              JSON.readValue(
                  folder.resolve(HISTORY).toFile(),
                  new TypeReference<List<VaeHistory.Epoch>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    learner.assign(Weights.read(folder.resolve(VARIABLES)));
    best = Weights.read(folder.resolve(BEST));
    return saved.get().step();
  }

  private void save(Checkpoints checkpoints, VaeLearner learner, long step) {
    checkpoints.save(
        step,
        folder -> {
          try {
            learner.variables().write(folder.resolve(VARIABLES));
            best.write(folder.resolve(BEST));
            JSON.writeValue(folder.resolve(HISTORY).toFile(), epochs);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
