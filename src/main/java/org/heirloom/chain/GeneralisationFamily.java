package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.heirloom.Seed;
import org.heirloom.data.Datasets;
import org.heirloom.data.GeneratedDataset;
import org.heirloom.data.SampleEntry;
import org.heirloom.data.creature.CreatureSettings.Span;
import org.heirloom.data.creature.Creatures;
import org.heirloom.data.creature.Drawing;
import org.heirloom.data.creature.Factor;
import org.heirloom.data.creature.Intervention;
import org.heirloom.image.Pixels;
import org.heirloom.metrics.Measured;
import org.heirloom.model.Array;
import org.heirloom.probe.Activations;
import org.heirloom.probe.Offsets;
import org.heirloom.study.InformationProbes;

/** What becomes of answers beyond the trained range of a factor: {@code probe.generalisation}. */
final class GeneralisationFamily implements ProbeFamily {
  static final String FILE = "generalisation.json";

  private static final int FIT_SHARE = 5;
  private static final int BLOCK = 256;

  private final ProbeContext context;
  private final InformationProbes.Generalisation wanted;
  private final Creatures creatures;

  private GeneralisationFamily(ProbeContext context) {
    this.context = context;
    this.wanted = context.study().probe().generalisation();
    // The same creatures as in the data: those of the role probe, which nothing was trained on.
    this.creatures =
        new GeneratedDataset(
                Datasets.settings(context.study().data()),
                new Seed(context.study().seed()).child("data"))
            .creatures();
  }

  /**
   * A curve as it is stored.
   *
   * @param low lower end of the trained range
   * @param high its upper end
   */
  record Curve(String factor, double low, double high, List<Offsets.Point> points) {}

  static Optional<ProbeFamily> of(ProbeContext context) {
    return context.study().probe().generalisation().enabled()
        ? Optional.of(new GeneralisationFamily(context))
        : Optional.empty();
  }

  @Override
  public Set<String> layers() {
    return new LinkedHashSet<>(wanted.layers());
  }

  @Override
  public void conclude(Activations network, Path draft, Consumer<Measured> sink) {
    Seed seed = context.seed().child("generalisation");
    List<SampleEntry> chosen =
        context.entries().stream()
            .sorted(
                Comparator.comparingLong((SampleEntry e) -> seed.rank(e.id()) ^ Long.MIN_VALUE)
                    .thenComparing(SampleEntry::id))
            .limit(wanted.creatures())
            .toList();
    int fitted = chosen.size() / FIT_SHARE;
    List<SampleEntry> asked = chosen.subList(fitted, chosen.size());
    Shown asTrained = show(network, chosen.subList(0, fitted), creatures::draw);
    List<Curve> curves = new ArrayList<>();
    for (Map.Entry<Factor, Span> trained : creatures.settings().trained().entrySet()) {
      Factor factor = trained.getKey();
      Offsets offsets =
          new Offsets(
              factor.label(),
              asked.stream().map(SampleEntry::id).toList(),
              asked.stream().mapToInt(SampleEntry::label).toArray(),
              asTrained.layers(),
              wanted.components(),
              seed.child(factor.label()));
      for (int bin = 0; bin < wanted.bins(); bin++) {
        double share = (bin + 0.5) / wanted.bins();
        double value = factor.low() + share * (factor.high() - factor.low());
        List<Intervention> set = List.of(new Intervention.SetFactor(factor, value));
        Shown shown = show(network, asked, index -> creatures.draw(index, set));
        offsets.add(value, trained.getValue().contains(value), shown.logits(), shown.layers());
      }
      offsets.findings().forEach(sink);
      Span span = trained.getValue();
      curves.add(new Curve(factor.label(), span.low(), span.high(), offsets.points()));
    }
    Files.json(draft.resolve(FILE), curves);
  }

  /** What a network showed. */
  private record Shown(double[][] logits, Map<String, double[][]> layers) {}

  private Shown show(
      Activations network, List<SampleEntry> entries, Function<Integer, Drawing> artist) {
    double[][] logits = new double[entries.size()][];
    Map<String, double[][]> layers = new LinkedHashMap<>();
    wanted.layers().forEach(layer -> layers.put(layer, new double[entries.size()][]));
    for (int from = 0; from < entries.size(); from += BLOCK) {
      List<String> ids = new ArrayList<>();
      List<Pixels> images = new ArrayList<>();
      for (SampleEntry entry : entries.subList(from, Math.min(entries.size(), from + BLOCK))) {
        ids.add(entry.id());
        images.add(artist.apply(GeneratedDataset.index(entry.id())).pixels());
      }
      Activations.Forward forward = network.forward(ids, Array.ofImages(images));
      for (int i = 0; i < ids.size(); i++) {
        logits[from + i] = forward.logits().rowAsDoubles(i);
        for (String layer : wanted.layers()) {
          layers.get(layer)[from + i] = forward.pooled().layer(layer)[i];
        }
      }
    }
    return new Shown(logits, layers);
  }
}
