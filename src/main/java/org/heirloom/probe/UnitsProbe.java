package org.heirloom.probe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.heirloom.Seed;
import org.heirloom.metrics.Measured;
import org.heirloom.probe.UnitMeasure.Affinity;
import org.heirloom.stats.Correlations;
import org.heirloom.stats.Interval;

/**
 * Deep inspection: every hypothesis against every unit by every measure, in one pass.
 *
 * <p>The best of many units goes along with anything by chance. So examples are dealt into two
 * halves by a hash of their ids: the first half chooses the unit, the second says how good it is,
 * with the sign that the first half gave; under the null this is 0 on average. The pass ends early
 * once no correlation's interval could be wider than asked for.
 *
 * @see <a href="https://arxiv.org/abs/1808.04486">Sellam et al. (2019), DeepBase</a>; we add the
 *     two halves
 */
public final class UnitsProbe implements Probe {
  /** Flag of a unit that does not go along with the hypothesis beyond chance. */
  public static final String NOT_SIGNIFICANT = "not-significant";

  /** Flag of a hypothesis that is the same for all examples, or a layer that is. */
  public static final String CONSTANT = "constant-activations";

  private static final int CHOICE = 0;
  private static final int CHECK = 1;

  private final Settings settings;
  private final Map<String, UnitTable[]> tables = new LinkedHashMap<>();
  private final long[] seen = new long[2];

  /**
   * The query.
   *
   * @param layers pooled over positions
   * @param hypotheses with different names
   * @param measures in the order of findings
   * @param confidence of intervals and, corrected for all layers and hypotheses, of significance
   * @param tolerance half-width of a correlation's interval at which enough examples were seen; 0
   *     to see all
   * @param seed deals the halves
   */
  public record Settings(
      List<String> layers,
      List<Hypothesis> hypotheses,
      List<UnitMeasure> measures,
      double confidence,
      double tolerance,
      Seed seed) {
    public Settings {
      layers = List.copyOf(layers);
      hypotheses = List.copyOf(hypotheses);
      measures = List.copyOf(measures);
    }
  }

  /**
   * A cell of the whole table.
   *
   * @param first on the half that chooses
   * @param second on the other half
   */
  public record Line(
      String layer,
      int unit,
      String hypothesis,
      UnitMeasure measure,
      Affinity first,
      Affinity second) {}

  /** A probe that has seen nothing yet. */
  public UnitsProbe(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Set<String> layers() {
    return new LinkedHashSet<>(settings.layers());
  }

  /** A correlation's interval is widest at 0, so the number of examples alone decides. */
  @Override
  public boolean hasSeenEnough(int pass) {
    int fewest = (int) Math.min(Integer.MAX_VALUE, Math.min(seen[CHOICE], seen[CHECK]));
    Interval widest = Correlations.fisher(0, fewest, settings.confidence());
    return settings.tolerance() > 0 && widest.halfWidth() <= settings.tolerance();
  }

  @Override
  public void see(int pass, Seen network, Optional<Seen> teacher) {
    List<Hypothesis> hypotheses = settings.hypotheses();
    for (int i = 0; i < network.size(); i++) {
      double[] truths = new double[hypotheses.size()];
      for (int h = 0; h < truths.length; h++) {
        truths[h] = hypotheses.get(h).of(network.examples().get(i));
      }
      int half = (int) (settings.seed().rank(network.examples().get(i).id()) & 1);
      seen[half]++;
      for (String layer : settings.layers()) {
        double[] units = network.pooled().layer(layer)[i];
        tables.computeIfAbsent(layer, name -> new UnitTable[] {table(units), table(units)})[half]
            .add(units, truths);
      }
    }
  }

  private UnitTable table(double[] units) {
    return new UnitTable(units.length, settings.hypotheses().size());
  }

  /** {@code unit-<measure>} of the unit that was chosen, with subject {@code layer/hypothesis}. */
  @Override
  public List<Measured> findings() {
    List<Measured> findings = new ArrayList<>();
    for (UnitMeasure measure : settings.measures()) {
      for (String layer : settings.layers()) {
        for (int h = 0; h < settings.hypotheses().size(); h++) {
          if (measure.fits(settings.hypotheses().get(h))) {
            findings.add(finding(measure, layer, h));
          }
        }
      }
    }
    return findings;
  }

  private Measured finding(UnitMeasure measure, String layer, int hypothesis) {
    UnitTable[] halves = tables.get(layer);
    double confidence = settings.confidence();
    Optional<Integer> best =
        halves == null
            ? Optional.empty()
            : IntStream.range(0, halves[CHOICE].units())
                .boxed()
                .filter(u -> isDefined(halves, measure, u, hypothesis))
                .max(
                    Comparator.comparingDouble(
                            (Integer u) ->
                                halves[CHOICE]
                                    .affinity(measure, u, hypothesis, confidence)
                                    .strength())
                        .thenComparing(Comparator.reverseOrder()));
    String metric = "unit-" + measure.label();
    String subject = layer + "/" + settings.hypotheses().get(hypothesis).name();
    if (best.isEmpty()) {
      return new Measured(metric, subject, "", Double.NaN, CONSTANT);
    }
    double sign =
        Math.signum(
            halves[CHOICE]
                .affinity(measure, best.get(), hypothesis, confidence)
                .interval()
                .value());
    double corrected =
        1 - (1 - confidence) / settings.layers().size() / settings.hypotheses().size();
    Interval checked =
        halves[CHECK].affinity(measure, best.get(), hypothesis, corrected).interval();
    boolean chance = checked.covers(0) || sign * checked.value() <= 0;
    boolean canBeChance = measure != UnitMeasure.JACCARD; // chance is not 0 there
    return new Measured(
        metric,
        subject,
        "",
        sign == 0 ? checked.value() : sign * checked.value(),
        canBeChance && chance ? NOT_SIGNIFICANT : "");
  }

  private boolean isDefined(UnitTable[] halves, UnitMeasure measure, int unit, int hypothesis) {
    for (UnitTable half : halves) {
      Affinity affinity = half.affinity(measure, unit, hypothesis, settings.confidence());
      if (Double.isNaN(affinity.interval().value())) {
        return false;
      }
    }
    return true;
  }

  /** Every cell: layer by layer, unit by unit, hypothesis by hypothesis, measure by measure. */
  public void table(Consumer<Line> sink) {
    tables.forEach(
        (layer, halves) -> {
          for (int unit = 0; unit < halves[CHOICE].units(); unit++) {
            for (int h = 0; h < settings.hypotheses().size(); h++) {
              Hypothesis hypothesis = settings.hypotheses().get(h);
              for (UnitMeasure measure : settings.measures()) {
                if (measure.fits(hypothesis)) {
                  sink.accept(
                      new Line(
                          layer,
                          unit,
                          hypothesis.name(),
                          measure,
                          halves[CHOICE].affinity(measure, unit, h, settings.confidence()),
                          halves[CHECK].affinity(measure, unit, h, settings.confidence())));
                }
              }
            }
          }
        });
  }
}
