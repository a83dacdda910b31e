package org.heirloom.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.metrics.Measured;
import org.junit.jupiter.api.Test;

class MeasureAgreementTest {
  private static final List<String> EXPLAINERS = List.of("grad-cam", "random", "edge");

  private static List<Measured> values(String metric, double... values) {
    List<Measured> measured = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      measured.add(new Measured(metric, EXPLAINERS.get(i), "one", values[i], ""));
    }
    return measured;
  }

  private static List<Measured> of(List<Measured> a, List<Measured> b) {
    List<Measured> both = new ArrayList<>(a);
    both.addAll(b);
    return MeasureAgreement.of(both, EXPLAINERS);
  }

  @Test
  void directionsAreTakenIntoAccount() {
    Measured same = of(values("insertion", .9, .2, .5), values("deletion", .1, .8, .3)).get(0);
    Measured opposite = of(values("insertion", .9, .2, .5), values("pointing", 0, 1, .5)).get(0);

    assertThat(same.metric() + " " + same.subject() + " " + same.example() + same.flag())
        .isEqualTo("measure-agreement insertion/deletion one");
    assertThat(same.value()).isCloseTo(1, within(1e-12));
    assertThat(opposite.value()).isCloseTo(-1, within(1e-12));
  }

  @Test
  void whatHasNoOrderIsFlagged() {
    assertThat(of(values("insertion", .9, .2, .5), values("pointing", 1, 1, 1)).get(0).flag())
        .isEqualTo("all-equal");
    assertThat(of(values("insertion", .9, .2, .5), values("pointing", 1, 0)).get(0).flag())
        .isEqualTo("few-explainers");
    assertThat(
            of(values("insertion", .9, .2, .5), values("relevance-mass", 1, 0, Double.NaN))
                .get(0)
                .flag())
        .isEqualTo("few-explainers");
  }

  @Test
  void variantsAndMeasuresWithoutABetterTakeNoPart() {
    List<Measured> measured = new ArrayList<>(values("insertion", .9, .2, .5));
    measured.addAll(values("tied-pixels", .1, .2, .3));
    measured.add(new Measured("deletion", "grad-cam/black", "one", .1, ""));

    assertThat(MeasureAgreement.of(measured, EXPLAINERS)).isEmpty();
  }
}
