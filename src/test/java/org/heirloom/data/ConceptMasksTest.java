package org.heirloom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heirloom.DataException;
import org.heirloom.Seed;
import org.heirloom.data.PixelConcept.Category;
import org.heirloom.data.creature.CreatureSettings;
import org.heirloom.data.creature.Factor;
import org.heirloom.image.PixelMask;
import org.heirloom.image.Pixels;
import org.junit.jupiter.api.Test;

class ConceptMasksTest {
  private static final int SIZE = 32;

  @Test
  void aFactorShowsOnItsPartAndNowhereElse() {
    for (Example example : creatures()) {
      ConceptMasks masks = ConceptMasks.of(example);
      for (String part : List.of("eyes", "ears", "head", "mouth", "body")) {
        Factor factor = Factor.valueOf(part.toUpperCase(Locale.ROOT));
        PixelMask visible = PixelMask.of(example.masks().get("part/" + part), SIZE, SIZE);
        for (int value = 0; value < 4; value++) {
          boolean shown = example.factors().get(part) == value && visible.count() > 0;
          assertThat(masks.named(part + "/" + factor.options().get(value)))
              .isEqualTo(shown ? Optional.of(visible) : Optional.empty());
        }
      }
    }
  }

  @Test
  void theHueIsWhatIsPaintedWithItAndTheTextureTheBodys() {
    Example example = creatures().get(0);
    ConceptMasks masks = ConceptMasks.of(example);
    String hue = Factor.HUE.options().get(example.factors().get("hue").intValue());
    String texture = Factor.TEXTURE.options().get(example.factors().get("texture").intValue());

    PixelMask coloured = masks.named("hue/" + hue).orElseThrow();

    int parts = 0;
    for (String part : List.of("part/ears", "part/body", "part/head")) {
      parts += masks.named(part).orElseThrow().count();
    }
    assertThat(coloured.count()).isEqualTo(parts);
    assertThat(coloured.overlap(masks.named("part/eyes").orElseThrow())).isZero();
    assertThat(masks.named("texture/" + texture)).isEqualTo(masks.named("part/body"));
    assertThat(masks.categories())
        .contains(Category.PART, Category.SHAPE, Category.SCENE, Category.TEXTURE, Category.COLOUR);
  }

  @Test
  void coloursNameEveryPixelOnce() {
    Example example = creatures().get(1);

    int named =
        ConceptMasks.of(example, Set.of(Category.COLOUR)).masks().entrySet().stream()
            .filter(entry -> entry.getKey().name().startsWith("colour/"))
            .mapToInt(entry -> entry.getValue().count())
            .sum();

    assertThat(named).isEqualTo(SIZE * SIZE);
  }

  @Test
  void plainColoursHaveTheirNames() {
    assertThat(ColourNames.of(0, 0, 0)).isEqualTo("black");
    assertThat(ColourNames.of(255, 255, 255)).isEqualTo("white");
    assertThat(ColourNames.of(128, 128, 128)).isEqualTo("grey");
    assertThat(ColourNames.of(255, 0, 0)).isEqualTo("red");
    assertThat(ColourNames.of(255, 0, 20)).isEqualTo("red");
    assertThat(ColourNames.of(255, 165, 0)).isEqualTo("orange");
    assertThat(ColourNames.of(139, 69, 19)).isEqualTo("brown");
    assertThat(ColourNames.of(255, 255, 0)).isEqualTo("yellow");
    assertThat(ColourNames.of(0, 128, 0)).isEqualTo("green");
    assertThat(ColourNames.of(0, 0, 255)).isEqualTo("blue");
    assertThat(ColourNames.of(128, 0, 128)).isEqualTo("purple");
    assertThat(ColourNames.of(255, 20, 147)).isEqualTo("pink");
    assertThat(ColourNames.of(255, 192, 203)).isEqualTo("pink");
  }

  @Test
  void aMaskOfAnotherSizeIsNamed() {
    Example example =
        new Example(
            "a.png",
            0,
            "all",
            new Pixels(2, 3, 3, new byte[18]),
            Map.of(),
            Map.of("object/car", new byte[5]));

    assertThatThrownBy(() -> ConceptMasks.of(example))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "a.png: the mask object/car is not of the image's size. Got 5 pixels. Expected 6 (3 × 2).");
  }

  @Test
  void wordsOfAMaskCountAndOverlap() {
    byte[] left = new byte[130];
    byte[] right = new byte[130];
    for (int i = 0; i < 130; i++) {
      left[i] = (byte) (i % 3 == 0 ? 1 : 0);
      right[i] = (byte) (i % 2 == 0 ? 1 : 0);
    }

    PixelMask a = PixelMask.of(left, 10, 13);
    PixelMask b = PixelMask.of(right, 10, 13);

    assertThat(a.count()).isEqualTo(44);
    assertThat(a.overlap(b)).isEqualTo(22);
    assertThat(a.or(b).count()).isEqualTo(44 + 65 - 22);
    assertThat(a.has(9, 12)).isTrue();
    assertThat(a.has(9, 11)).isFalse();
  }

  private static List<Example> creatures() {
    CreatureSettings settings =
        new CreatureSettings(8, 60, false, CreatureSettings.Cue.NONE, 0, 0.5, 0.5, 0.04, SIZE);
    GeneratedDataset data = new GeneratedDataset(settings, new Seed(4));
    List<Example> examples = new ArrayList<>();
    data.shards().forEach(shard -> data.read(shard, examples::add));
    return examples;
  }
}
