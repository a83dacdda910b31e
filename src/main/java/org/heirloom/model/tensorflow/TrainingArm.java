package org.heirloom.model.tensorflow;

import java.util.ArrayList;
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
  private List<History.Epoch> epochs = new ArrayList<>();
  private Weights best;
  private double lossSum;
  private long lossCount;

  TrainingArm(String name, Training.Task task, Training.Arm arm) {
    this.name = name;
    this.selection = task.selection();
    this.teacher = arm.teacher();
    this.learner = new Learner(task, lesson(name, task, arm), true);
    learner.initialise(task.seed().child("initial"));
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

  Learner learner() {
    return learner;
  }

  List<History.Epoch> epochs() {
    return epochs;
  }

  Weights best() {
    return best;
  }

  void restore(Weights variables, Weights bestSoFar, List<History.Epoch> history) {
    learner.assign(variables);
    best = bestSoFar;
    epochs = new ArrayList<>(history);
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
    lossSum += loss;
    lossCount++;
    return loss;
  }

  void evaluate(int batchSize, long samples, double epoch, double rate) {
    long right = 0;
    double crossEntropy = 0;
    for (int from = 0; from < selection.size(); from += batchSize) {
      int to = Math.min(selection.size(), from + batchSize);
      try (TUint8 pixels = Images.tensor(selection.pixels(IntStream.range(from, to).toArray()))) {
        Array logits = learner.logits(pixels);
        for (int i = from; i < to; i++) {
          double[] row = logits.rowAsDoubles(i - from);
          right += Logits.argMax(row) == selection.labels()[i] ? 1 : 0;
          crossEntropy += Logits.nll(row, selection.labels()[i]);
        }
      }
    }
    epochs.add(
        new History.Epoch(
            epoch,
            samples,
            lossSum / lossCount,
            rate,
            (double) right / selection.size(),
            crossEntropy / selection.size()));
    lossSum = 0;
    lossCount = 0;
    if (History.select(epochs) == epochs.size() - 1) {
      best = learner.network();
    }
  }

  Training.Trained trained() {
    return new Training.Trained(best, new History(epochs, History.select(epochs)));
  }

  @Override
  public void close() {
    learner.close();
  }
}
