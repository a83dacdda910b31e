package org.heirloom.probe;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.metrics.Measured;

/**
 * What one layer of a network tells of one cause, in bits. NaN where something is undefined; {@code
 * flag} then says why.
 *
 * @param entropy of a cause of few values: the most that can be told; NaN of a number
 * @param bits that the layer's first principal components tell together
 * @param p that the layer tells nothing, corrected for all layers and causes
 * @param conditional bits that it tells beyond the class
 * @param redundancy bits that cause and layer tell alike of the logits, as the lesser of both
 * @param commonSurprise the same as common change in surprisal
 * @param coInformation redundancy less synergy about the logits, in bits
 * @param units what single units tell
 * @param flag empty, or why values must not be used, or are no more than chance
 */
public record InformationFinding(
    String layer,
    String factor,
    double entropy,
    double bits,
    double p,
    double conditional,
    double redundancy,
    double commonSurprise,
    double coInformation,
    Units units,
    String flag) {
  /** Flag of a layer that tells no more of a cause than shuffled examples do. */
  public static final String NOT_SIGNIFICANT = "not-significant";

  /** Flag of a layer whose activations are the same for all examples. */
  public static final String CONSTANT = "constant-activations";

  /** Flag of a layer of which a cause is a function, so that information has no bound. */
  public static final String DETERMINED = "determined";

  /**
   * What single units tell of a cause. The tests are corrected for all layers, units and causes.
   *
   * @param best the unit that tells most by ranks; −1 where none can be asked
   * @param bits that it tells
   * @param informative units that tell more than chance by ranks
   * @param bestByBins the unit that tells most by bins, also where it neither rises nor falls
   * @param bitsByBins that it tells
   * @param informativeByBins units that tell more than chance by bins
   * @param all number of units
   * @param tied units of which more than a tenth of the values are the same: they count as active
   *     or not
   * @param constant units that never change: they are left out
   */
  public record Units(
      int best,
      double bits,
      int informative,
      int bestByBins,
      double bitsByBins,
      int informativeByBins,
      int all,
      int tied,
      int constant) {
    /** Nobody asked them. */
    public static final Units NONE = new Units(-1, Double.NaN, 0, -1, Double.NaN, 0, 0, 0, 0);
  }

  /** Whether the layer tells more than chance. */
  public boolean significant() {
    return flag.isEmpty();
  }

  /** The values as measured ones, with subject {@code layer/factor}. */
  public List<Measured> measured() {
    List<Measured> values = new ArrayList<>();
    String subject = layer + "/" + factor;
    values.add(new Measured("information", subject, "", bits, flag));
    add(values, "conditional-information", conditional);
    add(values, "redundancy", redundancy);
    add(values, "common-surprise", commonSurprise);
    add(values, "co-information", coInformation);
    if (units.all() > 0) {
      add(values, "best-unit-information", units.bits());
      add(values, "informative-units", units.informative() / (double) units.all());
      add(values, "binned-information", units.bitsByBins());
    }
    return values;
  }

  private void add(List<Measured> values, String metric, double value) {
    String reason = flag.isEmpty() && Double.isNaN(value) ? "undefined" : flag;
    values.add(new Measured(metric, layer + "/" + factor, "", value, reason));
  }
}
