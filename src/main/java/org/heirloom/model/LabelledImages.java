package org.heirloom.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heirloom.image.Pixels;

/**
 * Images with labels, held in memory.
 *
 * @param pixels images of one size
 * @param labels class index of each, or {@link ImageSet#UNLABELLED}
 * @param concepts {@code [size, concepts]}, 0 or 1; or empty
 */
public record LabelledImages(List<Pixels> pixels, int[] labels, Optional<Array> concepts)
    implements ImageSet {

  public LabelledImages {
    pixels = List.copyOf(pixels);
    if (pixels.size() != labels.length) {
      throw new IllegalArgumentException(pixels.size() + " images, " + labels.length + " labels");
    }
  }

  /** Images of which no concepts are known. */
  public LabelledImages(List<Pixels> pixels, int[] labels) {
    this(pixels, labels, Optional.empty());
  }

  @Override
  public List<Pixels> pixels(int[] positions) {
    List<Pixels> chosen = new ArrayList<>(positions.length);
    for (int position : positions) {
      chosen.add(pixels.get(position));
    }
    return chosen;
  }
}
