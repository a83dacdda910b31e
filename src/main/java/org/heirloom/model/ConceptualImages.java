package org.heirloom.model;

import java.util.List;
import java.util.Optional;
import org.heirloom.image.Pixels;

/**
 * Images of which it is known what they show.
 *
 * @param images closed with this
 * @param presence {@code [size, concepts]}, 0 or 1
 */
public record ConceptualImages(ImageSet images, Array presence) implements ImageSet {

  @Override
  public int[] labels() {
    return images.labels();
  }

  @Override
  public List<Pixels> pixels(int[] positions) {
    return images.pixels(positions);
  }

  @Override
  public Optional<Array> concepts() {
    return Optional.of(presence);
  }

  @Override
  public void close() {
    images.close();
  }
}
