package org.heirloom.explain;

import org.heirloom.study.ExplainerSettings;

/**
 * Occlusion: what the class's probability loses while a patch of one colour lies on the image.
 *
 * <p>A pixel's value is the mean over the patches that cover it, so that pixels near the border,
 * which fewer do, are not worth less. Patches stand every {@code stride} pixels from the upper left
 * corner on, and once more at the far borders. Pixels that no patch with a relevant one covers are
 * exactly zero.
 *
 * @see <a href="https://arxiv.org/abs/1311.2901">Zeiler and Fergus (2014), section 4.2</a>
 */
final class Occlusion implements Explainer {
  static final String NAME = "occlusion";

  private final MaskedScores scores;
  private final MaskedScores.Size size;
  private final int window;
  private final int[] rows;
  private final int[] columns;
  private final float[] colour;

  Occlusion(Explainers.Setting setting) {
    ExplainerSettings.Occlusion settings = setting.settings().occlusion();
    size = new MaskedScores.Size(setting.height(), setting.width());
    window = settings.window();
    rows = starts(setting.height(), window, settings.stride());
    columns = starts(setting.width(), window, settings.stride());
    colour = setting.colour(settings.baseline());
    scores = MaskedScores.of(setting);
  }

  private static int[] starts(int side, int window, int stride) {
    int last = Math.max(0, side - window);
    int[] starts = new int[(last + stride - 1) / stride + 1];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = Math.min(last, i * stride);
    }
    return starts;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public SaliencyMaps explain(ExplainRequest request) {
    float[] maps = new float[request.size() * size.pixels()];
    for (int i = 0; i < request.size(); i++) {
      MaskedScores.Scene scene = MaskedScores.Scene.of(request, i, colour);
      float whole = scores.whole(scene, size);
      float[] covered = scores.of(scene, size, rows.length * columns.length, this::mask);
      float[] map = map(whole, covered);
      System.arraycopy(map, 0, maps, i * map.length, map.length);
    }
    return SaliencyMaps.of(NAME, request, maps, cost());
  }

  private void mask(int number, float[] block, int from) {
    for (int p = 0; p < size.pixels(); p++) {
      block[from + p] = covers(number, p) ? 0 : 1;
    }
  }

  private boolean covers(int number, int pixel) {
    int y = pixel / size.width() - rows[number / columns.length];
    int x = pixel % size.width() - columns[number % columns.length];
    return y >= 0 && y < window && x >= 0 && x < window;
  }

  private float[] map(float whole, float[] covered) {
    double[] sums = new double[size.pixels()];
    int[] counts = new int[size.pixels()];
    for (int number = 0; number < covered.length; number++) {
      double lost = MaskedScores.difference(whole, covered[number]);
      int top = rows[number / columns.length];
      int left = columns[number % columns.length];
      for (int y = top; y < Math.min(size.height(), top + window); y++) {
        for (int x = left; x < Math.min(size.width(), left + window); x++) {
          sums[y * size.width() + x] += lost;
          counts[y * size.width() + x]++;
        }
      }
    }
    float[] map = new float[sums.length];
    for (int p = 0; p < map.length; p++) {
      map[p] = (float) (sums[p] / counts[p]);
    }
    return map;
  }

  @Override
  public Cost cost() {
    return new Cost(rows.length * columns.length + 1, 0);
  }

  @Override
  public void close() {
    scores.close();
  }
}
