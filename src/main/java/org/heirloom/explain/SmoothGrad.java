package org.heirloom.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.study.ExplainerSettings;

/**
 * SmoothGrad: the gradient of the class's logit averaged over noisy copies of the image; absolute,
 * summed over channels, as {@link Gradient}.
 *
 * <p>The noise is normal, its standard deviation a share of the image's own range, and drawn from a
 * seed of the example's own. An image of one colour has no range: its copies are itself, and the
 * map is the gradient's. Signed gradients are averaged, as in the paper; some code averages their
 * squares.
 *
 * @see <a href="https://arxiv.org/abs/1706.03825">Smilkov et al. (2017), section 3</a>
 */
final class SmoothGrad implements Explainer {
  static final String NAME = "smooth-grad";

  private final PixelGradients gradients;
  private final ExplainerSettings.SmoothGrad settings;
  private final Seed seed;
  private final int channels;

  SmoothGrad(Explainers.Setting setting) {
    settings = setting.settings().smoothGrad();
    seed = setting.seed();
    channels = setting.channels();
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
    List<Effort> efforts = new ArrayList<>();
    for (int i = 0; i < request.size(); i++) {
      Sums sums = new Sums(request.images().rowSize());
      String id = request.ids().get(i);
      copies(id, request.images().row(i), request.classes()[i], sums);
      double[] map = sums.map();
      efforts.add(
          Effort.estimated(
              settings.samples(),
              settings.samples(),
              Effort.relative(map, sums.meanSquaredError(pixels))));
      for (int p = 0; p < pixels; p++) {
        maps[i * pixels + p] = (float) map[p];
      }
    }
    return SaliencyMaps.of(NAME, request, maps, efforts);
  }

  private void copies(String id, float[] image, int label, Sums sums) {
    RandomStream random = seed.child(id).stream();
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float value : image) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    double deviation = settings.noise() * (high - low);
    for (int from = 0; from < settings.samples(); from += PixelGradients.BLOCK) {
      int size = Math.min(PixelGradients.BLOCK, settings.samples() - from);
      float[] copies = new float[size * image.length];
      for (int k = 0; k < copies.length; k++) {
        copies[k] = (float) (image[k % image.length] + deviation * random.nextGaussian());
      }
      PixelGradients.Answer answer = gradients.of(copies, label);
      for (float logit : answer.logits()) {
        SaliencyMaps.requireFinite(NAME, id, logit);
      }
      sums.add(answer.gradients());
    }
  }

  /** Running sums of gradients and of their squares, value by value. */
  private final class Sums {
    private final double[] sum;
    private final double[] squares;
    private int count;

    Sums(int values) {
      sum = new double[values];
      squares = new double[values];
    }

    void add(float[] all) {
      for (int k = 0; k < all.length; k++) {
        sum[k % sum.length] += all[k];
        squares[k % sum.length] += (double) all[k] * all[k];
      }
      count += all.length / sum.length;
    }

    double[] map() {
      double[] map = new double[sum.length / channels];
      for (int k = 0; k < sum.length; k++) {
        map[k / channels] += Math.abs(sum[k] / count);
      }
      return map;
    }

    /** Of a pixel, averaged over pixels: that of its channels' means, added up. */
    double meanSquaredError(int pixels) {
      if (count < 2) {
        return Double.NaN;
      }
      return Arrays.stream(variances()).sum() / pixels;
    }

    private double[] variances() {
      double[] variances = new double[sum.length];
      for (int k = 0; k < sum.length; k++) {
        double mean = sum[k] / count;
        double variance = Math.max(0, squares[k] / count - mean * mean);
        variances[k] = variance / (count - 1);
      }
      return variances;
    }
  }

  @Override
  public Cost cost() {
    return new Cost(settings.samples(), settings.samples());
  }

  @Override
  public void close() {
    gradients.close();
  }
}
