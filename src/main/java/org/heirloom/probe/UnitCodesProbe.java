package org.heirloom.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.heirloom.DataException;
import org.heirloom.data.ConceptMasks;
import org.heirloom.data.Example;
import org.heirloom.data.PixelConcept;
import org.heirloom.image.Enlargement;
import org.heirloom.image.PixelMask;
import org.heirloom.metrics.Measured;
import org.heirloom.model.Array;

/**
 * {@link Composition} of every unit and {@link DistributedCode} of every concept in one layer.
 *
 * <p>Two passes: thresholds from all examples, then where units are active in a sample of them,
 * which is kept as bits. One half of the sample chooses, the other judges.
 */
public final class UnitCodesProbe implements Probe {
  /** Fewest images with a concept in either half. */
  private static final int FEWEST = 5;

  private static final String NOTHING = "nothing-in-both-halves";

  private final String layer;
  private final UnitCodes.Settings settings;
  private final Halves halves;
  private final Subsample<Shot> sample;
  private UnitThresholds thresholds;
  private float[] limits; // when the second pass has begun
  private BitSample.Shape shape;
  private Optional<UnitCodes> found = Optional.empty();

  private record Shot(
      String id, boolean[][] cells, long[][] units, SortedMap<PixelConcept, PixelMask> masks) {}

  /** Asks one layer. */
  public UnitCodesProbe(String layer, UnitCodes.Settings settings) {
    this.layer = layer;
    this.settings = settings;
    this.halves = new Halves(settings.seed().child("halves"));
    this.sample = new Subsample<>(settings.examples(), settings.seed().child("sample"));
  }

  @Override
  public Set<String> maps() {
    return Set.of(layer);
  }

  @Override
  public int passes() {
    return 2;
  }

  @Override
  public void see(int pass, Seen network, Optional<Seen> teacher) {
    Array maps = network.map(layer);
    if (thresholds == null) {
      thresholds = new UnitThresholds((int) maps.shape()[3]);
    }
    if (pass == 1 && limits == null) {
      limits = new float[thresholds.units()];
      for (int unit = 0; unit < limits.length; unit++) {
        limits[unit] = thresholds.at(unit, settings.quantile()).value();
      }
    }
    for (int row = 0; row < network.size(); row++) {
      Example example = network.examples().get(row);
      float[][] units = units(maps, row);
      if (pass == 0) {
        gather(units, example);
      } else {
        sample.offer(example.id(), () -> shot(units, maps, example));
      }
    }
  }

  /** Every unit's map of one image. */
  private static float[][] units(Array maps, int row) {
    int count = (int) maps.shape()[3];
    int cells = maps.rowSize() / count;
    float[][] units = new float[count][cells];
    int at = row * maps.rowSize();
    for (int cell = 0; cell < cells; cell++) {
      for (int unit = 0; unit < count; unit++) {
        units[unit][cell] = maps.values()[at++];
      }
    }
    return units;
  }

  private void gather(float[][] units, Example example) {
    for (int unit = 0; unit < units.length; unit++) {
      try {
        thresholds.add(unit, units[unit]);
      } catch (IllegalArgumentException e) {
        throw new DataException(
            "%s, unit %d: an activation that is not finite, on example %s. %s."
                .formatted(layer, unit, example.id(), e.getMessage()),
            e);
      }
    }
  }

  private Shot shot(float[][] units, Array maps, Example example) {
    int height = example.pixels().height();
    int width = example.pixels().width();
    shape = new BitSample.Shape((int) maps.shape()[1], (int) maps.shape()[2], height, width);
    Enlargement enlargement = new Enlargement(shape.mapHeight(), shape.mapWidth(), height, width);
    boolean[][] cells = new boolean[units.length][shape.cells()];
    long[][] active = new long[units.length][shape.words()];
    for (int unit = 0; unit < units.length; unit++) {
      for (int cell = 0; cell < shape.cells(); cell++) {
        cells[unit][cell] = units[unit][cell] > limits[unit];
      }
      enlargement.above(units[unit], limits[unit], active[unit]);
    }
    return new Shot(example.id(), cells, active, ConceptMasks.of(example).masks());
  }

  /** What was found; empty if no image was seen or none shows a concept. */
  public Optional<UnitCodes> found() {
    if (found.isEmpty() && shape != null) {
      Set<PixelConcept> concepts = new TreeSet<>();
      sample.values().forEach(shot -> concepts.addAll(shot.masks().keySet()));
      List<PixelConcept> all = List.copyOf(concepts);
      found = Optional.of(codes(all, half(all, true), half(all, false)));
    }
    return found;
  }

  private BitSample half(List<PixelConcept> concepts, boolean choosing) {
    List<BitSample.Shot> shots = new ArrayList<>();
    for (Shot shot : sample.values()) {
      if (halves.chooses(shot.id()) == choosing) {
        long[] nothing = new long[shape.words()];
        List<long[]> masks =
            concepts.stream()
                .map(c -> shot.masks().containsKey(c) ? shot.masks().get(c).words() : nothing)
                .toList();
        shots.add(new BitSample.Shot(shot.cells(), shot.units(), masks));
      }
    }
    return BitSample.of(shape, thresholds.units(), concepts.size(), shots);
  }

  private UnitCodes codes(List<PixelConcept> concepts, BitSample choosing, BitSample judging) {
    List<String> names = concepts.stream().map(PixelConcept::name).toList();
    List<UnitCodes.Explained> compositions = new ArrayList<>();
    if (settings.compositions() && !names.isEmpty()) {
      for (int unit = 0; unit < thresholds.units(); unit++) {
        if (!choosing.isSilent(unit) && !judging.isSilent(unit)) {
          compositions.add(explained(unit, names, choosing, judging));
        }
      }
    }
    List<UnitCodes.Coded> codes = new ArrayList<>();
    for (int c = 0; settings.distributed() && c < names.size(); c++) {
      boolean often = choosing.shows(c) >= FEWEST && judging.shows(c) >= FEWEST;
      if (often && !choosing.isEverywhere(c)) {
        DistributedCode code = DistributedCode.of(choosing, judging, c, settings.ridge());
        codes.add(
            new UnitCodes.Coded(
                names.get(c), code.all(), code.single(), code.unit(), code.units()));
      }
    }
    return new UnitCodes(layer, compositions, codes);
  }

  private UnitCodes.Explained explained(
      int unit, List<String> names, BitSample choosing, BitSample judging) {
    long[] pixels = choosing.units()[unit];
    Composition.Search search =
        new Composition.Search(settings.beam(), settings.length(), settings.lengthPenalty());
    Composition formula = Composition.best(pixels, choosing.concepts(), search);
    Composition single =
        Composition.best(pixels, choosing.concepts(), new Composition.Search(1, 1, 1));
    long[] elsewhere = judging.units()[unit];
    return new UnitCodes.Explained(
        unit,
        formula.text(names),
        BitSample.iou(elsewhere, formula.pixels(judging.concepts())),
        single.text(names),
        BitSample.iou(elsewhere, single.pixels(judging.concepts())));
  }

  @Override
  public List<Measured> findings() {
    List<Measured> findings = new ArrayList<>();
    Map<String, Double> values = new TreeMap<>();
    if (settings.compositions()) {
      List<UnitCodes.Explained> units = found().map(UnitCodes::compositions).orElse(List.of());
      values.put("composition-iou", mean(units, UnitCodes.Explained::iou));
      values.put("composition-gain", mean(units, unit -> unit.iou() - unit.conceptIou()));
    }
    if (settings.distributed()) {
      List<UnitCodes.Coded> codes = found().map(UnitCodes::codes).orElse(List.of());
      values.put("code-iou", mean(codes, UnitCodes.Coded::all));
      values.put("code-gain", mean(codes, code -> code.all() - code.single()));
      values.put("code-units", mean(codes, UnitCodes.Coded::units));
    }
    values.forEach(
        (metric, value) ->
            findings.add(
                new Measured(metric, layer, "", value, Double.isNaN(value) ? NOTHING : "")));
    return findings;
  }

  private static <T> double mean(List<T> all, ToDoubleFunction<T> value) {
    return all.stream().mapToDouble(value).average().orElse(Double.NaN);
  }
}
