package org.heirloom.chain;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.Seed;
import org.heirloom.data.Example;
import org.heirloom.evaluate.PrototypeRobustness;
import org.heirloom.metrics.Measured;
import org.heirloom.model.Prototypes;
import org.heirloom.study.PrototypeSettings;

/** Attacks on the prototypes of a network that is made of them; nothing of others. */
final class AttackedPrototypes {
  private AttackedPrototypes() {}

  /** Every attack of the study, on the prototypes of the class that all networks explain. */
  static List<Measured> of(Judged judged) {
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
