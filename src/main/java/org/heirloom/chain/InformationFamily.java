package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.heirloom.Seed;
import org.heirloom.data.Datasets;
import org.heirloom.data.creature.Creatures;
import org.heirloom.metrics.Measured;
import org.heirloom.probe.Activations;
import org.heirloom.probe.InformationProbe;
import org.heirloom.probe.InformationSettings;
import org.heirloom.probe.KnownCauses;
import org.heirloom.probe.Probe;
import org.heirloom.study.InformationProbes;
import org.heirloom.study.Study;

/** What layers and units tell of classes and factors: {@code probe.information}. */
record InformationFamily(InformationProbe probe) implements ProbeFamily {
  static final String FILE = "information.json";

  static Optional<ProbeFamily> of(ProbeContext context) {
    InformationProbes.Information wanted = context.study().probe().information();
    if (!wanted.enabled()) {
      return Optional.empty();
    }
    return Optional.of(
        new InformationFamily(
            new InformationProbe(
                new InformationSettings(
                    wanted.layers(),
                    factors(context.study()),
                    wanted.units(),
                    wanted.subsample(),
                    wanted.permutations(),
                    wanted.components(),
                    1 - context.confidence(),
                    context.seed().child("information")))));
  }

  /**
   * Those that the study names; else of the generator what defines classes, two factors that do
   * not, and some of how a creature is seen; of a folder all that is known.
   */
  private static List<String> factors(Study study) {
    InformationProbes.Information wanted = study.probe().information();
    if (!wanted.factors().isEmpty() || !study.data().source().equals("generator")) {
      return wanted.factors();
    }
    List<String> names = new ArrayList<>(List.of(KnownCauses.CLASS));
    new Creatures(Datasets.settings(study.data()), new Seed(0))
        .code()
        .factors()
        .forEach(factor -> names.add(factor.label()));
    names.addAll(List.of("mouth", "hue", "scale", "rotation", "brightness"));
    return names;
  }

  @Override
  public List<Probe> probes() {
    return List.of(probe);
  }

  @Override
  public void conclude(Activations network, Path draft, Consumer<Measured> sink) {
    Files.json(draft.resolve(FILE), probe.details());
  }
}
