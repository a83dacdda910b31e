package org.heirloom.model.tensorflow;

import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.StudyException;
import org.heirloom.model.Array;
import org.heirloom.model.Batches;
import org.heirloom.model.ImageSet;
import org.heirloom.model.VaeHistory;
import org.heirloom.model.VaeSpec;
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
  private static final String RECORDED = "autoencoder";

  private final Task task;
  private final Course course;
  private final TrainingState<VaeHistory.Epoch> state;

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
    this.course = Course.of(task.recipe(), task.train().size());
    this.state =
        new TrainingState<>(
            "",
            VaeHistory.Epoch.class,
            epochs -> VaeHistory.select(epochs, task.divergence().weight()));
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
      Batches batches = new Batches(task.train(), task.recipe(), task.seed());
      Course.Trainee alone =
          new Course.Trainee(
              done -> step(learner, batches, done),
              done -> evaluate(learner, done),
              this::hasSettled,
              folder -> state.write(folder, learner.variables()),
              folder -> learner.assign(state.read(folder)));
      course.run(alone, checkpoints, progress);
    }
    return new Trained(
        new Vae(task.spec(), state.best()), new VaeHistory(state.epochs(), state.selected()));
  }

  private void step(VaeLearner learner, Batches batches, long step) {
    Batches.Batch batch = batches.batch(step);
    Array drawn = noise(task.seed().child("noise").child(step), batch.positions().length);
    try (TUint8 pixels = Images.tensor(batch.pixels());
        TFloat32 noise = Tensors.floats(drawn)) {
      float loss =
          learner.step(
              new VaeLearner.Feed(pixels, noise), (float) weight(step), course.moment(step));
      TrainingRecord.step(RECORDED, batch.positions().length);
      if (!Float.isFinite(loss)) {
        TrainingRecord.diverged(RECORDED);
        throw new StudyException(
            "training.learningRate: the training of the autoencoder diverged. Got loss %s at step %d of %d. Expected a finite loss. Lower learningRate (%s) or lengthen warmup."
                .formatted(loss, step + 1, course.steps(), task.recipe().learningRate()));
      }
      state.add(loss);
    }
  }

  private double weight(long step) {
    double warmup = task.divergence().warmup() * course.steps();
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
        state.epochs().stream()
            .filter(e -> e.divergenceWeight() == task.divergence().weight())
            .toList();
    int since = full.size() - 1 - VaeHistory.select(full, task.divergence().weight());
    return !full.isEmpty() && since >= task.divergence().patience();
  }

  private void evaluate(VaeLearner learner, long step) {
    double reconstruction = 0;
    double divergence = 0;
    int size = task.selection().size();
    for (int from = 0; from < size; from += Course.EVALUATION_BATCH) {
      int to = Math.min(size, from + Course.EVALUATION_BATCH);
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
    VaeHistory.Epoch epoch =
        new VaeHistory.Epoch(
            course.epoch(step),
            course.samples(step),
            state.meanLoss(),
            weight(step - 1),
            reconstruction / size,
            divergence / size);
    state.add(epoch, learner::network);
    TrainingRecord.epoch(RECORDED, epoch.epoch(), epoch.loss());
  }
}
