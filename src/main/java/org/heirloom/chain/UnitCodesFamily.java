package org.heirloom.chain;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.heirloom.metrics.Measured;
import org.heirloom.probe.Activations;
import org.heirloom.probe.Probe;
import org.heirloom.probe.UnitCodes;
import org.heirloom.probe.UnitCodesProbe;
import org.heirloom.study.UnitProbes;

/** Formulas of concepts for units, and concepts read from all units: {@code probe.codes}. */
record UnitCodesFamily(List<UnitCodesProbe> asked) implements ProbeFamily {

  static Optional<ProbeFamily> of(ProbeContext context) {
    UnitProbes.Codes wanted = context.study().probe().codes();
    if (!wanted.compositions() && !wanted.distributed()) {
      return Optional.empty();
    }
    UnitCodes.Settings settings =
        new UnitCodes.Settings(
            wanted.compositions(),
            wanted.distributed(),
            wanted.quantile(),
            wanted.examples(),
            wanted.beam(),
            wanted.length(),
            wanted.lengthPenalty(),
            wanted.ridge(),
            context.seed().child("codes"));
    return Optional.of(
        new UnitCodesFamily(
            wanted.layers().stream().map(layer -> new UnitCodesProbe(layer, settings)).toList()));
  }

  @Override
  public List<Probe> probes() {
    return List.copyOf(asked);
  }

  @Override
  public void conclude(Activations network, Path draft, Consumer<Measured> sink) {
    Files.json(
        draft.resolve(ProbeStage.CODES),
        asked.stream().flatMap(probe -> probe.found().stream()).toList());
  }
}
