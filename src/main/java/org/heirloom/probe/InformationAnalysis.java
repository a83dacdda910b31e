package org.heirloom.probe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heirloom.Seed;
import org.heirloom.probe.Decisions.Parts;
import org.heirloom.probe.InformationFinding.Units;
import org.heirloom.stats.Feature;
import org.heirloom.stats.GaussianVariable;
import org.heirloom.stats.MaxStatistic;

/**
 * What the layers of a network tell of causes, with a permutation null whose greatest statistic
 * over all layers and causes decides, so that the chance of any false finding is at most the level.
 *
 * <p>All causes of an example move together when examples are shuffled, so that their dependence on
 * each other stays.
 *
 * @see <a href="https://doi.org/10.1002/hbm.23471">Ince et al. (2017)</a>
 */
final class InformationAnalysis {
  private final InformationSettings settings;
  private final Causes causes;
  private final int[] labels;
  private final Decisions decisions;
  private final Map<String, LayerActivity> layers;
  private final Optional<UnitTests> units;

  /**
   * Examples of which all is known.
   *
   * @param fitted activations that choose principal components, by layer: {@code [n][units]}
   * @param asked activations of the other examples
   * @param causes of those others
   * @param labels of those others
   * @param logits of those others, {@code [n][classes]}
   */
  record Input(
      Map<String, double[][]> fitted,
      Map<String, double[][]> asked,
      Causes causes,
      int[] labels,
      double[][] logits) {}

  private InformationAnalysis(Input input, InformationSettings settings) {
    this.settings = settings;
    this.causes = input.causes();
    this.labels = input.labels();
    this.decisions = Decisions.of(input.logits());
    this.layers = new LinkedHashMap<>();
    input
        .asked()
        .forEach(
            (layer, rows) ->
                layers.put(
                    layer,
                    LayerActivity.of(input.fitted().get(layer), rows, settings.components())));
    this.units =
        settings.units() && !causes.usable().isEmpty()
            ? Optional.of(UnitTests.of(input.asked(), causes, settings))
            : Optional.empty();
  }

  /** Findings by layer, for each the causes in order; those that cannot be used come last. */
  static List<InformationFinding> findings(Input input, InformationSettings settings) {
    return new InformationAnalysis(input, settings).findings();
  }

  private List<InformationFinding> findings() {
    double[] p = causes.usable().isEmpty() ? new double[0] : test();
    List<InformationFinding> findings = new ArrayList<>();
    int cell = 0;
    for (String layer : layers.keySet()) {
      for (int c = 0; c < causes.names().size(); c++) {
        findings.add(finding(layer, c, p[cell++]));
      }
      causes.unusable().forEach((name, reason) -> findings.add(undefined(layer, name, reason)));
    }
    return findings;
  }

  private double[] test() {
    List<GaussianVariable> known = causes.features().stream().map(Feature::gaussian).toList();
    List<Optional<GaussianVariable>> active =
        layers.values().stream()
            .map(
                l ->
                    l.isConstant() ? Optional.<GaussianVariable>empty() : Optional.of(l.gaussian()))
            .toList();
    return MaxStatistic.of(
            order -> {
              List<GaussianVariable> dealt = known.stream().map(k -> k.reordered(order)).toList();
              double[] bits = new double[active.size() * known.size()];
              for (int l = 0; l < active.size(); l++) {
                for (int c = 0; c < known.size(); c++) {
                  GaussianVariable cause = dealt.get(c);
                  bits[l * known.size() + c] =
                      active.get(l).map(a -> CauseInformation.quick(a, cause)).orElse(Double.NaN);
                }
              }
              return bits;
            },
            labels.length,
            settings.permutations(),
            settings.seed().child("layers"))
        .p();
  }

  private static InformationFinding undefined(String layer, String factor, String reason) {
    return new InformationFinding(
        layer,
        factor,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Units.NONE,
        reason);
  }

  private InformationFinding finding(String layer, int index, double p) {
    String name = causes.names().get(index);
    Feature cause = causes.features().get(index);
    LayerActivity activity = layers.get(layer);
    if (activity.isConstant()) {
      return undefined(layer, name, InformationFinding.CONSTANT);
    }
    Seed seed = settings.seed().child(layer).child(name);
    double bits = CauseInformation.of(activity, cause, seed.child("deals"));
    Parts parts = decisions.parts(cause.gaussian(), activity.gaussian(), seed.child("draws"));
    double given =
        name.equals(KnownCauses.CLASS) ? 0 : CauseInformation.given(activity, cause, labels);
    return new InformationFinding(
        layer,
        name,
        cause.isCategorical() ? cause.entropy() : Double.NaN,
        Double.isInfinite(bits) ? Double.NaN : bits,
        p,
        Double.isInfinite(given) ? Double.NaN : given,
        parts.redundancy(),
        parts.commonSurprise(),
        parts.coInformation(),
        units.map(tests -> tests.of(layer, index)).orElse(Units.NONE),
        flag(bits, p));
  }

  private String flag(double bits, double p) {
    if (Double.isNaN(bits)) {
      return Causes.FEW;
    }
    if (Double.isInfinite(bits)) {
      return InformationFinding.DETERMINED;
    }
    return p <= settings.level() ? "" : InformationFinding.NOT_SIGNIFICANT;
  }
}
