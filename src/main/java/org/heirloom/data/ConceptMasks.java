package org.heirloom.data;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heirloom.DataException;
import org.heirloom.data.PixelConcept.Category;
import org.heirloom.data.creature.Factor;
import org.heirloom.image.PixelMask;

/**
 * Where an example shows which concept.
 *
 * <ul>
 *   <li>Every mask named {@code <category>/<concept>}: parts of creatures, and what a user's
 *       segmentation says.
 *   <li>Of creatures also what their factors make of their parts, where they are visible: {@code
 *       eyes/round} is the eyes' mask if the eyes are round. A texture is the body's; a hue colours
 *       ears, body and head; the coat tells dark from light in ears and head; age wrinkles the
 *       head; an expression bends the mouth. The kinds of background and of occluder are scenes, on
 *       their own pixels.
 *   <li>Of any image, names of colours ({@link ColourNames}).
 * </ul>
 *
 * <p>A concept without a visible pixel is left out. Whether it was looked for at all is told by
 * {@link #categories}: an image says something about a category if it shows a concept of it.
 *
 * @param masks by concept, in their order; none empty, all of the image's size
 */
public record ConceptMasks(SortedMap<PixelConcept, PixelMask> masks) {
  private static final List<String> COLOURED = List.of("part/ears", "part/body", "part/head");

  /** Factors that show on certain parts alone. */
  private static final Map<Factor, Shown> FACTORS =
      Map.ofEntries(
          Map.entry(Factor.HEAD, new Shown(Category.SHAPE, List.of("part/head"))),
          Map.entry(Factor.EYES, new Shown(Category.SHAPE, List.of("part/eyes"))),
          Map.entry(Factor.EARS, new Shown(Category.SHAPE, List.of("part/ears"))),
          Map.entry(Factor.MOUTH, new Shown(Category.SHAPE, List.of("part/mouth"))),
          Map.entry(Factor.BODY, new Shown(Category.SHAPE, List.of("part/body"))),
          Map.entry(Factor.EXPRESSION, new Shown(Category.SHAPE, List.of("part/mouth"))),
          Map.entry(Factor.TEXTURE, new Shown(Category.TEXTURE, List.of("part/body"))),
          Map.entry(Factor.AGE, new Shown(Category.TEXTURE, List.of("part/head"))),
          Map.entry(Factor.HUE, new Shown(Category.COLOUR, COLOURED)),
          Map.entry(Factor.COAT, new Shown(Category.COLOUR, List.of("part/ears", "part/head"))),
          Map.entry(Factor.BACKGROUND, new Shown(Category.SCENE, List.of("background"))),
          Map.entry(Factor.OCCLUDER, new Shown(Category.SCENE, List.of("occluder"))));

  private record Shown(Category category, List<String> on) {}

  public ConceptMasks {
    masks = Collections.unmodifiableSortedMap(masks);
  }

  /** All concepts that an example shows. */
  public static ConceptMasks of(Example example) {
    return of(example, Set.of(Category.values()));
  }

  /**
   * The concepts of some categories that an example shows.
   *
   * @throws DataException if a mask has not as many pixels as the image
   */
  public static ConceptMasks of(Example example, Set<Category> wanted) {
    SortedMap<PixelConcept, PixelMask> masks = new TreeMap<>();
    for (Map.Entry<String, byte[]> entry : example.masks().entrySet()) {
      String name = entry.getKey();
      Category.named(name.substring(0, Math.max(0, name.indexOf('/'))))
          .filter(wanted::contains)
          .ifPresent(category -> add(masks, name, category, mask(example, name)));
    }
    for (Factor factor : Factor.categorical()) {
      Shown shown = FACTORS.get(factor);
      Double value = example.factors().get(factor.label());
      if (shown != null && value != null && wanted.contains(shown.category())) {
        String name = factor.label() + "/" + factor.options().get(value.intValue());
        shown.on().stream()
            .filter(example.masks()::containsKey)
            .map(part -> mask(example, part))
            .reduce(PixelMask::or)
            .ifPresent(mask -> add(masks, name, shown.category(), mask));
      }
    }
    if (wanted.contains(Category.COLOUR)) {
      ColourNames.masks(example.pixels())
          .forEach((name, mask) -> add(masks, "colour/" + name, Category.COLOUR, mask));
    }
    return new ConceptMasks(masks);
  }

  private static void add(
      Map<PixelConcept, PixelMask> masks, String name, Category category, PixelMask mask) {
    if (mask.count() > 0) {
      masks.merge(new PixelConcept(name, category), mask, PixelMask::or);
    }
  }

  private static PixelMask mask(Example example, String name) {
    byte[] mask = example.masks().get(name);
    int height = example.pixels().height();
    int width = example.pixels().width();
    if (mask.length != height * width) {
      throw new DataException(
          "%s: the mask %s is not of the image's size. Got %d pixels. Expected %d (%d × %d)."
              .formatted(example.id(), name, mask.length, height * width, width, height));
    }
    return PixelMask.of(mask, height, width);
  }

  /** The mask of a concept by name; empty where the example does not show it. */
  public Optional<PixelMask> named(String name) {
    return masks.entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Categories of which it shows something. */
  public Set<Category> categories() {
    Set<Category> shown = EnumSet.noneOf(Category.class);
    masks.keySet().forEach(concept -> shown.add(concept.category()));
    return shown;
  }
}
