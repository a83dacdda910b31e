package org.heirloom.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.DataException;
import org.heirloom.Seed;
import org.heirloom.data.Example;
import org.heirloom.data.creature.CreatureSettings;
import org.heirloom.data.creature.Creatures;
import org.heirloom.data.creature.Drawing;
import org.heirloom.metrics.Measured;
import org.heirloom.metrics.MetricCatalogue;
import org.junit.jupiter.api.Test;

/** What every probe must obey; an implementation adds only how it is made. */
abstract class ProbeContract {
  static final String LAYER = "l";
  static final int EXAMPLES = 150;
  static final int CLASSES = 4;
  static final int SIZE = 32;

  private static final List<Example> CREATURES = creatures();

  private static List<Example> creatures() {
    CreatureSettings settings =
        new CreatureSettings(
            CLASSES, EXAMPLES, false, CreatureSettings.Cue.NONE, 0, .2, 0, .02, SIZE);
    Creatures creatures = new Creatures(settings, new Seed(1));
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < EXAMPLES; i++) {
      Drawing drawing = creatures.draw(i);
      examples.add(
          new Example(
              "e" + i,
              drawing.label(),
              "train",
              drawing.pixels(),
              drawing.factors(),
              drawing.masks()));
    }
    return examples;
  }

  /** A new probe of {@link #LAYER}, for {@link #EXAMPLES} examples of {@link #CLASSES} classes. */
  abstract Probe probe();

  private static Blocks blocks(double[][] network, int positions) {
    return Blocks.of(Map.of(LAYER, network), Map.of(LAYER, Blocks.noise(EXAMPLES, 5, 77)))
        .with(CREATURES)
        .spread(positions);
  }

  private List<Measured> findings(double[][] network, int blockSize) {
    Probe probe = probe();
    blocks(network, 4).show(probe, blockSize);
    return probe.findings();
  }

  @Test
  void findingsDoNotDependOnWhereBlocksEnd() {
    double[][] network = Blocks.noise(EXAMPLES, 6, 5);

    assertThat(findings(network, 7))
        .isNotEmpty()
        .isEqualTo(findings(network, 64))
        .isEqualTo(findings(network, EXAMPLES));
  }

  @Test
  void findingsAreTheSameWheneverAsked() {
    Probe probe = probe();
    blocks(Blocks.noise(EXAMPLES, 6, 5), 4).show(probe, 64);

    assertThat(probe.findings()).isEqualTo(probe.findings());
  }

  @Test
  void everyFindingIsInTheCatalogueAndStandsOnce() {
    Map<String, Measured> found = new LinkedHashMap<>();
    for (Measured finding : findings(Blocks.noise(EXAMPLES, 6, 5), 64)) {
      assertThat(MetricCatalogue.find(finding.metric())).as(finding.metric()).isPresent();
      assertThat(found.put(finding.metric() + " " + finding.subject() + finding.example(), finding))
          .as(finding.toString())
          .isNull();
    }
  }

  @Test
  void nothingUndefinedPassesWithoutAReason() {
    for (double[][] network :
        List.of(new double[EXAMPLES][6], Blocks.noise(EXAMPLES, 1, 5), new double[EXAMPLES][1])) {
      assertThat(findings(network, 64))
          .allSatisfy(
              finding -> {
                assertThat(finding.value()).isNotEqualTo(Double.POSITIVE_INFINITY);
                assertThat(Double.isNaN(finding.value()) && finding.flag().isEmpty()).isFalse();
              });
    }
  }

  @Test
  void activationsThatAreNoNumbersAreNamed() {
    double[][] broken = Blocks.noise(EXAMPLES, 6, 5);
    broken[70][2] = Double.NaN;

    assertThatThrownBy(() -> findings(broken, 64))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("e70")
        .hasMessageContaining(LAYER);
  }
}
