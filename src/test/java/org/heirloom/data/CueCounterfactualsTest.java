package org.heirloom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.heirloom.DataException;
import org.heirloom.Seed;
import org.heirloom.data.CueCounterfactuals.Condition;
import org.heirloom.data.creature.CreatureSettings;
import org.heirloom.data.creature.CreatureSettings.Cue;
import org.heirloom.data.creature.Creatures;
import org.heirloom.image.Pixels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CueCounterfactualsTest {
  private static final Seed SEED = new Seed(4);

  private static CreatureSettings settings(Cue cue) {
    return new CreatureSettings(8, 300, false, cue, 0.9, 0.3, 0.2, 0.04, 32);
  }

  private static CueCounterfactuals of(Cue cue) {
    return new CueCounterfactuals(settings(cue), SEED, new Seed(1));
  }

  @ParameterizedTest
  @EnumSource(
      value = Cue.class,
      names = {"CORNER", "BACKGROUND"})
  void onlyPixelsOfTheCueAndThoseBesideThemDiffer(Cue cue) {
    CueCounterfactuals drawn = of(cue);
    for (int index = 250; index < 270; index++) {
      String id = GeneratedDataset.id(index);
      byte[] mask = new Creatures(settings(cue), SEED).draw(index).masks().get("cue");
      Pixels agreeing = drawn.draw(id, Condition.AGREEING);
      for (Condition other : new Condition[] {Condition.CONFLICTING, Condition.ABSENT}) {
        Pixels changed = drawn.draw(id, other);
        assertThat(changed).isNotEqualTo(agreeing);
        for (int p = 0; p < mask.length; p++) {
          if (!near(mask, p)) {
            assertThat(Arrays.copyOfRange(changed.bytes(), 3 * p, 3 * p + 3))
                .as("pixel %d of %s, %s", p, id, other)
                .isEqualTo(Arrays.copyOfRange(agreeing.bytes(), 3 * p, 3 * p + 3));
          }
        }
      }
    }
  }

  /** Whether a pixel or one of the eight around it is the cue's. */
  private static boolean near(byte[] mask, int pixel) {
    for (int row = pixel / 32 - 1; row <= pixel / 32 + 1; row++) {
      for (int column = pixel % 32 - 1; column <= pixel % 32 + 1; column++) {
        if (row >= 0 && row < 32 && column >= 0 && column < 32 && mask[row * 32 + column] != 0) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void agreeingCueIsTheOneThatAlwaysFollowsTheClassInTraining() {
    CreatureSettings always = new CreatureSettings(8, 300, false, Cue.CORNER, 1, 0, 0, 0, 32);
    CueCounterfactuals drawn = new CueCounterfactuals(always, SEED, new Seed(1));

    for (int index = 0; index < 20; index++) {
      assertThat(drawn.draw(GeneratedDataset.id(index), Condition.AGREEING))
          .isEqualTo(new Creatures(always, SEED).draw(index).pixels());
    }
  }

  @Test
  void conflictingCueSaysEveryOtherClassSometimes() {
    CueCounterfactuals drawn = of(Cue.CORNER);
    Creatures creatures = new Creatures(settings(Cue.CORNER), SEED);
    long different =
        java.util.stream.IntStream.range(0, 300)
            .filter(i -> creatures.label(i) == 0)
            .mapToObj(i -> drawn.draw(GeneratedDataset.id(i), Condition.CONFLICTING))
            .map(pixels -> (pixels.bytes()[3 * 99] & 0xff) / 40) // a pixel inside the tag
            .distinct()
            .count();

    assertThat(different).isGreaterThan(1);
  }

  @Test
  void withoutACueThereIsNothingToChange() {
    assertThatThrownBy(() -> of(Cue.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cue: got none; expected one.");
  }

  @Test
  void idsThatAreNoCreaturesAreRefused() {
    assertThat(GeneratedDataset.index(GeneratedDataset.id(17))).isEqualTo(17);
    assertThatThrownBy(() -> GeneratedDataset.index("cat.jpg"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "generator: not a creature's id. Got cat.jpg. Expected creature- and a number.");
  }
}
