package org.heirloom.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heirloom.Seed;
import org.heirloom.data.Example;
import org.heirloom.image.Pixels;
import org.heirloom.metrics.Measured;
import org.junit.jupiter.api.Test;

class PredictionDifferenceProbeTest extends ProbeContract {
  private static final PredictionDifferenceProbe.Settings SETTINGS =
      new PredictionDifferenceProbe.Settings(120, 0.1, 0.95, new Seed(4));

  @Override
  Probe probe() {
    return new PredictionDifferenceProbe(LAYER, SETTINGS);
  }

  @Test
  void halfWithoutExamplesIsNamed() {
    PredictionDifferenceProbe probe = new PredictionDifferenceProbe(LAYER, SETTINGS);
    Example example =
        new Example("e", 0, "all", new Pixels(1, 1, 3, new byte[3]), Map.of(), Map.of());
    Representations pooled =
        new Representations(List.of("e"), Map.of(LAYER, new double[][] {{1, 2}}));
    probe.see(0, new Seen(List.of(example), null, pooled, Map.of()), Optional.empty());

    assertThat(probe.findings())
        .containsExactly(
            new Measured("pdm-concepts", LAYER, "", Double.NaN, "no-concepts-in-both-halves"));
  }
}
