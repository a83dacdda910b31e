package org.heirloom.explain;

/**
 * A control: a Gaussian in the middle of the image, which knows neither the image nor the network.
 *
 * <p>Whoever takes a photograph puts what matters into the middle, so that looking there is right
 * more often than chance.
 */
final class CentreMaps implements Explainer {
  static final String NAME = "centre";

  /** Standard deviation as a share of a side. */
  private static final double WIDTH = 0.25;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public SaliencyMaps explain(ExplainRequest request) {
    int pixels = request.height() * request.width();
    float[] maps = new float[request.size() * pixels];
    for (int i = 0; i < maps.length; i++) {
      int row = i % pixels / request.width();
      int column = i % request.width();
      double y = (row + 0.5) / request.height() - 0.5;
      double x = (column + 0.5) / request.width() - 0.5;
      maps[i] = (float) StrictMath.exp(-(x * x + y * y) / (2 * WIDTH * WIDTH));
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
