package org.heirloom.explain;

import org.heirloom.image.FloatImage;
import org.heirloom.image.Sobel;
import org.heirloom.model.Array;

/**
 * A control: the strength of edges, which knows the image but not the network.
 *
 * <p>Many explainers resemble an edge detector (Adebayo et al., 2018); one that does no better than
 * this says nothing about the network.
 *
 * @see Sobel
 */
final class EdgeMaps implements Explainer {
  static final String NAME = "edge";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public SaliencyMaps explain(ExplainRequest request) {
    Array images = request.images();
    int channels = Math.toIntExact(images.shape()[3]);
    int pixels = request.height() * request.width();
    float[] maps = new float[request.size() * pixels];
    for (int i = 0; i < request.size(); i++) {
      FloatImage image = new FloatImage(request.height(), request.width(), channels, images.row(i));
      System.arraycopy(Sobel.magnitude(image).values(), 0, maps, i * pixels, pixels);
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
