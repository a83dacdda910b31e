package org.heirloom.model;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.image.JpegQuantiser;
import org.heirloom.image.Pixels;
import org.heirloom.study.Study;

/**
 * The stream of training batches: a fresh permutation every epoch, each image cropped, flipped and
 * compressed by a seed of its own.
 *
 * <p>Batch number k is a function of the seed and k alone, so training can go on from any step. The
 * last images of an epoch share a batch with the first of the next.
 */
public final class Batches {
  private final ImageSet images;
  private final Study.Training recipe;
  private final Seed order;
  private final Seed augment;
  private final JpegQuantiser jpeg;
  private long epochInHand = -1;
  private int[] permutation;

  /** A stream over {@code images}; equal seeds give equal streams. */
  public Batches(ImageSet images, Study.Training recipe, Seed seed) {
    this.images = images;
    this.recipe = recipe;
    this.order = seed.child("order");
    this.augment = seed.child("augment");
    this.jpeg = JpegQuantiser.of(recipe.jpeg().quality());
  }

  /**
   * Some examples of the set.
   *
   * @param positions where each stands in the set
   * @param pixels augmented
   */
  public record Batch(int[] positions, List<Pixels> pixels, int[] labels) {}

  /** Batch number {@code step}, from 0. */
  public Batch batch(long step) {
    int[] positions = new int[recipe.batchSize()];
    int[] labels = new int[positions.length];
    long first = step * positions.length;
    for (int i = 0; i < positions.length; i++) {
      positions[i] = index(first + i);
      labels[i] = images.labels()[positions[i]];
    }
    List<Pixels> pixels = new ArrayList<>(images.pixels(positions));
    for (int i = 0; i < positions.length; i++) {
      pixels.set(i, augmented(pixels.get(i), augment.child(first + i).stream()));
    }
    return new Batch(positions, pixels, labels);
  }

  private int index(long position) {
    long epoch = position / images.size();
    if (epoch != epochInHand) {
      permutation = order.child(epoch).stream().permutation(images.size());
      epochInHand = epoch;
    }
    return permutation[(int) (position % images.size())];
  }

  private Pixels augmented(Pixels image, RandomStream random) {
    Pixels moved = moved(image, random);
    // Drawn only where asked for, so that other recipes keep their streams.
    boolean compress = recipe.jpeg().share() > 0 && random.nextBoolean(recipe.jpeg().share());
    return compress ? jpeg.apply(moved) : moved;
  }

  private Pixels moved(Pixels image, RandomStream random) {
    int crop = recipe.cropPixels();
    int down = random.nextInt(2 * crop + 1) - crop;
    int right = random.nextInt(2 * crop + 1) - crop;
    boolean flip = recipe.flip() && random.nextBoolean(0.5);
    if (down == 0 && right == 0 && !flip) {
      return image;
    }
    int channels = image.channels();
    byte[] moved = new byte[image.bytes().length];
    int to = 0;
    for (int row = 0; row < image.height(); row++) {
      int fromRow = mirror(row + down, image.height());
      for (int column = 0; column < image.width(); column++) {
        int shifted = mirror(column + right, image.width());
        int fromColumn = flip ? image.width() - 1 - shifted : shifted;
        int from = (fromRow * image.width() + fromColumn) * channels;
        for (int c = 0; c < channels; c++) {
          moved[to++] = image.bytes()[from + c];
        }
      }
    }
    return new Pixels(image.height(), image.width(), channels, moved);
  }

  /** Reflects an index that lies outside at the border, without repeating the border pixel. */
  private static int mirror(int index, int size) {
    int i = Math.abs(index);
    return i < size ? i : 2 * (size - 1) - i;
  }
}
