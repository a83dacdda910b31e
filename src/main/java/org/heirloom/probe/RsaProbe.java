package org.heirloom.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heirloom.Seed;
import org.heirloom.metrics.Measured;
import org.heirloom.stats.Dissimilarities;
import org.heirloom.stats.TestResult;

/**
 * Representational similarity: whether a network and its teacher find the same pairs of examples
 * unlike, layer by layer.
 *
 * <p>Spearman's ρ over all pairs of a {@link Subsample}, with Mantel's permutation test. Beside
 * {@link Cka}, which few strong directions decide, it weighs all pairs by their ranks alone. An
 * example on which all units of a layer are equal, in either network, correlates with nothing and
 * is left out there.
 *
 * @see <a href="https://doi.org/10.3389/neuro.06.004.2008">Kriegeskorte et al. (2008)</a>
 */
public final class RsaProbe implements Probe {
  /** Flag of a layer too narrow, or too often constant, for dissimilarities. */
  public static final String UNDEFINED = "no-dissimilarities";

  /** The fewest examples whose pairs say anything: below, no p of 0.05 can be reached. */
  public static final int FEWEST = 5;

  private final Settings settings;
  private final Subsample<Map<String, double[][]>> kept;

  /** How two examples are unlike. */
  public enum Dissimilarity {
    /** 1 − Pearson's r over units. */
    CORRELATION,
    /** Distance. */
    EUCLIDEAN
  }

  /**
   * What is compared, and how.
   *
   * @param layers of both networks
   * @param examples most that are kept; time and memory grow with its square
   * @param permutations of the test
   * @param seed of the subsample and the permutations; give networks that are compared the same
   */
  public record Settings(
      List<String> layers, int examples, int permutations, Dissimilarity dissimilarity, Seed seed) {
    public Settings {
      layers = List.copyOf(layers);
    }
  }

  /** A probe that has seen nothing yet. */
  public RsaProbe(Settings settings) {
    this.settings = settings;
    this.kept = new Subsample<>(settings.examples(), settings.seed().child("examples"));
  }

  @Override
  public Set<String> layers() {
    return new LinkedHashSet<>(settings.layers());
  }

  @Override
  public boolean wantsTeacher() {
    return true;
  }

  @Override
  public void see(int pass, Seen network, Optional<Seen> teacher) {
    Representations own = network.pooled();
    Representations other = teacher.orElseThrow().pooled();
    for (int i = 0; i < network.size(); i++) {
      int row = i;
      kept.offer(own.ids().get(i), () -> both(own, other, row));
    }
  }

  /** The network's and its teacher's activations of one example, by layer. */
  private Map<String, double[][]> both(Representations own, Representations other, int row) {
    Map<String, double[][]> both = new LinkedHashMap<>();
    for (String layer : settings.layers()) {
      both.put(layer, new double[][] {own.layer(layer)[row], other.layer(layer)[row]});
    }
    return both;
  }

  /** {@code rsa} and {@code rsa-p}, with subject {@code layer}. */
  @Override
  public List<Measured> findings() {
    List<Measured> findings = new ArrayList<>();
    for (String layer : settings.layers()) {
      TestResult result = compared(layer);
      boolean undefined = Double.isNaN(result.statistic());
      String flag = undefined ? UNDEFINED : "";
      findings.add(new Measured("rsa", layer, "", result.statistic(), flag));
      findings.add(new Measured("rsa-p", layer, "", result.p(), flag));
    }
    return findings;
  }

  private TestResult compared(String layer) {
    List<double[][]> sound =
        kept.values().stream()
            .map(example -> example.get(layer))
            .filter(both -> Arrays.stream(both).allMatch(this::isSound))
            .toList();
    if (sound.size() < FEWEST) {
      return new TestResult(Double.NaN, Double.NaN, Double.NaN);
    }
    return dissimilarities(sound, 1)
        .mantel(
            dissimilarities(sound, 0),
            settings.permutations(),
            settings.seed().child("permutations").child(layer));
  }

  private boolean isSound(double[] units) {
    return settings.dissimilarity() == Dissimilarity.EUCLIDEAN
        || Arrays.stream(units).anyMatch(unit -> unit != units[0]);
  }

  private Dissimilarities dissimilarities(List<double[][]> examples, int whose) {
    double[][] rows = examples.stream().map(both -> both[whose]).toArray(double[][]::new);
    return settings.dissimilarity() == Dissimilarity.EUCLIDEAN
        ? Dissimilarities.euclidean(rows)
        : Dissimilarities.correlation(rows);
  }
}
