package org.heirloom.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that can be pointed at in an image, pixel by pixel.
 *
 * <p>Ordered by category, then by name.
 *
 * @param name unique among all: {@code part/eyes}, {@code eyes/round}, {@code colour/red}, {@code
 *     object/car}
 */
public record PixelConcept(String name, Category category) implements Comparable<PixelConcept> {
  private static final Comparator<PixelConcept> ORDER =
      Comparator.comparing(PixelConcept::category).thenComparing(PixelConcept::name);

  /**
   * What sort of thing it is: the categories of Broden, and shapes of parts.
   *
   * @see <a href="https://arxiv.org/abs/1704.05796">Bau et al. (2017), table 1</a>
   */
  public enum Category {
    OBJECT,
    PART,
    SHAPE,
    SCENE,
    MATERIAL,
    TEXTURE,
    COLOUR;

    /** Its name in studies, palettes and masks. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Its place among all, from 0. */
    public int place() {
      return Arrays.asList(values()).indexOf(this);
    }

    /** The one of that name. */
    public static Optional<Category> named(String label) {
      return Arrays.stream(values()).filter(c -> c.label().equals(label)).findFirst();
    }

    /** All names. */
    public static List<String> labels() {
      return Arrays.stream(values()).map(Category::label).toList();
    }
  }

  @Override
  public int compareTo(PixelConcept other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return name;
  }
}
