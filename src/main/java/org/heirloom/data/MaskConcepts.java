package org.heirloom.data;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.heirloom.DataException;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.image.Pixels;
import org.heirloom.image.Resize;

/**
 * Concepts as crops of examples around a mask, and crops of the same sizes elsewhere as random
 * images.
 *
 * <p>A crop is the square around the mask's bounding box with a pixel of margin, moved into the
 * image, and resized. A random crop shows a concept where it holds any of its mask's pixels.
 */
public final class MaskConcepts implements ConceptSource {
  private static final int FEWEST_PIXELS = 4;
  private static final int LEAST_SIDE = 4;

  private final List<Example> examples;
  private final List<Concept> concepts;
  private final int size;
  private final Seed seed;

  /**
   * Concepts among masks.
   *
   * @param examples with masks, in random order
   * @param concepts all whose sizes random crops share
   * @param size side of the square images
   */
  public MaskConcepts(List<Example> examples, List<Concept> concepts, int size, Seed seed) {
    this.examples = List.copyOf(examples);
    this.concepts = List.copyOf(concepts);
    this.size = size;
    this.seed = seed;
  }

  /** A square part of an example. */
  private record Crop(Example example, int row, int column, int side) {

    Pixels pixels(int size) {
      Pixels whole = example.pixels();
      int channels = whole.channels();
      byte[] part = new byte[side * side * channels];
      for (int y = 0; y < side; y++) {
        System.arraycopy(
            whole.bytes(),
            ((row + y) * whole.width() + column) * channels,
            part,
            y * side * channels,
            side * channels);
      }
      return Resize.bilinear(new Pixels(side, side, channels, part), size, size);
    }

    boolean holds(byte[] mask) {
      for (int y = row; y < row + side; y++) {
        for (int x = column; x < column + side; x++) {
          if (mask[y * example.pixels().width() + x] != 0) {
            return true;
          }
        }
      }
      return false;
    }
  }

  private record RandomCrop(Crop crop, Pixels pixels) implements RandomImage {
    @Override
    public boolean shows(Concept concept) {
      byte[] mask = crop.example().masks().get(concept.value());
      return mask != null && crop.holds(mask);
    }
  }

  @Override
  public List<Pixels> showing(Concept concept, int most) {
    Set<Pixels> different = new LinkedHashSet<>();
    for (Crop crop : crops(concept)) {
      if (different.size() < most) {
        different.add(crop.pixels(size));
      }
    }
    return List.copyOf(different);
  }

  private List<Crop> crops(Concept concept) {
    List<Crop> crops = new ArrayList<>();
    for (Example example : examples) {
      byte[] mask = example.masks().get(concept.value());
      if (mask != null) {
        around(example, mask).ifPresent(crops::add);
      }
    }
    if (crops.isEmpty()) {
      Set<String> known = new TreeSet<>();
      examples.forEach(example -> known.addAll(example.masks().keySet()));
      throw new DataException(
          "concept %s: no image shows it. Got masks of %s. Expected one of these with at least %d pixels."
              .formatted(
                  concept, known.isEmpty() ? "nothing" : String.join(", ", known), FEWEST_PIXELS));
    }
    return crops;
  }

  private static Optional<Crop> around(Example example, byte[] mask) {
    int width = example.pixels().width();
    int height = example.pixels().height();
    int top = height;
    int left = width;
    int bottom = -1;
    int right = -1;
    int count = 0;
    for (int i = 0; i < mask.length; i++) {
      if (mask[i] != 0) {
        count++;
        top = Math.min(top, i / width);
        bottom = Math.max(bottom, i / width);
        left = Math.min(left, i % width);
        right = Math.max(right, i % width);
      }
    }
    if (count < FEWEST_PIXELS) {
      return Optional.empty();
    }
    int box = Math.max(bottom - top, right - left) + 1;
    int side = Math.min(Math.min(height, width), Math.max(LEAST_SIDE, box + 2));
    return Optional.of(
        new Crop(
            example,
            inside((top + bottom + 1 - side) / 2, height - side),
            inside((left + right + 1 - side) / 2, width - side),
            side));
  }

  private static int inside(int place, int last) {
    return Math.max(0, Math.min(last, place));
  }

  @Override
  public List<RandomImage> random(int most) {
    List<Integer> sides =
        concepts.stream().flatMap(concept -> crops(concept).stream()).map(Crop::side).toList();
    List<RandomImage> random = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      RandomStream stream = seed.child("random").child(i).stream();
      Example example = examples.get(stream.nextInt(examples.size()));
      int side = sides.get(stream.nextInt(sides.size()));
      Crop crop =
          new Crop(
              example,
              stream.nextInt(example.pixels().height() - side + 1),
              stream.nextInt(example.pixels().width() - side + 1),
              side);
      random.add(new RandomCrop(crop, crop.pixels(size)));
    }
    return random;
  }
}
