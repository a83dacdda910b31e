package org.heirloom.chain;

import java.util.List;
import java.util.Optional;
import org.heirloom.probe.CkaProbe;
import org.heirloom.probe.Probe;
import org.heirloom.study.Study;

/** Whether a student arranges images as its teacher does: {@code probe.cka}. */
record RepresentationFamily(List<Probe> probes) implements ProbeFamily {

  static Optional<ProbeFamily> of(ProbeContext context) {
    Study.Cka wanted = context.study().probe().cka();
    if (!wanted.enabled() || context.teacher().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new RepresentationFamily(
            List.of(
                new CkaProbe(
                    wanted.layers(),
                    context.entries().size(),
                    wanted.batchSize(),
                    context.confidence()))));
  }
}
