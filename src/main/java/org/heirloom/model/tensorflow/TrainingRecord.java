package org.heirloom.model.tensorflow;

import org.heirloom.metrics.LiveSeries;
import org.heirloom.metrics.Recording;

/** What a training tells of itself, by the network's role and never by its replicate. */
final class TrainingRecord {
  private TrainingRecord() {}

  /** A step is done. */
  static void step(String network, double images) {
    Recording.now().add(LiveSeries.TRAINING_IMAGES, images, network);
  }

  /** An evaluation is done. */
  static void epoch(String network, double epochs, double loss) {
    Recording.now().set(LiveSeries.TRAINING_EPOCHS, epochs, network);
    Recording.now().set(LiveSeries.TRAINING_LOSS, loss, network);
  }

  /** What share of the selection examples was right at it. */
  static void accuracy(String network, double share) {
    Recording.now().set(LiveSeries.SELECTION_ACCURACY, share, network);
  }

  /** A loss was not finite. */
  static void diverged(String network) {
    Recording.now().set(LiveSeries.TRAINING_LOSS, Double.NaN, network);
    Recording.now().add(LiveSeries.TRAININGS_DIVERGED, 1, network);
  }
}
