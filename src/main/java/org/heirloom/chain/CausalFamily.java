package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.heirloom.metrics.Measured;
import org.heirloom.probe.Ablations;
import org.heirloom.probe.Activations;
import org.heirloom.probe.CausalFinding;
import org.heirloom.probe.CausalProbe;
import org.heirloom.probe.CausalSettings;
import org.heirloom.probe.Probe;
import org.heirloom.study.UnitProbes;

/** What classes lose when units are switched off: {@code probe.causal}. */
final class CausalFamily implements ProbeFamily {
  private final Map<String, CausalProbe> probes = new LinkedHashMap<>();
  private final List<Ablations> held = new ArrayList<>();

  /**
   * One layer as it is stored.
   *
   * @param classes in the order of labels
   */
  record Stored(String layer, List<CausalFinding> classes) {}

  static Optional<ProbeFamily> of(ProbeContext context) {
    return context.study().probe().causal().enabled()
        ? Optional.of(new CausalFamily().in(context))
        : Optional.empty();
  }

  private CausalFamily in(ProbeContext context) {
    UnitProbes.Causal wanted = context.study().probe().causal();
    CausalSettings settings =
        new CausalSettings(
            wanted.units(),
            wanted.randomSets(),
            context.confidence(),
            context.seed().child("causal"));
    for (String layer : wanted.layers()) {
      Ablations ablations = context.ablations(layer);
      held.add(ablations);
      probes.put(layer, new CausalProbe(layer, ablations, context.roles().classes(), settings));
    }
    return this;
  }

  @Override
  public List<Probe> probes() {
    return List.copyOf(probes.values());
  }

  @Override
  public void conclude(Activations network, Path draft, Consumer<Measured> sink) {
    List<Stored> stored = new ArrayList<>();
    probes.forEach((layer, probe) -> stored.add(new Stored(layer, probe.classFindings())));
    Files.json(draft.resolve(ProbeStage.CAUSAL), stored);
  }

  @Override
  public void close() {
    held.forEach(Ablations::close);
  }
}
