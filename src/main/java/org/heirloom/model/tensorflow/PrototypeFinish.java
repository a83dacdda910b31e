package org.heirloom.model.tensorflow;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.heirloom.model.Array;
import org.heirloom.model.History;
import org.heirloom.model.ImageSet;
import org.heirloom.model.Weights;
import org.heirloom.stats.Logits;

/** The end of the training of a network of prototypes: a push, then the last layer. */
final class PrototypeFinish {
  private PrototypeFinish() {}

  /**
   * The network with prototypes that are patches of training images. It stands in the history as an
   * epoch of its own, the selected one, with the accuracy that it has.
   */
  static Training.Trained of(Training.Task task, Training.Trained trained) {
    PrototypePush push = new PrototypePush(task.spec(), task.train());
    PrototypePush.Pushed pushed = push.pushed(trained.weights());
    Weights fitted = push.fitted(pushed.weights());
    List<History.Epoch> epochs = new ArrayList<>(trained.history().epochs());
    epochs.add(epoch(task, fitted, epochs.get(epochs.size() - 1)));
    return new Training.Trained(
        fitted, new History(epochs, epochs.size() - 1), pushed.prototypes());
  }

  private static History.Epoch epoch(Training.Task task, Weights weights, History.Epoch last) {
    ImageSet selection = task.selection();
    int[] all = IntStream.range(0, selection.size()).toArray();
    long right = 0;
    double crossEntropy = 0;
    try (Predictor predictor =
        new Predictor(new StoredModel(task.spec(), weights), task.precision())) {
      Array logits = predictor.logits(selection.pixels(all));
      for (int i : all) {
        double[] row = logits.rowAsDoubles(i);
        right += Logits.argMax(row) == selection.labels()[i] ? 1 : 0;
        crossEntropy += Logits.nll(row, selection.labels()[i]);
      }
    }
    return new History.Epoch(
        last.epoch(),
        last.samples(),
        last.loss(),
        last.rate(),
        (double) right / all.length,
        crossEntropy / all.length);
  }
}
