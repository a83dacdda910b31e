package org.heirloom.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.heirloom.Seed;
import org.heirloom.image.FloatImage;
import org.heirloom.image.Segments;
import org.heirloom.local.SuperpixelSamples;
import org.heirloom.stats.WeightedRidge;
import org.heirloom.study.ExplainerSettings;

/**
 * LIME: superpixels of the image are switched off at random, each with probability ½ and to its own
 * mean colour, and a linear model of which are on is fitted to the class's probability; a pixel's
 * value is its superpixel's weight.
 *
 * <p>Samples count by {@code exp(−D² / (2 w²))}, where D is the cosine distance from the whole
 * image, {@code 1 − √(on / all)}. The regression is a ridge with intercept on all superpixels,
 * without a selection before it, in double. The Monte-Carlo error is that of the weights when
 * tenths of the samples are left out in turn (jackknife). The whole image is the first sample.
 *
 * @see <a href="https://arxiv.org/abs/1602.04938">Ribeiro et al. (2016), equation 1</a>
 */
final class Lime implements Explainer {
  static final String NAME = "lime";

  private static final int GROUPS = 10;

  private final ExplainerSettings.Lime settings;
  private final Seed seed;
  private final MaskedScores scores;
  private final MaskedScores.Size size;
  private final int channels;

  Lime(Explainers.Setting setting) {
    settings = setting.settings().lime();
    seed = setting.seed();
    size = new MaskedScores.Size(setting.height(), setting.width());
    channels = setting.channels();
    scores = MaskedScores.of(setting);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public SaliencyMaps explain(ExplainRequest request) {
    float[] maps = new float[request.size() * size.pixels()];
    List<Effort> efforts = new ArrayList<>();
    for (int i = 0; i < request.size(); i++) {
      float[] map = map(request, i, efforts);
      System.arraycopy(map, 0, maps, i * map.length, map.length);
    }
    return SaliencyMaps.of(NAME, request, maps, efforts);
  }

  private float[] map(ExplainRequest request, int index, List<Effort> efforts) {
    String id = request.ids().get(index);
    float[] values = request.images().row(index);
    FloatImage image = new FloatImage(size.height(), size.width(), channels, values);
    Segments segments = SuperpixelSamples.cut(image, settings.superpixels(), settings.segments());
    boolean[][] on =
        SuperpixelSamples.draw(segments, settings.samples(), seed.child(id).stream()).on();
    MaskedScores.Scene scene =
        new MaskedScores.Scene(id, values, segments.meanColours(image), request.classes()[index]);
    float[] found =
        scores.of(
            scene,
            size,
            on.length,
            (number, block, from) -> {
              for (int p = 0; p < size.pixels(); p++) {
                block[from + p] = on[number][segments.labels()[p]] ? 1 : 0;
              }
            });
    WeightedRidge[] groups = groups(on, found, settings.kernelWidth());
    WeightedRidge all = new WeightedRidge(segments.count());
    for (WeightedRidge group : groups) {
      all = all.with(group);
    }
    WeightedRidge.Line line = all.solve(settings.ridge());
    double error = error(all, groups, line, segments);
    efforts.add(
        new Effort(settings.samples(), 0, OptionalDouble.of(error), OptionalDouble.of(line.fit())));
    return map(line.coefficients(), segments);
  }

  /**
   * Sums over every tenth sample; of scores less that of the whole image, so that equal ones are 0.
   */
  static WeightedRidge[] groups(boolean[][] on, float[] scores, double kernelWidth) {
    int segments = on[0].length;
    WeightedRidge[] groups = new WeightedRidge[Math.min(GROUPS, on.length)];
    Arrays.setAll(groups, g -> new WeightedRidge(segments));
    double[] x = new double[segments];
    for (int i = 0; i < on.length; i++) {
      int count = 0;
      for (int s = 0; s < segments; s++) {
        x[s] = on[i][s] ? 1 : 0;
        count += on[i][s] ? 1 : 0;
      }
      double weight = SuperpixelSamples.weight((double) count / segments, kernelWidth);
      groups[i % groups.length].add(x, MaskedScores.difference(scores[i], scores[0]), weight);
    }
    return groups;
  }

  private double error(
      WeightedRidge all, WeightedRidge[] groups, WeightedRidge.Line line, Segments segments) {
    double[] squares = new double[segments.count()];
    for (WeightedRidge group : groups) {
      double[] rest = all.without(group).solve(settings.ridge()).coefficients();
      for (int s = 0; s < rest.length; s++) {
        double change = rest[s] - line.coefficients()[s];
        squares[s] += change * change * (groups.length - 1) / groups.length;
      }
    }
    double[] map = new double[size.pixels()];
    double sum = 0;
    for (int p = 0; p < map.length; p++) {
      map[p] = line.coefficients()[segments.labels()[p]];
      sum += squares[segments.labels()[p]];
    }
    return Effort.relative(map, sum / map.length);
  }

  private static float[] map(double[] weights, Segments segments) {
    float[] map = new float[segments.labels().length];
    for (int p = 0; p < map.length; p++) {
      map[p] = (float) weights[segments.labels()[p]];
    }
    return map;
  }

  @Override
  public Cost cost() {
    return new Cost(settings.samples(), 0);
  }

  @Override
  public void close() {
    scores.close();
  }
}
