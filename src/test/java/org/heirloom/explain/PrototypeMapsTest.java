package org.heirloom.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.heirloom.StudyException;
import org.heirloom.model.Array;
import org.heirloom.model.Prototypes;
import org.heirloom.model.tensorflow.Network;
import org.heirloom.model.tensorflow.Program;
import org.heirloom.model.tensorflow.StoredModel;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class PrototypeMapsTest extends ExplainerContract {
  private static final int SIZE = 12;
  private static final int CLASSES = 4;
  private static final int ALL = CLASSES * Prototypes.PER_CLASS;

  @Override
  String name() {
    return "prototypes";
  }

  private static StoredModel model() {
    return BuiltInNetworks.untrained("resnet-8", "prototypes", SIZE, CLASSES);
  }

  @Override
  Explainers.Setting complete(Explainers.Setting setting, Kind kind, int classes) {
    StoredModel network =
        switch (kind) {
          case USUAL -> model();
          case IGNORES_ITS_INPUT -> BuiltInNetworks.with(model(), "prototypes/added2/kernel", 0);
          case GIVES_NO_NUMBER -> BuiltInNetworks.with(model(), Prototypes.CONNECTIONS, Float.NaN);
        };
    return BuiltInNetworks.explaining(setting, network);
  }

  /** What is said of every image alike is shown, not left out. */
  @Override
  void assertIgnored(SaliencyMaps maps) {
    for (float value : maps.values().row(1)) {
      assertThat(value).isCloseTo(maps.values().row(1)[0], within(1e-5f));
    }
  }

  @Test
  void classMapIsSimilaritiesToThePrototypesOfTheClassAsTheLastLayerWeighsThem() {
    try (Program program =
        Program.build(
            tf -> {
              Operand<TFloat32> images =
                  tf.withName("images")
                      .placeholder(TFloat32.class, Placeholder.shape(Shape.of(2, SIZE, SIZE, 3)));
              Network network = model().apply(tf, images);
              return Map.of(
                  "logits",
                  network.logits(),
                  "maps",
                  network.classMaps().get(),
                  "similarities",
                  network.layers().get("similarities"),
                  "pooled",
                  network.layers().get("pooled"));
            })) {
      Map<String, Array> all = program.run(Map.of("images", TestNetworks.images(2, SIZE, 3, 1)));
      float[] similarities = all.get("similarities").row(1);
      int positions = similarities.length / ALL;
      double logit = 0;
      for (int p = 0; p < ALL; p++) {
        double greatest = 0;
        for (int at = 0; at < positions; at++) {
          greatest = Math.max(greatest, similarities[at * ALL + p]);
        }
        assertThat((double) all.get("pooled").row(1)[p]).isEqualTo(greatest);
        logit += greatest * Prototypes.connection(p, 2);
      }
      double third = 0;
      for (int p = 2 * Prototypes.PER_CLASS; p < 3 * Prototypes.PER_CLASS; p++) {
        third += similarities[3 * ALL + p] * (double) Prototypes.connection(p, 2);
      }

      assertThat((double) all.get("logits").row(1)[2]).isCloseTo(logit, within(1e-4));
      assertThat((double) all.get("maps").row(1)[3 * CLASSES + 2]).isCloseTo(third, within(1e-4));
    }
  }

  @Test
  void networkWithoutPrototypesIsRefused() {
    assertThatThrownBy(
            () ->
                Maps.of(
                    name(),
                    TestNetworks.convolutional(3, CLASSES, 5),
                    TestNetworks.few(),
                    TestNetworks.images(1, SIZE, 3, 1)))
        .isInstanceOf(StudyException.class)
        .hasMessage(
            "explain.explainers: prototypes is the explanation of a network of prototypes (pooling prototypes), and this network is none. Expected grad-cam, which explains any network with positions.");
  }
}
