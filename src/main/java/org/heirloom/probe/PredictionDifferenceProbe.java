package org.heirloom.probe;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.heirloom.Seed;
import org.heirloom.data.ConceptMasks;
import org.heirloom.data.Example;
import org.heirloom.data.PixelConcept;
import org.heirloom.metrics.Measured;

/**
 * {@link PredictionDifference} of the units of one layer, averaged over positions, on a sample of
 * the examples that pass by: one half fits the heads, the other asks them. Concepts are those of
 * which some example shows a pixel, by {@link ConceptMasks}.
 */
public final class PredictionDifferenceProbe implements Probe {
  private static final String NO_CONCEPTS = "no-concepts-in-both-halves";
  private static final String NOTHING_READABLE = "nothing-readable";

  private final String layer;
  private final Settings settings;
  private final Halves halves;
  private final Subsample<Row> sample;
  private Optional<PredictionDifference> found = Optional.empty();
  private boolean sought;

  /**
   * How it is asked.
   *
   * @param examples how many of the examples are kept, at most
   * @param ridge λ of the heads
   * @param confidence above which a head is better than chance
   * @param seed of the sample and its halves
   */
  public record Settings(int examples, double ridge, double confidence, Seed seed) {}

  private record Row(String id, double[] features, Set<String> shown) {}

  /** Asks one layer. */
  public PredictionDifferenceProbe(String layer, Settings settings) {
    this.layer = layer;
    this.settings = settings;
    this.halves = new Halves(settings.seed().child("halves"));
    this.sample = new Subsample<>(settings.examples(), settings.seed().child("sample"));
  }

  @Override
  public Set<String> layers() {
    return Set.of(layer);
  }

  @Override
  public void see(int pass, Seen network, Optional<Seen> teacher) {
    double[][] features = network.pooled().layer(layer);
    for (int i = 0; i < network.size(); i++) {
      Example example = network.examples().get(i);
      double[] row = features[i];
      sample.offer(example.id(), () -> new Row(example.id(), row, shown(example)));
    }
  }

  /** Names of the concepts that can be seen in an example. */
  private static Set<String> shown(Example example) {
    return ConceptMasks.of(example).masks().keySet().stream()
        .map(PixelConcept::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The labels of units; empty if a half has no examples. */
  public Optional<PredictionDifference> found() {
    if (!sought) {
      sought = true;
      List<String> concepts =
          sample.values().stream()
              .flatMap(row -> row.shown().stream())
              .distinct()
              .sorted()
              .toList();
      Optional<PredictionDifference.Examples> choosing = half(true, concepts);
      Optional<PredictionDifference.Examples> judging = half(false, concepts);
      found =
          !concepts.isEmpty() && choosing.isPresent() && judging.isPresent()
              ? Optional.of(
                  PredictionDifference.of(
                      concepts,
                      choosing.get(),
                      judging.get(),
                      settings.ridge(),
                      settings.confidence()))
              : Optional.empty();
    }
    return found;
  }

  private Optional<PredictionDifference.Examples> half(boolean choosing, List<String> concepts) {
    List<Row> rows =
        sample.values().stream().filter(row -> halves.chooses(row.id()) == choosing).toList();
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PredictionDifference.Examples(
                rows.stream().map(Row::features).toArray(double[][]::new),
                rows.stream().map(row -> flags(concepts, row.shown())).toArray(boolean[][]::new)));
  }

  private static boolean[] flags(List<String> concepts, Set<String> shown) {
    boolean[] flags = new boolean[concepts.size()];
    for (int c = 0; c < flags.length; c++) {
      flags[c] = shown.contains(concepts.get(c));
    }
    return flags;
  }

  @Override
  public List<Measured> findings() {
    if (found().isEmpty()) {
      return List.of(new Measured("pdm-concepts", layer, "", Double.NaN, NO_CONCEPTS));
    }
    PredictionDifference labels = found().get();
    int most = Math.min(labels.labels().length, labels.concepts().size());
    return List.of(
        new Measured(
            "pdm-concepts",
            layer,
            "",
            labels.carried() / (double) most,
            labels.carried() > 0 ? "" : NOTHING_READABLE));
  }
}
