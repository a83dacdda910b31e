package org.heirloom.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heirloom.probe.CkaProbe;
import org.heirloom.probe.Probe;
import org.heirloom.probe.RsaProbe;
import org.heirloom.study.Study;

/** Whether a student arranges images as its teacher does: {@code probe.cka}, {@code probe.rsa}. */
record RepresentationFamily(List<Probe> probes) implements ProbeFamily {

  static Optional<ProbeFamily> of(ProbeContext context) {
    if (context.teacher().isEmpty()) {
      return Optional.empty();
    }
    List<Probe> probes = new ArrayList<>();
    Study.Cka cka = context.study().probe().cka();
    if (cka.enabled()) {
      probes.add(
          new CkaProbe(
              cka.layers(), context.entries().size(), cka.batchSize(), context.confidence()));
    }
    Study.Rsa rsa = context.study().probe().rsa();
    if (rsa.enabled()) {
      probes.add(
          new RsaProbe(
              new RsaProbe.Settings(
                  rsa.layers(),
                  rsa.examples(),
                  rsa.permutations(),
                  RsaProbe.Dissimilarity.valueOf(rsa.dissimilarity().toUpperCase(Locale.ROOT)),
                  context.seed().child("rsa"))));
    }
    return Optional.of(new RepresentationFamily(List.copyOf(probes)));
  }
}
