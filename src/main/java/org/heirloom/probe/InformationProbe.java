package org.heirloom.probe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heirloom.DataException;
import org.heirloom.data.Example;
import org.heirloom.metrics.Measured;

/**
 * What layers and units tell of the causes of an image: mutual information on a hash subsample of
 * the examples, since ranks need them all at once.
 *
 * <p>A fifth of the subsample chooses each layer's principal components; the rest is asked.
 *
 * @see <a href="https://doi.org/10.1002/hbm.23471">Ince et al. (2017), A statistical framework for
 *     neuroimaging data analysis based on mutual information estimated via a Gaussian copula</a>
 * @see <a href="https://arxiv.org/abs/1811.07807">Xu et al. (2018), Deeper interpretability of deep
 *     networks</a>
 */
public final class InformationProbe implements Probe {
  private static final int FIT_SHARE = 5;
  private static final int FEWEST = 10;

  private final InformationSettings settings;
  private final Subsample<Snapshot> kept;
  private List<InformationFinding> findings;

  /** Asks as set. */
  public InformationProbe(InformationSettings settings) {
    this.settings = settings;
    this.kept = new Subsample<>(settings.subsample(), settings.seed().child("subsample"));
  }

  /** What is kept of an example. */
  private record Snapshot(
      Map<String, Double> causes, int label, Map<String, float[]> layers, float[] logits) {}

  @Override
  public Set<String> layers() {
    return new LinkedHashSet<>(settings.layers());
  }

  @Override
  public void see(int pass, Seen shown, Optional<Seen> teacher) {
    for (int i = 0; i < shown.size(); i++) {
      int row = i;
      kept.offer(shown.examples().get(i).id(), () -> snapshot(shown, row));
    }
  }

  private Snapshot snapshot(Seen shown, int row) {
    Example example = shown.examples().get(row);
    Map<String, float[]> layers = new LinkedHashMap<>();
    for (String layer : settings.layers()) {
      layers.put(layer, floats(shown.pooled().layer(layer)[row]));
    }
    return new Snapshot(KnownCauses.of(example), example.label(), layers, shown.logits().row(row));
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  /**
   * What was found, by layer and cause.
   *
   * @throws DataException if there were too few examples
   */
  public List<InformationFinding> details() {
    if (findings == null) {
      List<Snapshot> all = kept.values();
      if (all.size() < FEWEST) {
        throw new DataException(
            "information: too few examples. Got %d in the role probe. Expected at least %d. Raise sample.probe."
                .formatted(all.size(), FEWEST));
      }
      int fitted = all.size() / FIT_SHARE;
      List<Snapshot> asked = all.subList(fitted, all.size());
      findings =
          InformationAnalysis.findings(
              new InformationAnalysis.Input(
                  activations(all.subList(0, fitted)),
                  activations(asked),
                  Causes.of(asked.stream().map(Snapshot::causes).toList(), settings.factors()),
                  asked.stream().mapToInt(Snapshot::label).toArray(),
                  asked.stream().map(s -> doubles(s.logits())).toArray(double[][]::new)),
              settings);
    }
    return findings;
  }

  private Map<String, double[][]> activations(List<Snapshot> snapshots) {
    Map<String, double[][]> rows = new LinkedHashMap<>();
    for (String layer : settings.layers()) {
      rows.put(
          layer,
          snapshots.stream().map(s -> doubles(s.layers().get(layer))).toArray(double[][]::new));
    }
    return rows;
  }

  @Override
  public List<Measured> findings() {
    List<Measured> measured = new ArrayList<>();
    details().forEach(finding -> measured.addAll(finding.measured()));
    for (String layer : settings.layers()) {
      doubtful(layer).ifPresent(measured::add);
    }
    return measured;
  }

  /** Share of a layer's units that are constant or mostly tied, where units were asked. */
  private Optional<Measured> doubtful(String layer) {
    return details().stream()
        .filter(finding -> finding.layer().equals(layer) && finding.units().all() > 0)
        .map(InformationFinding::units)
        .findFirst()
        .map(u -> (u.tied() + u.constant()) / (double) u.all())
        .map(share -> new Measured("doubtful-units", layer, "", share, ""));
  }
}
