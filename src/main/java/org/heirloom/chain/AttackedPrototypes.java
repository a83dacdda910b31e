package org.heirloom.chain;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.Seed;
import org.heirloom.data.Example;
import org.heirloom.evaluate.CompressionCue;
import org.heirloom.evaluate.PrototypeRobustness;
import org.heirloom.metrics.Measured;
import org.heirloom.model.Prototypes;
import org.heirloom.study.Jpeg;
import org.heirloom.study.PrototypeSettings;

/**
 * The two published attacks on networks of prototypes: changes of an image that nobody sees, and
 * compression that goes with the class in training. Of other networks the second tells accuracies.
 */
final class AttackedPrototypes {
  private AttackedPrototypes() {}

  /** Every attack of the study; prototypes are those of the class that all networks explain. */
  static List<Measured> of(Judged judged) {
    List<Measured> measured = new ArrayList<>(attacked(judged));
    if (judged.study().data().jpeg().asked()) {
      measured.addAll(compressed(judged));
    }
    return measured;
  }

  private static List<Measured> compressed(Judged judged) {
    Jpeg jpeg = judged.study().data().jpeg();
    int[] size = judged.size();
    CompressionCue.Examples examples =
        new CompressionCue.Examples(
            judged.request().ids(),
            judged.examples().stream().map(Example::pixels).toList(),
            judged.examples().stream().mapToInt(Example::label).toArray());
    try (CompressionCue cue =
        new CompressionCue(judged.model()::apply, size[0], size[1], size[2])) {
      return cue.measured(
          examples, jpeg::compresses, jpeg.quality(), judged.model().spec().network().prototypes());
    }
  }

  private static List<Measured> attacked(Judged judged) {
    PrototypeSettings settings = judged.study().explain().prototypes();
    List<Measured> measured = new ArrayList<>();
    if (settings.attacks().isEmpty() || !judged.model().spec().network().prototypes()) {
      return measured;
    }
    PrototypeRobustness.Images images =
        new PrototypeRobustness.Images(
            judged.request().ids(),
            judged.request().images(),
            judged.request().classes(),
            judged.examples().stream().map(Example::masks).toList());
    Seed seed = judged.seed().child("prototypes");
    try (PrototypeRobustness robustness =
        new PrototypeRobustness(
            judged.model()::apply, judged.model().weights().get(Prototypes.CONNECTIONS), images)) {
      for (String attack : settings.attacks()) {
        measured.addAll(
            robustness.measured(
                attack,
                settings.epsilon() / 255,
                settings.step() / 255,
                settings.steps(),
                seed.child(attack)));
      }
    }
    return measured;
  }
}
