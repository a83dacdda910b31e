package org.heirloom.explain;

import org.heirloom.study.ExplainerSettings;

/**
 * Integrated gradients: the difference from a baseline times the mean gradient of the class's logit
 * along the straight line from there, summed over channels.
 *
 * <pre>(x − x′) ⊙ mean_k ∂z_c(x′ + (k + ½)/n · (x − x′)) / ∂x,   k = 0..n−1</pre>
 *
 * <p>By the midpoint rule; the baseline is a colour in raw values. The exact map sums up to z_c(x)
 * − z_c(x′): one that misses this by more than a twentieth of it, or of one logit where that is
 * more, is flagged {@link SaliencyMaps#INCOMPLETE} and wants more steps.
 *
 * @see <a href="https://arxiv.org/abs/1703.01365">Sundararajan et al. (2017), equation 1 and axiom
 *     2</a>
 */
final class IntegratedGradients implements Explainer {
  static final String NAME = "integrated-gradients";

  private static final double TOLERANCE = 0.05;

  private final PixelGradients gradients;
  private final ExplainerSettings.IntegratedGradients settings;
  private final float[] baseline;

  IntegratedGradients(Explainers.Setting setting) {
    settings = setting.settings().integratedGradients();
    baseline = setting.colour(settings.baseline());
    gradients = new PixelGradients(NAME, setting);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public SaliencyMaps explain(ExplainRequest request) {
    int pixels = request.height() * request.width();
    float[] maps = new float[request.size() * pixels];
    boolean[] incomplete = new boolean[request.size()];
    for (int i = 0; i < request.size(); i++) {
      float[] image = request.images().row(i);
      int label = request.classes()[i];
      double difference = ends(request.ids().get(i), image, label);
      double[] map = path(image, label);
      double sum = 0;
      for (int p = 0; p < pixels; p++) {
        sum += map[p];
        maps[i * pixels + p] = (float) map[p];
      }
      incomplete[i] = Math.abs(sum - difference) > TOLERANCE * Math.max(1, Math.abs(difference));
    }
    return SaliencyMaps.of(NAME, request, maps, cost()).flagged(incomplete);
  }

  /** What lies between the logits of the image and of the baseline. */
  private double ends(String id, float[] image, int label) {
    float[] both = new float[2 * image.length];
    System.arraycopy(image, 0, both, 0, image.length);
    for (int k = 0; k < image.length; k++) {
      both[image.length + k] = baseline[k % baseline.length];
    }
    float[] logits = gradients.of(both, label).logits();
    SaliencyMaps.requireFinite(NAME, id, logits[0]);
    SaliencyMaps.requireFinite(NAME, id, logits[1]);
    return (double) logits[0] - logits[1];
  }

  private double[] path(float[] image, int label) {
    double[] sums = new double[image.length];
    for (int from = 0; from < settings.steps(); from += PixelGradients.BLOCK) {
      int size = Math.min(PixelGradients.BLOCK, settings.steps() - from);
      float[] points = new float[size * image.length];
      for (int k = 0; k < points.length; k++) {
        int step = from + k / image.length;
        double share = (step + 0.5) / settings.steps();
        int value = k % image.length;
        float start = baseline[value % baseline.length];
        points[k] = (float) (start + share * (image[value] - start));
      }
      float[] found = gradients.of(points, label).gradients();
      for (int k = 0; k < found.length; k++) {
        sums[k % image.length] += found[k];
      }
    }
    double[] map = new double[image.length / baseline.length];
    for (int k = 0; k < image.length; k++) {
      double way = image[k] - baseline[k % baseline.length];
      map[k / baseline.length] += way * sums[k] / settings.steps();
    }
    return map;
  }

  @Override
  public Cost cost() {
    return new Cost(settings.steps() + 2, settings.steps() + 2);
  }

  @Override
  public void close() {
    gradients.close();
  }
}
