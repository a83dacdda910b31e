package org.heirloom.explain;

import org.heirloom.RandomStream;
import org.heirloom.Seed;

/**
 * A control: uniform noise in [0, 1), which knows neither the image nor the network.
 *
 * <p>What an explainer does not do better than this, it does not do at all.
 */
final class RandomMaps implements Explainer {
  static final String NAME = "random";
  private final Seed seed;

  RandomMaps(Seed seed) {
    this.seed = seed;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public SaliencyMaps explain(ExplainRequest request) {
    int pixels = request.height() * request.width();
    float[] maps = new float[request.size() * pixels];
    for (int i = 0; i < request.size(); i++) {
      RandomStream random = seed.child(request.ids().get(i)).stream();
      for (int p = 0; p < pixels; p++) {
        maps[i * pixels + p] = (float) random.nextDouble();
      }
    }
    return SaliencyMaps.of(NAME, request, maps, cost());
  }

  @Override
  public Cost cost() {
    return new Cost(0, 0);
  }

  @Override
  public void close() {}
}
