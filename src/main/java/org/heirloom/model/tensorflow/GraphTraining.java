package org.heirloom.model.tensorflow;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.heirloom.Seed;
import org.heirloom.StudyException;
import org.heirloom.image.Pixels;
import org.heirloom.model.Array;
import org.heirloom.model.Batches;
import org.heirloom.model.ImageSet;
import org.heirloom.model.LossHistory;
import org.heirloom.model.Precision;
import org.heirloom.model.Schedule;
import org.heirloom.model.Weights;
import org.heirloom.store.Checkpoints;
import org.heirloom.study.Study;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * Trains the variables of a graph that is no classifier, such as one around networks that stay as
 * they are.
 *
 * <p>After each interval (an epoch, or as many as make a twentieth of the run) the loss is measured
 * on the selection split and a checkpoint is saved; the weights with the lowest are kept. A
 * training that starts over goes on from the newest checkpoint to the same bits.
 */
public final class GraphTraining {
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
  private List<LossHistory.Epoch> epochs = new ArrayList<>();
  private Weights best;
  private double lossSum;
  private long lossCount;

  /** What is made small. */
  @FunctionalInterface
  public interface Objective {

    /**
     * Adds everything to a graph: once to train, once to evaluate with the same variables.
     *
     * @param layers give what is trained; the rest of the graph must be constant
     * @param images {@code [n, height, width, channels]} in [0, 1]
     * @return a scalar, already a mean over the batch
     */
    Operand<TFloat32> apply(Layers layers, Operand<TFloat32> images);
  }

  /**
   * What is trained on what.
   *
   * @param name for messages
   * @param recipe how long, how fast
   * @param seed gives initial values, order and augmentation
   * @param train images; labels are not looked at
   * @param selection chooses the epoch
   */
  public record Task(
      String name,
      Objective objective,
      Study.Training recipe,
      Seed seed,
      ImageSet train,
      ImageSet selection,
      Precision precision) {

    /** Height, width and channels of the images. */
    int[] size() {
      Pixels first = train.pixels(new int[] {0}).get(0);
      return new int[] {first.height(), first.width(), first.channels()};
    }
  }

  /**
   * What came of it.
   *
   * @param weights of the selected epoch, running statistics included
   * @param history of all epochs
   */
  public record Trained(Weights weights, LossHistory history) {}

  /** Prepares a training. */
  public GraphTraining(Task task) {
    this.task = task;
    int batch = task.recipe().batchSize();
    this.steps = ceilDiv(task.recipe().samples(), batch);
    long epoch = ceilDiv(task.train().size(), batch);
    this.interval = epoch * Math.max(1, ceilDiv(steps, epoch * MOST_INTERVALS));
    this.schedule = new Schedule(task.recipe(), steps);
  }

  /** Weights as before training, in the shapes of trained ones. */
  public static Weights initial(Weights trained, Seed seed) {
    Initializer initializer = new Initializer(seed);
    Map<String, Array> values = new TreeMap<>(trained.arrays());
    values.replaceAll((name, array) -> initializer.value(name, array.shape()));
    return new Weights(values);
  }

  private static long ceilDiv(long a, long b) {
    return (a + b - 1) / b;
  }

  /**
   * Trains to the end.
   *
   * @param checkpoints of this part of the unit of work
   * @param progress takes the fraction done
   * @throws StudyException if the loss is not finite
   */
  public Trained run(Checkpoints checkpoints, DoubleConsumer progress) {
    TensorFlowRuntime.requireStarted();
    try (GraphLearner learner = new GraphLearner(task)) {
      learner.initialise(task.seed().child("initial"));
      long step = restore(checkpoints, learner);
      Batches batches = new Batches(task.train(), task.recipe(), task.seed());
      while (step < steps) {
        step(learner, batches, step);
        step++;
        if (step % interval == 0 || step == steps) {
          evaluate(learner, step);
          save(checkpoints, learner, step);
        }
        progress.accept((double) step / steps);
      }
    }
    return new Trained(best, new LossHistory(epochs, LossHistory.select(epochs)));
  }

  private void step(GraphLearner learner, Batches batches, long step) {
    try (TUint8 pixels = Images.tensor(batches.batch(step).pixels())) {
      float loss =
          learner.step(
              pixels, new Learner.Moment(step + 1, (double) step / steps, schedule.rate(step)));
      if (!Float.isFinite(loss)) {
        throw new StudyException(
            "the training of %s diverged. Got loss %s at step %d of %d. Expected a finite loss. Lower its learningRate (%s)."
                .formatted(task.name(), loss, step + 1, steps, task.recipe().learningRate()));
      }
      lossSum += loss;
      lossCount++;
    }
  }

  private void evaluate(GraphLearner learner, long step) {
    double loss = 0;
    int size = task.selection().size();
    for (int from = 0; from < size; from += EVALUATION_BATCH) {
      int to = Math.min(size, from + EVALUATION_BATCH);
      int[] positions = IntStream.range(from, to).toArray();
      try (TUint8 pixels = Images.tensor(task.selection().pixels(positions))) {
        loss += (double) learner.evaluate(pixels) * (to - from);
      }
    }
    long samples = step * task.recipe().batchSize();
    epochs.add(
        new LossHistory.Epoch(
            (double) samples / task.train().size(),
            samples,
            lossSum / lossCount,
            schedule.rate(step - 1),
            loss / size));
    lossSum = 0;
    lossCount = 0;
    if (LossHistory.select(epochs) == epochs.size() - 1) {
      best = learner.trained();
    }
  }

  private long restore(Checkpoints checkpoints, GraphLearner learner) {
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
                  new TypeReference<List<LossHistory.Epoch>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    learner.assign(Weights.read(folder.resolve(VARIABLES)));
    best = Weights.read(folder.resolve(BEST));
    return saved.get().step();
  }

  private void save(Checkpoints checkpoints, GraphLearner learner, long step) {
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
