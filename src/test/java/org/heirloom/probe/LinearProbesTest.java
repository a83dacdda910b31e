package org.heirloom.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.data.Example;
import org.heirloom.image.Pixels;
import org.heirloom.metrics.Measured;
import org.heirloom.model.Array;
import org.junit.jupiter.api.Test;

class LinearProbesTest {
  private static final Pixels PIXEL = new Pixels(1, 1, 1, new byte[1]);

  /** Examples by turns of 8 classes; layer "sees" has the parity of the class, "blind" has not. */
  private static Seen seen(int from, int to) {
    List<Example> examples = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    double[][] sees = new double[to - from][3];
    double[][] blind = new double[to - from][3];
    for (int i = from; i < to; i++) {
      RandomStream random = new Seed(i).stream();
      examples.add(new Example("e" + i, i % 8, "all", PIXEL, Map.of(), Map.of()));
      ids.add("e" + i);
      for (int c = 0; c < 3; c++) {
        sees[i - from][c] = random.nextGaussian();
        blind[i - from][c] = random.nextGaussian();
      }
      sees[i - from][1] += i % 2 == 1 ? 6 : 0;
    }
    return new Seen(
        examples,
        new Array(new float[to - from], to - from, 1),
        new Representations(ids, Map.of("sees", sees, "blind", blind)),
        Map.of());
  }

  private static LinearProbes probes(int most, long seed) {
    return new LinearProbes(
        new LinearProbes.Settings(List.of("sees", "blind"), most, .3, .01, .05, new Seed(seed)),
        List.of(
            new LinearProbes.Label("odd", e -> e.label() % 2 == 1, Example::label),
            new LinearProbes.Label("rare", e -> e.id().equals("e3"), Example::label)));
  }

  private static Map<String, Measured> found(LinearProbes probes) {
    Map<String, Measured> found = new java.util.LinkedHashMap<>();
    probes.findings().forEach(m -> found.put(m.metric() + " " + m.subject(), m));
    return found;
  }

  @Test
  void conceptThatALayerHoldsIsReadAndAnotherLayerIsFlagged() {
    LinearProbes probes = probes(1000, 1);
    probes.see(0, seen(0, 400), Optional.empty());

    Map<String, Measured> found = found(probes);

    assertThat(found.get("decodability sees/odd").value()).isGreaterThan(.97);
    assertThat(found.get("decodability sees/odd").flag()).isEmpty();
    assertThat(found.get("decodability blind/odd").value()).isBetween(.35, .65);
    assertThat(found.get("decodability blind/odd").flag()).isEqualTo("not-above-chance");
    assertThat(found.get("selectivity sees/odd").value())
        .isCloseTo(
            found.get("decodability sees/odd").value()
                - found.get("control-accuracy sees/odd").value(),
            within(1e-12));
  }

  @Test
  void conceptWithTooFewExamplesIsFlaggedAndNotScored() {
    LinearProbes probes = probes(1000, 1);
    probes.see(0, seen(0, 400), Optional.empty());

    assertThat(found(probes).get("decodability sees/rare"))
        .isEqualTo(new Measured("decodability", "sees/rare", "", Double.NaN, "few-examples"));
  }

  @Test
  void findingsDoNotDependOnBlocksAndKeepNoMoreThanTheSubsample() {
    LinearProbes whole = probes(150, 1);
    whole.see(0, seen(0, 400), Optional.empty());
    LinearProbes parts = probes(150, 1);
    for (int from = 0; from < 400; from += 80) {
      parts.see(0, seen(from, from + 80), Optional.empty());
    }

    assertThat(parts.findings()).isEqualTo(whole.findings());
    assertThat(parts.findings()).isEqualTo(parts.findings());
  }

  @Test
  void layerWithoutTheConceptIsSeldomTakenForOneThatHasIt() {
    int found = 0;
    Seen shown = seen(0, 240);
    for (int seed = 0; seed < 300; seed++) {
      RandomStream random = new Seed(9000 + seed).stream();
      List<Double> coin = new ArrayList<>();
      for (int i = 0; i < 240; i++) {
        coin.add(random.nextDouble());
      }
      LinearProbes probes =
          new LinearProbes(
              new LinearProbes.Settings(List.of("blind"), 500, .3, .01, .05, new Seed(seed)),
              List.of(
                  new LinearProbes.Label(
                      "coin",
                      e -> coin.get(Integer.parseInt(e.id().substring(1))) < .5,
                      Example::label)));
      probes.see(0, shown, Optional.empty());
      found += probes.findings().get(0).flag().isEmpty() ? 1 : 0;
    }
    // Two-sided at 5 %, so above chance in at most 2.5 %: more than 15 of 300 in less than 1 %.
    assertThat(found).isLessThanOrEqualTo(15);
  }

  @Test
  void constantLayerIsFlagged() {
    LinearProbes probes =
        new LinearProbes(
            new LinearProbes.Settings(List.of("flat"), 500, .3, .01, .05, new Seed(1)),
            List.of(new LinearProbes.Label("odd", e -> e.label() % 2 == 1, Example::label)));
    Seen shown = seen(0, 200);
    probes.see(
        0,
        new Seen(
            shown.examples(),
            shown.logits(),
            new Representations(shown.pooled().ids(), Map.of("flat", new double[200][4])),
            Map.of()),
        Optional.empty());

    assertThat(probes.findings())
        .allSatisfy(
            m -> {
              assertThat(m.value()).isNaN();
              assertThat(m.flag()).isEqualTo("constant-activations");
            });
  }
}
