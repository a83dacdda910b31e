package org.heirloom.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.heirloom.Seed;
import org.heirloom.data.Example;
import org.heirloom.metrics.Measured;

/**
 * {@link PredictionDifference} of the units of one layer, averaged over positions, on a sample of
 * the examples that pass by: one half fits the heads, the other asks them.
 */
public final class PredictionDifferenceProbe implements Probe {
  private static final String TOO_FEW = "too-few-examples";
  private static final String NOTHING_READABLE = "nothing-readable";

  private final String layer;
  private final Concepts concepts;
  private final Settings settings;
  private final Halves halves;
  private final Subsample<Row> sample;
  private Optional<PredictionDifference> found = Optional.empty();
  private boolean sought;

  /**
   * Concepts, and which of them an example shows.
   *
   * @param shown one value per name
   */
  public record Concepts(List<String> names, Function<Example, boolean[]> shown) {}

  /**
   * How it is asked.
   *
   * @param examples how many of the examples are kept, at most
   * @param ridge λ of the heads
   * @param confidence above which a head is better than chance
   * @param seed of the sample and its halves
   */
  public record Settings(int examples, double ridge, double confidence, Seed seed) {}

  private record Row(String id, double[] features, boolean[] shown) {}

  /** Asks one layer. */
  public PredictionDifferenceProbe(String layer, Concepts concepts, Settings settings) {
    this.layer = layer;
    this.concepts = concepts;
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
      sample.offer(
          example.id(), () -> new Row(example.id(), row, concepts.shown().apply(example)));
    }
  }

  /** The labels of units; empty if a half has no examples. */
  public Optional<PredictionDifference> found() {
    if (!sought) {
      sought = true;
      Optional<PredictionDifference.Examples> choosing = half(true);
      Optional<PredictionDifference.Examples> judging = half(false);
      found =
          choosing.isPresent() && judging.isPresent()
              ? Optional.of(
                  PredictionDifference.of(
                      concepts.names(),
                      choosing.get(),
                      judging.get(),
                      settings.ridge(),
                      settings.confidence()))
              : Optional.empty();
    }
    return found;
  }

  private Optional<PredictionDifference.Examples> half(boolean choosing) {
    List<Row> rows =
        sample.values().stream().filter(row -> halves.chooses(row.id()) == choosing).toList();
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PredictionDifference.Examples(
                rows.stream().map(Row::features).toArray(double[][]::new),
                rows.stream().map(Row::shown).toArray(boolean[][]::new)));
  }

  @Override
  public List<Measured> findings() {
    List<Measured> findings = new ArrayList<>();
    if (found().isEmpty()) {
      return List.of(new Measured("pdm-concepts", layer, "", Double.NaN, TOO_FEW));
    }
    PredictionDifference labels = found().get();
    int most = Math.min(labels.labels().length, concepts.names().size());
    boolean any = labels.carried() > 0;
    findings.add(
        new Measured(
            "pdm-concepts",
            layer,
            "",
            labels.carried() / (double) most,
            any ? "" : NOTHING_READABLE));
    return findings;
  }
}
