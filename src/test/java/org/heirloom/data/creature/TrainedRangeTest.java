package org.heirloom.data.creature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.heirloom.Seed;
import org.heirloom.data.creature.CreatureSettings.Cue;
import org.heirloom.data.creature.CreatureSettings.Span;
import org.heirloom.data.creature.Intervention.Exceed;
import org.heirloom.data.creature.Intervention.SetFactor;
import org.junit.jupiter.api.Test;

/** Training on a part of a factor's range, and drawing beyond all of it. */
class TrainedRangeTest {
  private static final Span PART = new Span(-10, 5);
  private static final Creatures LIMITED = creatures(Map.of(Factor.ROTATION, PART));
  private static final Creatures WHOLE = creatures(Map.of());

  private static Creatures creatures(Map<Factor, Span> trained) {
    return new Creatures(
        new CreatureSettings(8, 600, false, Cue.NONE, 0, 0.5, 0.2, 0.04, 32, trained), new Seed(1));
  }

  @Test
  void trainExamplesLieWithinTheRangeAndTestExamplesAreAsEver() {
    double lowest = 0;
    for (int index = 0; index < 600; index++) {
      double rotation = LIMITED.factors(index).get(Factor.ROTATION);
      if (LIMITED.isTest(index)) {
        assertThat(LIMITED.factors(index).byLabel()).isEqualTo(WHOLE.factors(index).byLabel());
        lowest = Math.min(lowest, rotation);
      } else {
        assertThat(PART.contains(rotation)).as("rotation " + rotation).isTrue();
      }
    }
    assertThat(lowest).isLessThan(-25);
  }

  @Test
  void onlyThatFactorDiffers() {
    Map<String, Double> limited = LIMITED.draw(3).factors();
    Map<String, Double> whole = WHOLE.draw(3).factors();

    whole.forEach(
        (name, value) -> {
          if (!name.equals("rotation")) {
            assertThat(limited.get(name)).as(name).isEqualTo(value);
          }
        });
    double back = whole.get("rotation");
    assertThat(LIMITED.draw(3, List.of(new SetFactor(Factor.ROTATION, back))).pixels())
        .isEqualTo(WHOLE.draw(3).pixels());
  }

  @Test
  void numbersCanExceedTheirRangeAndNothingElseCan() {
    Drawing large = WHOLE.draw(3, List.of(new Exceed(Factor.SCALE, 1.6)));

    assertThat(large.factors().get("scale")).isEqualTo((double) 1.6f);
    assertThat(marked(large, "background")).isLessThan(marked(WHOLE.draw(3), "background"));
    assertThatThrownBy(() -> WHOLE.draw(3, List.of(new SetFactor(Factor.SCALE, 1.6))))
        .hasMessage("scale has no value 1.6");
    assertThatThrownBy(() -> WHOLE.draw(3, List.of(new Exceed(Factor.HEAD, 7))))
        .hasMessage("head cannot be drawn at 7.0");
    assertThatThrownBy(() -> WHOLE.draw(3, List.of(new Exceed(Factor.YAW, 90))))
        .hasMessage("yaw cannot be drawn at 90.0");
  }

  private static int marked(Drawing drawing, String mask) {
    int marked = 0;
    for (byte pixel : drawing.masks().get(mask)) {
      marked += pixel;
    }
    return marked;
  }
}
