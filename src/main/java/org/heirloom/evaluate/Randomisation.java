package org.heirloom.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.explain.SaliencyMaps;
import org.heirloom.metrics.Measured;
import org.heirloom.stats.Moments;

/**
 * Whether a map changes when what the network has learned is taken away, layer by layer or by
 * random labels, or when another class is asked for. One that does not is no explanation of the
 * network.
 *
 * <p>Absolute values are compared, for the same image. The un-randomised network is a row of none
 * of the means.
 *
 * @see <a href="https://arxiv.org/abs/1810.03292">Adebayo et al. (2018)</a>, sections 3 to 5
 */
public final class Randomisation {
  /** Begins the subject of what is compared after layers were randomised from the top down. */
  public static final String CASCADING = "cascading";

  /** Begins the subject of what is compared after one layer was randomised alone. */
  public static final String INDEPENDENT = "independent";

  /** Stands for the same network, asked for another class. */
  public static final String OTHER_CLASS = "other-class";

  /** Stands for the same network, trained on labels that were dealt out anew. */
  public static final String RANDOM_LABELS = "random-labels";

  private static final String METRIC = "randomisation-similarity";

  private final String explainer;
  private final List<String> ids;
  private final SaliencyMaps original;
  private final List<Measured> measured = new ArrayList<>();
  private final List<List<Double>> cascade = new ArrayList<>();

  /**
   * Nothing compared yet.
   *
   * @param original maps of the network as it was trained
   */
  public Randomisation(String explainer, List<String> ids, SaliencyMaps original) {
    this.explainer = explainer;
    this.ids = List.copyOf(ids);
    this.original = original;
    ids.forEach(id -> cascade.add(new ArrayList<>()));
  }

  /** Compares with the network whose layers from the top down to this one are random. */
  public void cascading(String layer, SaliencyMaps maps) {
    for (int i = 0; i < ids.size(); i++) {
      cascade.get(i).add(compare(CASCADING + "/" + layer, maps, i));
    }
  }

  /** Compares with the network of which this layer alone is random. */
  public void independent(String layer, SaliencyMaps maps) {
    for (int i = 0; i < ids.size(); i++) {
      compare(INDEPENDENT + "/" + layer, maps, i);
    }
  }

  /** Compares with the maps of another class. */
  public void otherClass(SaliencyMaps maps) {
    for (int i = 0; i < ids.size(); i++) {
      compare(OTHER_CLASS, maps, i);
    }
  }

  /** Compares with the network that was trained on random labels. */
  public void randomLabels(SaliencyMaps maps) {
    for (int i = 0; i < ids.size(); i++) {
      compare(RANDOM_LABELS, maps, i);
    }
  }

  private double compare(String subject, SaliencyMaps maps, int index) {
    MapAgreement agreement =
        MapAgreement.of(
            absolute(original.values().row(index)),
            absolute(maps.values().row(index)),
            Math.toIntExact(original.values().shape()[1]));
    String full = explainer + "/" + subject;
    String id = ids.get(index);
    measured.add(new Measured(METRIC, full, id, agreement.spearman(), agreement.flag()));
    measured.add(new Measured(METRIC, full + "/ssim", id, agreement.ssim(), agreement.flag()));
    return agreement.spearman();
  }

  private static float[] absolute(float[] map) {
    float[] absolute = new float[map.length];
    for (int i = 0; i < map.length; i++) {
      absolute[i] = Math.abs(map[i]);
    }
    return absolute;
  }

  /**
   * All comparisons, {@code randomisation-similarity}, and their mean over the cascade, {@code
   * sanity}, of those steps whose map is not constant.
   */
  public List<Measured> measured() {
    List<Measured> all = new ArrayList<>(measured);
    for (int i = 0; i < ids.size(); i++) {
      double[] defined =
          cascade.get(i).stream()
              .mapToDouble(Double::doubleValue)
              .filter(Double::isFinite)
              .toArray();
      boolean none = defined.length == 0;
      all.add(
          new Measured(
              "sanity",
              explainer,
              ids.get(i),
              none ? Double.NaN : Moments.mean(defined),
              defined.length < cascade.get(i).size() || none ? Localisation.CONSTANT_MAP : ""));
    }
    return all;
  }
}
