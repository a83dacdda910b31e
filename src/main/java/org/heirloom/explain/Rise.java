package org.heirloom.explain;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.study.ExplainerSettings;

/**
 * RISE: the class's probability under random masks, credited to the pixels that they left open.
 *
 * <pre>plain:    1/(N p) Σ f(x ⊙ M_i) M_i
 * centred:  1/(N p (1 − p)) Σ (f(x ⊙ M_i) − f̄) (M_i − M̄)</pre>
 *
 * <p>f is the softmax's probability and p that of a cell to be open. The plain estimator of a
 * network that ignores its input is its constant answer under the noise of the masks; the centred
 * one is exactly zero. Masked pixels take a colour in raw values. Masks differ from image to image,
 * by a seed of the example's own, so that their noise does not repeat. They are drawn here and
 * enlarged, applied, scored and summed in one graph with the network, in blocks of nearly equal
 * size. Drawing ends early once the Monte-Carlo error is small enough, if a study asks for that.
 *
 * @see <a href="https://arxiv.org/abs/1806.07421">Petsiuk et al. (2018), equation 6</a>
 */
final class Rise implements Explainer {
  static final String NAME = "rise";

  /** Fewer blocks tell too little of their variance to stop by it. */
  private static final int LEAST_BLOCKS = 4;

  /** Blocks that go through the network together: more images at once are quicker. */
  private static final int TOGETHER = 2;

  private static final int MOST_IN_BLOCK = MaskedScores.BLOCK / TOGETHER;

  private final ExplainerSettings.Rise settings;
  private final Seed seed;
  private final RiseGrid grid;
  private final RiseSums sums;
  private final MaskedScores.Size size;
  private final float[] colour;

  Rise(Explainers.Setting setting) {
    settings = setting.settings().rise();
    seed = setting.seed();
    size = new MaskedScores.Size(setting.height(), setting.width());
    colour = setting.colour(settings.baseline());
    grid = new RiseGrid(size.height(), size.width(), settings);
    sums = RiseSums.of(setting, grid);
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
      double[] map = map(MaskedScores.Scene.of(request, i, colour), efforts);
      for (int p = 0; p < map.length; p++) {
        maps[i * map.length + p] = (float) map[p];
      }
    }
    return SaliencyMaps.of(NAME, request, maps, efforts);
  }

  private double[] map(MaskedScores.Scene scene, List<Effort> efforts) {
    RandomStream random = seed.child(scene.id()).stream();
    RiseEstimate estimate = new RiseEstimate(settings, size.pixels());
    int passes = 0;
    int blocks = blocks();
    boolean enough = false;
    for (int first = 0; first < blocks && !enough; first += TOGETHER) {
      int next = Math.min(blocks, first + TOGETHER);
      int[] sizes = new int[next - first];
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = masksBefore(first + i + 1) - masksBefore(first + i);
      }
      int count = masksBefore(next) - masksBefore(first);
      estimate.add(sums.blocks(scene, grid.draw(random, count), sizes), sizes);
      passes += count + 1;
      enough = settings.error() > 0 && next >= LEAST_BLOCKS && estimate.error() <= settings.error();
    }
    efforts.add(Effort.estimated(passes, 0, estimate.error()));
    return estimate.map();
  }

  /** Masks of all blocks before one: blocks are of nearly equal size. */
  private int masksBefore(int block) {
    return (int) ((long) block * settings.masks() / blocks());
  }

  private int blocks() {
    return Math.max(LEAST_BLOCKS, ceilDiv(settings.masks(), MOST_IN_BLOCK));
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }

  @Override
  public Cost cost() {
    return new Cost(settings.masks() + ceilDiv(blocks(), TOGETHER), 0);
  }

  @Override
  public void close() {
    sums.close();
  }
}
