package org.heirloom.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.heirloom.Seed;
import org.heirloom.stats.GaussianInformation;
import org.heirloom.stats.GaussianVariable;
import org.heirloom.stats.InformationParts;
import org.heirloom.stats.TwoSources;

/** What a cause and a layer tell of a network's decision: its logits, class by class. */
final class Decisions {
  /** Classes that are asked at most, evenly spread. */
  private static final int MOST_CLASSES = 10;

  /** Draws per class for the common change in surprisal: together some thousands. */
  private static final int DRAWS = 500;

  private final List<GaussianVariable> logits;

  private Decisions(List<GaussianVariable> logits) {
    this.logits = logits;
  }

  /**
   * Of some examples.
   *
   * @param logits {@code [examples][classes]}; a class whose logit is the same for all is left out
   */
  static Decisions of(double[][] logits) {
    int classes = logits[0].length;
    int asked = Math.min(MOST_CLASSES, classes);
    List<GaussianVariable> all = new ArrayList<>();
    for (int k = 0; k < asked; k++) {
      int label = k * classes / asked;
      double[] column = Arrays.stream(logits).mapToDouble(row -> row[label]).toArray();
      if (Arrays.stream(column).anyMatch(z -> z != column[0])) {
        all.add(GaussianVariable.copula(column));
      }
    }
    return new Decisions(all);
  }

  /**
   * Means over classes, in bits.
   *
   * @param redundancy as the lesser of what cause and layer tell of a logit
   * @param commonSurprise redundancy as common change in surprisal
   * @param coInformation redundancy less synergy, by the former
   */
  record Parts(double redundancy, double commonSurprise, double coInformation) {
    static final Parts UNKNOWN = new Parts(Double.NaN, Double.NaN, Double.NaN);
  }

  /** What both tell alike; unknown where one is a function of the other, or there is no logit. */
  Parts parts(GaussianVariable cause, GaussianVariable layer, Seed seed) {
    if (logits.isEmpty() || Double.isInfinite(GaussianInformation.between(cause, layer))) {
      return Parts.UNKNOWN;
    }
    double redundancy = 0;
    double common = 0;
    double co = 0;
    for (int k = 0; k < logits.size(); k++) {
      TwoSources sources = new TwoSources(cause, layer, logits.get(k));
      if (Double.isInfinite(GaussianInformation.between(cause.with(layer), logits.get(k)))) {
        return Parts.UNKNOWN;
      }
      InformationParts parts = sources.byMinimum();
      redundancy += parts.redundancy() / logits.size();
      co += parts.coInformation() / logits.size();
      common += sources.byCommonSurprise(DRAWS, seed.child(k)).redundancy() / logits.size();
    }
    return new Parts(redundancy, common, co);
  }
}
