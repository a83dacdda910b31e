package org.heirloom.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.heirloom.evaluate.CorruptionError.Errors;
import org.junit.jupiter.api.Test;

class CorruptionErrorTest {
  private static final Errors NETWORK =
      new Errors(.1, Map.of("fog", new double[] {.2, .3, .4, .5, .6}));
  private static final Errors REFERENCE =
      new Errors(.2, Map.of("fog", new double[] {.3, .4, .5, .6, .7}));

  @Test
  void goldenCaseGivesItsValues() {
    CorruptionError error = CorruptionError.of(NETWORK, REFERENCE);

    assertThat(error.mean()).isCloseTo(.8, within(1e-9));
    assertThat(error.relative()).isCloseTo(1, within(1e-9));
  }

  @Test
  void referenceThatLosesNothingLeavesTheRelativeErrorUndefined() {
    Errors steady = new Errors(.5, Map.of("fog", new double[] {.5, .5}));

    CorruptionError error =
        CorruptionError.of(new Errors(.5, Map.of("fog", new double[] {.5, .6})), steady);

    assertThat(error.mean()).isCloseTo(1.1, within(1e-12));
    assertThat(error.relative()).isNaN();
  }

  @Test
  void otherCorruptionsAreRefused() {
    assertThatThrownBy(() -> CorruptionError.of(NETWORK, new Errors(0, Map.of())))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
