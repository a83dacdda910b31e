package org.heirloom.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.heirloom.metrics.Measured;
import org.junit.jupiter.api.Test;

class LabelAgreementTest {

  @Test
  void countsUnitsThatBothLabel() {
    // Of four units with both labels three agree; by chance (2·3 + 2·1) / 16 = ½ would.
    Measured kappa =
        LabelAgreement.kappa(
            "stage3", List.of("a", "a", "b", "b", "", "a"), List.of("a", "a", "b", "a", "b", ""));

    assertThat(kappa.value()).isCloseTo((0.75 - 0.5) / 0.5, within(1e-12));
    assertThat(kappa.subject()).isEqualTo("stage3");
    assertThat(kappa.flag()).isEmpty();
  }

  @Test
  void withoutCommonLabelsItIsUndefinedAndSaid() {
    Measured kappa = LabelAgreement.kappa("stage3", List.of("a", ""), List.of("", "b"));

    assertThat(kappa.value()).isNaN();
    assertThat(kappa.flag()).isEqualTo("no-common-labels");
  }
}
