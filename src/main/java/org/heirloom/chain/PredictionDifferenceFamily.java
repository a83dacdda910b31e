package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.heirloom.metrics.Measured;
import org.heirloom.probe.Activations;
import org.heirloom.probe.LabelAgreement;
import org.heirloom.probe.PredictionDifference;
import org.heirloom.probe.PredictionDifferenceProbe;
import org.heirloom.probe.Probe;
import org.heirloom.study.UnitProbes;

/** Which concept each unit stands for: {@code probe.pdm}. */
final class PredictionDifferenceFamily implements ProbeFamily {
  private final Map<String, PredictionDifferenceProbe> probes = new LinkedHashMap<>();

  /**
   * One layer as it is stored.
   *
   * @param readable concepts that a linear head tells better than chance
   * @param units in their order
   */
  record Stored(String layer, List<Told> readable, List<Unit> units) {}

  /** A concept with the area under the ROC curve of its head. */
  record Told(String concept, double area) {}

  /**
   * A unit.
   *
   * @param concept what it stands for, or empty
   * @param drop mean fall of that concept's probability without the unit; 0 without a concept
   */
  record Unit(int unit, String concept, double drop) {}

  private PredictionDifferenceFamily(ProbeContext context) {
    UnitProbes.Pdm wanted = context.study().probe().pdm();
    for (String layer : wanted.layers()) {
      probes.put(
          layer,
          new PredictionDifferenceProbe(
              layer,
              new PredictionDifferenceProbe.Settings(
                  wanted.examples(),
                  wanted.ridge(),
                  context.confidence(),
                  context.seed().child("pdm"))));
    }
  }

  static Optional<ProbeFamily> of(ProbeContext context) {
    return context.study().probe().pdm().enabled()
        ? Optional.of(new PredictionDifferenceFamily(context))
        : Optional.empty();
  }

  @Override
  public List<Probe> probes() {
    return List.copyOf(probes.values());
  }

  @Override
  public void conclude(Activations network, Path draft, Consumer<Measured> sink) {
    List<Stored> stored = new ArrayList<>();
    probes.forEach(
        (layer, probe) -> probe.found().ifPresent(found -> stored.add(stored(layer, found))));
    Files.json(draft.resolve(ProbeStage.PDM), stored);
    Path dissected = draft.resolve(DissectionFamily.FILE);
    if (java.nio.file.Files.exists(dissected)) {
      stored.forEach(layer -> agreement(layer, dissected).ifPresent(sink));
    }
  }

  /** With the labels of network dissection, which has concluded before, at its first quantile. */
  private static Optional<Measured> agreement(Stored layer, Path dissected) {
    return Stream.of(Files.json(dissected, DissectionFamily.Layer[].class))
        .filter(other -> other.layer().equals(layer.layer()))
        .findFirst()
        .map(
            other ->
                LabelAgreement.kappa(
                    layer.layer(),
                    layer.units().stream().map(Unit::concept).toList(),
                    other.units().stream()
                        .map(unit -> unit.iou() > other.threshold() ? unit.concept() : "")
                        .toList()));
  }

  private static Stored stored(String layer, PredictionDifference found) {
    List<Told> readable = new ArrayList<>();
    for (int c = 0; c < found.readable().length; c++) {
      if (found.readable()[c]) {
        readable.add(new Told(found.concepts().get(c), found.areas()[c]));
      }
    }
    List<Unit> units = new ArrayList<>();
    for (int u = 0; u < found.labels().length; u++) {
      int label = found.labels()[u];
      units.add(
          label < 0
              ? new Unit(u, "", 0)
              : new Unit(u, found.concepts().get(label), found.drops()[u][label]));
    }
    return new Stored(layer, readable, units);
  }
}
