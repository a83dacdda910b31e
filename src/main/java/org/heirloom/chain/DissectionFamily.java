package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.heirloom.data.Example;
import org.heirloom.data.PixelConcept.Category;
import org.heirloom.data.SampleEntry;
import org.heirloom.metrics.Measured;
import org.heirloom.model.Array;
import org.heirloom.probe.Activations;
import org.heirloom.probe.DissectedLayer;
import org.heirloom.probe.DissectedUnit;
import org.heirloom.probe.Dissection;
import org.heirloom.probe.DissectionSettings;
import org.heirloom.probe.Probe;
import org.heirloom.study.UnitProbes;

/** Which concepts single units see: {@code probe.dissection}. */
final class DissectionFamily implements ProbeFamily {
  static final String FILE = "dissection.json";

  /** Units of a layer that are shown in pictures, each of another concept. */
  private static final int SHOWN_UNITS = 6;

  private final ProbeContext context;
  private final Dissection dissection;

  private DissectionFamily(ProbeContext context, Dissection dissection) {
    this.context = context;
    this.dissection = dissection;
  }

  /**
   * A layer as it is stored.
   *
   * @param units all of them, in order
   * @param concepts best IoU of any unit by concept
   * @param shown pictures of the units that match their concepts best; of the first replicates, at
   *     the first quantile
   */
  record Layer(
      String layer,
      String level,
      double quantile,
      double threshold,
      double nullIou,
      double relativeError,
      List<Unit> units,
      int detectors,
      List<String> detected,
      Map<String, Double> concepts,
      List<Shown> shown) {}

  /** A unit as it is stored: see {@link DissectedUnit}. */
  record Unit(
      int unit, String concept, String category, double iou, float threshold, String state) {}

  /** A unit with the images on which it is most active. */
  record Shown(int unit, String concept, double iou, List<Picture> pictures) {}

  /**
   * Where a unit is active.
   *
   * @param id of the example
   * @param mask one byte a pixel, 0 or 1
   */
  record Picture(String id, byte[] mask) {}

  static Optional<ProbeFamily> of(ProbeContext context) {
    UnitProbes.Dissection wanted = context.study().probe().dissection();
    if (!wanted.enabled()) {
      return Optional.empty();
    }
    Set<Category> categories =
        wanted.categories().stream()
            .map(name -> Category.named(name).orElseThrow())
            .collect(Collectors.toSet());
    return Optional.of(
        new DissectionFamily(
            context,
            new Dissection(
                new DissectionSettings(
                    wanted.layers(),
                    wanted.quantile(),
                    wanted.matched(),
                    wanted.threshold(),
                    wanted.union().equals("labelled"),
                    categories,
                    new LinkedHashSet<>(wanted.concepts()),
                    wanted.permutations(),
                    context.seed().child("dissection")))));
  }

  @Override
  public List<Probe> probes() {
    return List.of(dissection);
  }

  @Override
  public void conclude(Activations network, Path draft, Consumer<Measured> sink) {
    List<DissectedLayer> layers = dissection.dissected();
    String first = layers.get(0).level();
    Map<String, List<DissectedUnit>> chosen = new LinkedHashMap<>();
    if (context.id().replicate() == 0) {
      layers.stream()
          .filter(layer -> layer.level().equals(first))
          .forEach(layer -> chosen.put(layer.layer(), chosen(layer)));
    }
    Map<String, List<Shown>> shown = shown(network, chosen);
    Files.json(
        draft.resolve(FILE),
        layers.stream()
            .map(
                layer ->
                    stored(
                        layer,
                        layer.level().equals(first)
                            ? shown.getOrDefault(layer.layer(), List.of())
                            : List.of()))
            .toList());
  }

  /** The detectors that match best, one a concept. */
  private static List<DissectedUnit> chosen(DissectedLayer layer) {
    Set<String> told = new HashSet<>();
    return layer.detectors().stream()
        .sorted(Comparator.comparingDouble(unit -> -unit.iou()))
        .filter(unit -> told.add(unit.concept().name()))
        .limit(SHOWN_UNITS)
        .toList();
  }

  private Map<String, List<Shown>> shown(
      Activations network, Map<String, List<DissectedUnit>> chosen) {
    Set<String> ids =
        chosen.values().stream()
            .flatMap(List::stream)
            .flatMap(unit -> unit.topImages().stream())
            .collect(Collectors.toSet());
    if (ids.isEmpty()) {
      return Map.of();
    }
    List<SampleEntry> entries =
        context.entries().stream().filter(entry -> ids.contains(entry.id())).toList();
    List<Example> examples = new ArrayList<>();
    context.roles().read(entries, examples::add);
    List<String> order = examples.stream().map(Example::id).toList();
    Map<String, Array> maps =
        network
            .forward(order, Array.ofImages(examples.stream().map(Example::pixels).toList()))
            .maps();
    Map<String, List<Shown>> shown = new LinkedHashMap<>();
    chosen.forEach(
        (layer, units) ->
            shown.put(
                layer,
                units.stream()
                    .map(unit -> shown(layer, unit, examples, maps.get(layer)))
                    .toList()));
    return shown;
  }

  private Shown shown(String layer, DissectedUnit unit, List<Example> examples, Array maps) {
    List<Picture> pictures = new ArrayList<>();
    for (String id : unit.topImages()) {
      for (int row = 0; row < examples.size(); row++) {
        if (examples.get(row).id().equals(id)) {
          byte[] mask = dissection.active(layer, unit.unit(), maps, row, examples.get(row)).bytes();
          pictures.add(new Picture(id, mask));
        }
      }
    }
    return new Shown(unit.unit(), unit.concept().name(), unit.iou(), pictures);
  }

  private static Layer stored(DissectedLayer layer, List<Shown> shown) {
    Map<String, Double> concepts = new TreeMap<>();
    layer.concepts().forEach((concept, iou) -> concepts.put(concept.name(), iou));
    return new Layer(
        layer.layer(),
        layer.level(),
        layer.quantile(),
        layer.threshold(),
        layer.nullIou(),
        layer.relativeError(),
        layer.units().stream()
            .map(
                unit ->
                    new Unit(
                        unit.unit(),
                        unit.concept().name(),
                        unit.concept().category().label(),
                        unit.iou(),
                        unit.threshold(),
                        unit.state()))
            .toList(),
        layer.detectors().size(),
        layer.detected(),
        concepts,
        shown);
  }
}
