package org.heirloom.model;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.heirloom.image.JpegQuantiser;
import org.heirloom.image.Pixels;

/**
 * Images of which some are compressed, and otherwise the same.
 *
 * @param images closed with this
 * @param compressed positions of those
 * @param quality of the compression
 */
public record CompressedImages(ImageSet images, BitSet compressed, JpegQuantiser quality)
    implements ImageSet {

  @Override
  public int[] labels() {
    return images.labels();
  }

  @Override
  public List<Pixels> pixels(int[] positions) {
    List<Pixels> shown = new ArrayList<>(images.pixels(positions));
    for (int i = 0; i < positions.length; i++) {
      if (compressed.get(positions[i])) {
        shown.set(i, quality.apply(shown.get(i)));
      }
    }
    return shown;
  }

  @Override
  public Optional<Array> concepts() {
    return images.concepts();
  }

  @Override
  public void close() {
    images.close();
  }
}
