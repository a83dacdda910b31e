package org.heirloom.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ComplexityTest {
  private static final org.assertj.core.data.Offset<Double> EXACT = within(1e-9);

  @Test
  void onePixelHasAll() {
    Complexity complexity = Complexity.of(new float[] {0, 0, 3, 0});

    assertThat(complexity).isEqualTo(new Complexity(0.75, 0, 0.25, 0.75, ""));
  }

  @Test
  void uniformMapIsTheLeastCompactAndFlagged() {
    Complexity complexity = Complexity.of(new float[] {2, 2, 2, 2});

    assertThat(complexity.gini()).isZero();
    assertThat(complexity.entropy()).isCloseTo(Math.log(4), EXACT);
    assertThat(complexity.intensity()).isEqualTo(1);
    assertThat(complexity.flag()).isEqualTo("constant-map");
  }

  @Test
  void fourStepsGiveTheirGoldenValuesInAnyOrderAndSign() {
    Complexity complexity = Complexity.of(new float[] {-3, 1, 4, 2});

    assertThat(complexity.gini()).isCloseTo(0.25, EXACT);
    assertThat(complexity.entropy()).isCloseTo(1.2798542258, EXACT);
    assertThat(complexity.intensity()).isCloseTo(10 / 16.0, EXACT);
    assertThat(complexity.flag()).isEmpty();
  }

  @Test
  void emptyMapHasNoComplexity() {
    assertThat(Complexity.of(new float[4]).measured("edge", "one"))
        .allSatisfy(m -> assertThat(m.value()).isNaN())
        .extracting(m -> m.metric() + " " + m.flag())
        .containsExactly(
            "gini empty-map",
            "entropy empty-map",
            "mean-intensity empty-map",
            "raw-intensity empty-map");
  }
}
