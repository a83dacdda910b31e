package org.heirloom.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.data.creature.ClassCode;
import org.heirloom.data.creature.CreatureSettings;
import org.heirloom.data.creature.Creatures;
import org.heirloom.data.creature.Drawing;
import org.heirloom.data.creature.Factor;
import org.heirloom.data.creature.Hue;
import org.heirloom.data.creature.Intervention;
import org.heirloom.data.creature.Patches;
import org.heirloom.data.creature.Texture;
import org.heirloom.image.Pixels;
import org.heirloom.study.Study;

/**
 * Draws images that show a concept, and images like them that do not.
 *
 * <p>A factor's images are creatures with that factor set and every other one drawn at random, with
 * no regard to classes: what the images share is the concept and nothing else. A texture's or a
 * hue's images show that alone, and their counterparts another texture or hue, so they go with any
 * data set. The same seed gives the same images; image i does not depend on how many are asked for.
 */
public final class ConceptImages {
  private final CreatureSettings settings;

  /**
   * Draws for one study.
   *
   * @param data its generator's settings (mode, clutter, occlusion, noise) shape creatures, also
   *     where the study's images come from a folder
   */
  public ConceptImages(Study.Data data) {
    this.settings = Datasets.settings(data);
  }

  /**
   * Images that show a concept.
   *
   * @param size side in pixels
   */
  public List<Pixels> render(Concept concept, int n, int size, Seed seed) {
    return draw(n, seed.child(concept.text()), item -> with(concept, size, item));
  }

  /** Images of the same sort that do not show it. */
  public List<Pixels> without(Concept concept, int n, int size, Seed seed) {
    return draw(n, seed.child("no " + concept.text()), item -> lacking(concept, size, item));
  }

  /**
   * Random images of one sort: creatures with every factor drawn at random, patches of any texture,
   * patches of any hue. Some show a given concept, as random images do.
   */
  public List<Pixels> random(Concept.Kind kind, int n, int size, Seed seed) {
    return randomKnown(kind, n, size, seed).stream()
        .map(ConceptSource.RandomImage::pixels)
        .toList();
  }

  /** The same, with what each shows. */
  List<ConceptSource.RandomImage> randomKnown(Concept.Kind kind, int n, int size, Seed seed) {
    List<ConceptSource.RandomImage> images = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Seed item = seed.child("random " + kind).child(i);
      images.add(
          switch (kind) {
            case TEXTURE -> {
              Texture texture = any(Texture.values(), item);
              yield new Known(Patches.texture(texture, size, item), texture.label(), Map.of());
            }
            case HUE -> {
              Hue hue = any(Hue.values(), item);
              yield new Known(Patches.hue(hue, size, item), hue.label(), Map.of());
            }
            case FACTOR -> {
              Drawing drawing = new Creatures(settings.withSize(size), item).drawFree(0, List.of());
              yield new Known(drawing.pixels(), "", drawing.factors());
            }
            case FOLDER, MASK -> throw notDrawn(kind);
          });
    }
    return images;
  }

  private static IllegalArgumentException notDrawn(Concept.Kind kind) {
    return new IllegalArgumentException("images of " + kind + " are not drawn");
  }

  private record Known(Pixels pixels, String patch, Map<String, Double> factors)
      implements ConceptSource.RandomImage {
    @Override
    public boolean shows(Concept concept) {
      return concept.kind() == Concept.Kind.FACTOR
          ? factors.get(concept.group()) == concept.factor().options().indexOf(concept.value())
          : patch.equals(concept.value());
    }
  }

  private static <T> T any(T[] values, Seed item) {
    return values[item.child("any").stream().nextInt(values.length)];
  }

  private interface Artist {
    Pixels draw(Seed item);
  }

  private static List<Pixels> draw(int n, Seed seed, Artist artist) {
    List<Pixels> images = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      images.add(artist.draw(seed.child(i)));
    }
    return images;
  }

  private Pixels with(Concept concept, int size, Seed item) {
    return show(concept, concept.value(), size, item);
  }

  private Pixels lacking(Concept concept, int size, Seed item) {
    List<String> others = new ArrayList<>(drawn(concept));
    others.remove(concept.value());
    RandomStream random = item.child("other").stream();
    return show(concept, others.get(random.nextInt(others.size())), size, item);
  }

  private Pixels show(Concept concept, String value, int size, Seed item) {
    return switch (concept.kind()) {
      case TEXTURE -> Patches.texture(Texture.of(drawn(concept).indexOf(value)), size, item);
      case HUE -> Patches.hue(Hue.of(drawn(concept).indexOf(value)), size, item);
      case FACTOR -> {
        Factor factor = concept.factor();
        Intervention set = new Intervention.SetFactor(factor, factor.options().indexOf(value));
        yield new Creatures(settings.withSize(size), item).drawFree(0, List.of(set)).pixels();
      }
      case FOLDER, MASK -> throw notDrawn(concept.kind());
    };
  }

  /** The values that occur; of textures only those of this study's creatures. */
  private List<String> drawn(Concept concept) {
    return switch (concept.kind()) {
      case TEXTURE -> Arrays.stream(Texture.values()).map(Texture::label).toList();
      case HUE -> Arrays.stream(Hue.values()).map(Hue::label).toList();
      case FACTOR -> {
        Factor factor = concept.factor();
        int textures = settings.singlePart() ? settings.classes() : 4;
        yield factor == Factor.TEXTURE ? factor.options().subList(0, textures) : factor.options();
      }
      case FOLDER, MASK -> throw notDrawn(concept.kind());
    };
  }

  /**
   * Concepts that fit a study which names none.
   *
   * <p>For the generator two that define some classes but not others, and two that are independent
   * of the class; in single-part mode the first two are textures. For folders textures and hues.
   */
  public static List<Concept> defaults(Study.Data data) {
    List<String> names =
        data.source().equals("generator")
            ? generated(new Creatures(Datasets.settings(data), new Seed(0)).code())
            : List.of(
                "texture/stripes",
                "texture/dots",
                "texture/checker",
                "hue/red",
                "hue/green",
                "hue/blue");
    return names.stream().map(Concept::parse).toList();
  }

  private static List<String> generated(ClassCode code) {
    List<String> names = new ArrayList<>();
    List<Factor> defining =
        code.factors().contains(Factor.EYES)
            ? List.of(Factor.TEXTURE, Factor.EYES, Factor.EARS, Factor.HEAD)
            : List.of(Factor.TEXTURE, Factor.TEXTURE);
    for (Factor factor : defining) {
      factor.options().stream()
          .map(value -> "factor/" + factor.label() + "/" + value)
          .filter(name -> names.size() < 2 && !names.contains(name) && tells(code, name))
          .findFirst()
          .ifPresent(names::add);
    }
    names.add("factor/mouth/open");
    names.add("factor/hue/red");
    return names;
  }

  /** Whether some classes have the value and some do not. */
  private static boolean tells(ClassCode code, String name) {
    Concept concept = Concept.parse(name);
    Factor factor = concept.factor();
    int value = factor.options().indexOf(concept.value());
    int having = 0;
    for (int label = 0; label < code.classes(); label++) {
      having += code.word(label).get(factor) == value ? 1 : 0;
    }
    return having > 0 && having < code.classes();
  }

  /**
   * The classes that a factor concept defines: those whose codeword has its value. Empty for other
   * kinds and for factors outside the code.
   */
  public static List<Integer> definedBy(Concept concept, Study.Data data) {
    List<Integer> labels = new ArrayList<>();
    ClassCode code = new Creatures(Datasets.settings(data), new Seed(0)).code();
    for (int label = 0; label < code.classes(); label++) {
      Map<Factor, Integer> word = code.word(label);
      if (concept.kind() == Concept.Kind.FACTOR
          && word.containsKey(concept.factor())
          && word.get(concept.factor()) == concept.factor().options().indexOf(concept.value())) {
        labels.add(label);
      }
    }
    return labels;
  }
}
