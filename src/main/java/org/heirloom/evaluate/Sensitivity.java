package org.heirloom.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.Seed;
import org.heirloom.explain.ExplainRequest;
import org.heirloom.explain.Explainer;
import org.heirloom.explain.SaliencyMaps;
import org.heirloom.metrics.Measured;
import org.heirloom.model.Array;
import org.heirloom.stats.Logits;

/**
 * How far a map moves when the image moves by less than matters.
 *
 * <p>Each value of the image is changed by uniform noise of ±radius and cut to [0, 1]. Changes
 * after which the network answers another class are discarded, since then the map has reason to
 * move. An explainer that draws random numbers draws the same for the changed image, so that its
 * own noise is not measured. The class stays the same.
 *
 * @param greatest max over changes of ‖E(x + δ) − E(x)‖ / ‖E(x)‖, 0 or more; NaN where undefined
 * @param lipschitz max over changes of ‖E(x + δ) − E(x)‖ / ‖δ‖, in the map's own unit
 * @param flag empty, {@link SaliencyMaps#EMPTY} or {@link #ALL_CHANGED}
 * @see <a href="https://arxiv.org/abs/1901.09392">Yeh et al. (2019)</a>, definition 2.1; <a
 *     href="https://arxiv.org/abs/1806.08049">Alvarez-Melis and Jaakkola (2018)</a>
 */
public record Sensitivity(double greatest, double lipschitz, String flag) {
  /** After every change the network answered another class. */
  public static final String ALL_CHANGED = "prediction-changes";

  /**
   * How images are changed.
   *
   * @param radius of the noise, in units of the range 0..1
   * @param changes how many are tried
   * @param seed of the noise; each example has a child of its own
   */
  public record Setting(double radius, int changes, Seed seed) {}

  /**
   * The sensitivity of every map, in the order of the request.
   *
   * @param maps what the explainer said of the unchanged images
   */
  public static List<Sensitivity> of(
      Explainer explainer,
      ClassScores network,
      ExplainRequest request,
      SaliencyMaps maps,
      Setting setting) {
    Array before = network.logits(request.images());
    double[] greatest = new double[request.size()];
    double[] lipschitz = new double[request.size()];
    int[] kept = new int[request.size()];
    for (int change = 0; change < setting.changes(); change++) {
      Array changed = changed(request, setting, change);
      Array after = network.logits(changed);
      SaliencyMaps moved =
          explainer.explain(new ExplainRequest(request.ids(), changed, request.classes()));
      for (int i = 0; i < request.size(); i++) {
        if (Logits.argMax(before.rowAsDoubles(i)) == Logits.argMax(after.rowAsDoubles(i))) {
          kept[i]++;
          double distance = distance(moved.values(), maps.values(), i);
          double way = distance(changed, request.images(), i);
          greatest[i] = Math.max(greatest[i], distance);
          lipschitz[i] = Math.max(lipschitz[i], way == 0 ? 0 : distance / way);
        }
      }
    }
    List<Sensitivity> all = new ArrayList<>();
    for (int i = 0; i < request.size(); i++) {
      all.add(kept[i] == 0 ? undefined(ALL_CHANGED) : of(norm(maps, i), greatest[i], lipschitz[i]));
    }
    return all;
  }

  private static Sensitivity undefined(String flag) {
    return new Sensitivity(Double.NaN, Double.NaN, flag);
  }

  private static Sensitivity of(double norm, double distance, double lipschitz) {
    return norm == 0
        ? new Sensitivity(Double.NaN, lipschitz, SaliencyMaps.EMPTY)
        : new Sensitivity(distance / norm, lipschitz, "");
  }

  private static Array changed(ExplainRequest request, Setting setting, int change) {
    float[] values = request.images().values().clone();
    int size = request.images().rowSize();
    for (int i = 0; i < request.size(); i++) {
      org.heirloom.RandomStream random =
          setting.seed().child(request.ids().get(i)).child(change).stream();
      for (int p = i * size; p < (i + 1) * size; p++) {
        float noise = (float) random.nextDouble(-setting.radius(), setting.radius());
        values[p] = Math.max(0, Math.min(1, values[p] + noise));
      }
    }
    return new Array(values, request.images().shape());
  }

  private static double distance(Array a, Array b, int row) {
    double sum = 0;
    for (int p = row * a.rowSize(); p < (row + 1) * a.rowSize(); p++) {
      double difference = (double) a.values()[p] - b.values()[p];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }

  private static double norm(SaliencyMaps maps, int row) {
    double sum = 0;
    for (double value : maps.values().rowAsDoubles(row)) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }

  /** The values as {@code max-sensitivity} and {@code lipschitz}. */
  public List<Measured> measured(String subject, String example) {
    return List.of(
        new Measured("max-sensitivity", subject, example, greatest, flag),
        new Measured(
            "lipschitz", subject, example, lipschitz, Double.isNaN(lipschitz) ? flag : ""));
  }
}
