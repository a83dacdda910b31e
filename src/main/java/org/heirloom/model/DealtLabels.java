package org.heirloom.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.image.Pixels;

/**
 * Images whose labels were dealt out anew, each label as often as before: what is learned from them
 * is learned by heart. Unlabelled images stay so.
 *
 * @param images closed with this
 * @param labels the new ones, by position
 * @see <a href="https://arxiv.org/abs/1810.03292">Adebayo et al. (2018), section 5</a>
 */
public record DealtLabels(ImageSet images, int[] labels) implements ImageSet {

  /** Deals out the labels of a set. */
  public static DealtLabels of(ImageSet images, Seed seed) {
    int[] labels = images.labels().clone();
    int[] places = IntStream.range(0, labels.length).filter(i -> labels[i] != UNLABELLED).toArray();
    RandomStream random = seed.stream();
    int[] order = random.permutation(places.length);
    int[] dealt = labels.clone();
    for (int i = 0; i < places.length; i++) {
      dealt[places[i]] = labels[places[order[i]]];
    }
    return new DealtLabels(images, dealt);
  }

  /** The first images of the set, in memory. */
  public LabelledImages first(int most) {
    int[] positions = IntStream.range(0, Math.min(most, labels.length)).toArray();
    return new LabelledImages(
        pixels(positions), IntStream.of(positions).map(i -> labels[i]).toArray());
  }

  @Override
  public List<Pixels> pixels(int[] positions) {
    return images.pixels(positions);
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
