package org.heirloom.model;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.image.Pixels;

/**
 * Images with labels, held in memory.
 *
 * @param pixels images of one size
 * @param labels class index of each, or {@link ImageSet#UNLABELLED}
 */
public record LabelledImages(List<Pixels> pixels, int[] labels) implements ImageSet {

  public LabelledImages {
    pixels = List.copyOf(pixels);
    if (pixels.size() != labels.length) {
      throw new IllegalArgumentException(pixels.size() + " images, " + labels.length + " labels");
    }
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
