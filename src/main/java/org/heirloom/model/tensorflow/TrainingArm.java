package org.heirloom.model.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.model.Array;
import org.heirloom.model.History;
import org.heirloom.model.LabelledImages;
import org.heirloom.model.Weights;
import org.heirloom.stats.Logits;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** One network of a training: its learner, its history and the best weights so far. */
final class TrainingArm implements AutoCloseable {
  private final String name;
  private final LabelledImages selection;
  private final Learner learner;
  private List<History.Epoch> epochs = new ArrayList<>();
  private Weights best;
  private double lossSum;
  private long lossCount;

  TrainingArm(String name, Training.Task task, Loss loss) {
    this.name = name;
    this.selection = task.selection();
    this.learner = new Learner(task.spec(), task.recipe(), loss, true);
    learner.initialise(task.seed().child("initial"));
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

  float step(TUint8 pixels, TInt32 labels, TFloat32 teacher, Learner.StepRate rate) {
    float loss = learner.step(pixels, labels, teacher, rate);
    lossSum += loss;
    lossCount++;
    return loss;
  }

  void evaluate(int batchSize, long samples, double epoch, double rate) {
    long right = 0;
    double crossEntropy = 0;
    for (int from = 0; from < selection.size(); from += batchSize) {
      int to = Math.min(selection.size(), from + batchSize);
      try (TUint8 pixels = Images.tensor(selection.pixels().subList(from, to))) {
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
