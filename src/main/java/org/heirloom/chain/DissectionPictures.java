package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.heirloom.chain.DissectionFamily.Layer;
import org.heirloom.chain.DissectionFamily.Shown;
import org.heirloom.data.SampleEntry;
import org.heirloom.image.Pixels;
import org.heirloom.report.ReportInput;
import org.heirloom.retain.Scorecard;
import org.heirloom.stage.StageContext;
import org.heirloom.stats.CrossedMean;
import org.heirloom.stats.Interval;

/** Gathers what the report shows of units and their concepts, at the first of the quantiles. */
final class DissectionPictures {
  private final StageContext context;
  private final Map<String, List<List<Layer>>> arms = new LinkedHashMap<>();

  /**
   * Reads what was found.
   *
   * @param models whose networks are shown: replicates of each arm, in order
   */
  DissectionPictures(StageContext context, List<ModelId> models) {
    this.context = context;
    for (ModelId model : models) {
      Path file = context.input("probe", model.unit()).resolve(DissectionFamily.FILE);
      if (java.nio.file.Files.exists(file)) {
        arms.computeIfAbsent(model.arm(), arm -> new ArrayList<>())
            .add(firstLevels(List.of(Files.json(file, Layer[].class))));
      }
    }
  }

  private static List<Layer> firstLevels(List<Layer> layers) {
    String first = layers.get(0).level();
    return layers.stream().filter(layer -> layer.level().equals(first)).toList();
  }

  ReportInput.Dissection all() {
    Map<String, Pixels> images = images();
    List<ReportInput.Dissected> dissected = new ArrayList<>();
    List<ReportInput.ConceptMatch> matches = new ArrayList<>();
    arms.forEach(
        (arm, replicates) -> {
          for (int i = 0; i < replicates.get(0).size(); i++) {
            int index = i;
            dissected.add(dissected(arm, replicates.get(0).get(i), images));
            matches.addAll(
                matches(arm, replicates.stream().map(layers -> layers.get(index)).toList()));
          }
        });
    return new ReportInput.Dissection(dissected, matches);
  }

  private Map<String, Pixels> images() {
    Set<String> wanted =
        arms.values().stream()
            .flatMap(replicates -> replicates.get(0).stream())
            .flatMap(layer -> layer.shown().stream())
            .flatMap(shown -> shown.pictures().stream())
            .map(DissectionFamily.Picture::id)
            .collect(Collectors.toSet());
    Roles roles = new Roles(context);
    List<SampleEntry> entries =
        roles.entries("probe").stream().filter(entry -> wanted.contains(entry.id())).toList();
    Map<String, Pixels> images = new HashMap<>();
    roles.read(entries, example -> images.put(example.id(), example.pixels()));
    return images;
  }

  private static ReportInput.Dissected dissected(
      String arm, Layer layer, Map<String, Pixels> images) {
    return new ReportInput.Dissected(
        arm,
        layer.layer(),
        layer.quantile(),
        layer.threshold(),
        layer.nullIou(),
        layer.units().size(),
        layer.detectors(),
        (int) layer.units().stream().filter(unit -> unit.iou() > layer.nullIou()).count(),
        layer.detected().size(),
        layer.shown().stream().map(shown -> unit(shown, images)).toList());
  }

  private static ReportInput.SeenUnit unit(Shown shown, Map<String, Pixels> images) {
    return new ReportInput.SeenUnit(
        shown.unit(),
        shown.concept(),
        shown.iou(),
        shown.pictures().stream()
            .map(
                picture ->
                    new ReportInput.ActiveArea(
                        picture.id(), images.get(picture.id()), picture.mask()))
            .toList());
  }

  /** Best matches of an arm's networks with each concept in one layer. */
  private List<ReportInput.ConceptMatch> matches(String arm, List<Layer> replicates) {
    List<ReportInput.ConceptMatch> matches = new ArrayList<>();
    for (String concept : new TreeMap<>(replicates.get(0).concepts()).keySet()) {
      double[][] values =
          replicates.stream()
              .map(layer -> new double[] {layer.concepts().get(concept)})
              .toArray(double[][]::new);
      Interval interval =
          CrossedMean.of(values).interval(context.study().retain().confidence()).clippedTo(0, 1);
      matches.add(
          new ReportInput.ConceptMatch(
              arm,
              replicates.get(0).layer(),
              concept,
              new Scorecard.Estimate(interval.value(), interval.low(), interval.high()),
              (int) replicates.stream().filter(layer -> layer.detected().contains(concept)).count(),
              replicates.size()));
    }
    return matches;
  }
}
