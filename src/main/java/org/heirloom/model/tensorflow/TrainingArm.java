package org.heirloom.model.tensorflow;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.heirloom.StudyException;
import org.heirloom.model.Array;
import org.heirloom.model.History;
import org.heirloom.model.ImageSet;
import org.heirloom.model.Prototypes;
import org.heirloom.model.Weights;
import org.heirloom.stats.Logits;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TUint8;

/** One network of a training: its learner, its history and the best weights so far. */
final class TrainingArm implements AutoCloseable {
  private final String name;
  private final ImageSet selection;
  private final Optional<Teacher> teacher;
  private final Learner learner;
  private final TrainingState<History.Epoch> state;

  TrainingArm(String name, Training.Task task, Training.Arm arm) {
    this.name = name;
    this.selection = task.selection();
    this.teacher = arm.teacher();
    this.learner = new Learner(task, lesson(name, task, arm), true);
    learner.initialise(task.seed().child("initial"));
    this.state = new TrainingState<>(name + ".", History.Epoch.class, History::select);
  }

  private static Learner.Lesson lesson(String name, Training.Task task, Training.Arm arm) {
    Map<String, Shape> signals = new TreeMap<>();
    for (String wanted : arm.loss().wanted()) {
      Shape shape = arm.teacher().map(t -> t.signals().get(wanted)).orElse(null);
      if (shape == null) {
        throw new StudyException(
            "objectives of %s: the teacher does not have what they look at. Got %s. Expected one of %s."
                .formatted(
                    name,
                    wanted,
                    arm.teacher().map(t -> List.copyOf(t.signals().keySet())).orElse(List.of())));
      }
      signals.put(wanted, shape);
    }
    int concepts = task.train().concepts().map(Array::rowSize).orElse(0);
    Loss.TrainingSet set = new Loss.TrainingSet(task.train().labels(), task.seed().child("loss"));
    return new Learner.Lesson(arm.loss(), signals, set, concepts);
  }

  Optional<Teacher> teacher() {
    return teacher;
  }

  /** What it wants of its teacher. */
  Set<String> wanted() {
    return learner.wanted();
  }

  String name() {
    return name;
  }

  void write(Path folder) {
    state.write(folder, learner.variables());
  }

  void read(Path folder) {
    learner.assign(state.read(folder));
  }

  /** Makes its prototypes patches of training images. */
  void push(PrototypePush push) {
    Map<String, Array> variables = new TreeMap<>(learner.variables().arrays());
    Weights pushed = push.pushed(learner.network()).weights();
    variables.put(Prototypes.VECTORS, pushed.get(Prototypes.VECTORS));
    learner.assign(new Weights(variables));
  }

  float step(Learner.Feed feed) {
    float loss = learner.step(feed);
    state.add(loss);
    TrainingRecord.step(name, (double) feed.labels().size());
    return loss;
  }

  /** Evaluates it after so many steps of a course. */
  void evaluate(Course course, long done) {
    long right = 0;
    double crossEntropy = 0;
    for (int from = 0; from < selection.size(); from += Course.EVALUATION_BATCH) {
      int to = Math.min(selection.size(), from + Course.EVALUATION_BATCH);
      try (TUint8 pixels = Images.tensor(selection.pixels(IntStream.range(from, to).toArray()))) {
        Array logits = learner.logits(pixels);
        for (int i = from; i < to; i++) {
          double[] row = logits.rowAsDoubles(i - from);
          right += Logits.argMax(row) == selection.labels()[i] ? 1 : 0;
          crossEntropy += Logits.nll(row, selection.labels()[i]);
        }
      }
    }
    History.Epoch epoch =
        new History.Epoch(
            course.epoch(done),
            course.samples(done),
            state.meanLoss(),
            course.lastRate(done),
            (double) right / selection.size(),
            crossEntropy / selection.size());
    state.add(epoch, learner::network);
    TrainingRecord.epoch(name, epoch.epoch(), epoch.loss());
    TrainingRecord.accuracy(name, epoch.selectionAccuracy());
  }

  Training.Trained trained() {
    return new Training.Trained(state.best(), new History(state.epochs(), state.selected()));
  }

  @Override
  public void close() {
    learner.close();
  }
}
