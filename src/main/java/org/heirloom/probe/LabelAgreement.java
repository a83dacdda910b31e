package org.heirloom.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.heirloom.metrics.Measured;
import org.heirloom.stats.Kappa;

/** Whether two ways of labelling units agree beyond chance, over units that both label. */
public final class LabelAgreement {
  private static final String FEW = "no-common-labels";

  private LabelAgreement() {}

  /**
   * Cohen's κ of two labellings of a layer's units.
   *
   * @param first concept by unit, or empty text
   * @param second the same units
   * @return a row; NaN with a flag where no unit has both labels, or all have one and the same
   */
  public static Measured kappa(String layer, List<String> first, List<String> second) {
    if (first.size() != second.size()) {
      throw new IllegalArgumentException(
          "labels of %d and of %d units".formatted(first.size(), second.size()));
    }
    List<int[]> pairs = new ArrayList<>();
    TreeSet<String> all = new TreeSet<>(first);
    all.addAll(second);
    List<String> names = List.copyOf(all);
    for (int u = 0; u < first.size(); u++) {
      if (!first.get(u).isEmpty() && !second.get(u).isEmpty()) {
        pairs.add(new int[] {names.indexOf(first.get(u)), names.indexOf(second.get(u))});
      }
    }
    double kappa =
        pairs.isEmpty()
            ? Double.NaN
            : Kappa.cohen(
                pairs.stream().mapToInt(pair -> pair[0]).toArray(),
                pairs.stream().mapToInt(pair -> pair[1]).toArray(),
                names.size());
    return new Measured("label-kappa", layer, "", kappa, Double.isNaN(kappa) ? FEW : "");
  }
}
