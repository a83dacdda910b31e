package org.heirloom.model.tensorflow;

import java.util.Map;
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
  /** What is recorded of it, whichever network the masks are of. */
  private static final String RECORDED = "masks";

  private final Task task;
  private final Course course;
  private final TrainingState<LossHistory.Epoch> state;

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
    this.course = Course.of(task.recipe(), task.train().size());
    this.state = new TrainingState<>("", LossHistory.Epoch.class, LossHistory::select);
  }

  /** Weights as before training, in the shapes of trained ones. */
  public static Weights initial(Weights trained, Seed seed) {
    Initializer initializer = new Initializer(seed);
    Map<String, Array> values = new TreeMap<>(trained.arrays());
    values.replaceAll((name, array) -> initializer.value(name, array.shape()));
    return new Weights(values);
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
      Batches batches = new Batches(task.train(), task.recipe(), task.seed());
      Course.Trainee alone =
          new Course.Trainee(
              done -> step(learner, batches, done),
              done -> evaluate(learner, done),
              () -> false,
              folder -> state.write(folder, learner.variables()),
              folder -> learner.assign(state.read(folder)));
      course.run(alone, checkpoints, progress);
    }
    return new Trained(state.best(), new LossHistory(state.epochs(), state.selected()));
  }

  private void step(GraphLearner learner, Batches batches, long step) {
    Batches.Batch batch = batches.batch(step);
    try (TUint8 pixels = Images.tensor(batch.pixels())) {
      float loss = learner.step(pixels, course.moment(step));
      TrainingRecord.step(RECORDED, batch.positions().length);
      if (!Float.isFinite(loss)) {
        TrainingRecord.diverged(RECORDED);
        throw new StudyException(
            "the training of %s diverged. Got loss %s at step %d of %d. Expected a finite loss. Lower its learningRate (%s)."
                .formatted(
                    task.name(), loss, step + 1, course.steps(), task.recipe().learningRate()));
      }
      state.add(loss);
    }
  }

  private void evaluate(GraphLearner learner, long step) {
    double loss = 0;
    int size = task.selection().size();
    for (int from = 0; from < size; from += Course.EVALUATION_BATCH) {
      int to = Math.min(size, from + Course.EVALUATION_BATCH);
      int[] positions = IntStream.range(from, to).toArray();
      try (TUint8 pixels = Images.tensor(task.selection().pixels(positions))) {
        loss += (double) learner.evaluate(pixels) * (to - from);
      }
    }
    LossHistory.Epoch epoch =
        new LossHistory.Epoch(
            course.epoch(step),
            course.samples(step),
            state.meanLoss(),
            course.lastRate(step),
            loss / size);
    state.add(epoch, learner::network);
    TrainingRecord.epoch(RECORDED, epoch.epoch(), epoch.loss());
  }
}
