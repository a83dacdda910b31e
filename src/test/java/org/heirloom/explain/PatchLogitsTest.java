package org.heirloom.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Optional;
import org.heirloom.StudyException;
import org.heirloom.model.Array;
import org.heirloom.model.FeatureMap;
import org.heirloom.model.tensorflow.BuiltIn;
import org.heirloom.model.tensorflow.Network;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.model.tensorflow.Program;
import org.heirloom.model.tensorflow.StoredModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class PatchLogitsTest extends ExplainerContract {
  private static final int SIZE = 12;
  private static final int CLASSES = 4;
  private static final int FIELD = 9;
  private static final int STEP = 2;

  @Override
  String name() {
    return "patch-logits";
  }

  private static StoredModel bag(String pooling) {
    return BuiltInNetworks.untrained("bagnet-9", pooling, SIZE, CLASSES);
  }

  @Override
  Explainers.Setting complete(Explainers.Setting setting, Kind kind, int classes) {
    StoredModel network =
        switch (kind) {
          case USUAL -> bag("mean");
          case IGNORES_ITS_INPUT -> BuiltInNetworks.with(bag("mean"), "classifier/kernel", 0);
          case GIVES_NO_NUMBER -> BuiltInNetworks.with(bag("mean"), "classifier/bias", Float.NaN);
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

  /** Logits, and those of patches, of images of one size. */
  private static Program program(StoredModel model, int size) {
    return Program.build(
        tf -> {
          Operand<TFloat32> images =
              tf.withName("images")
                  .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, size, size, 3)));
          Network network = model.apply(tf, images);
          return Map.of("logits", network.logits(), "maps", network.classMaps().get());
        });
  }

  @Test
  void meanOfPatchLogitsIsTheLogit() {
    StoredModel model = BuiltInNetworks.untrained("bagnet-9", "mean", 20, CLASSES);
    try (Program program = program(model, 20)) {
      Map<String, Array> all = program.run(Map.of("images", TestNetworks.images(5, 20, 3, 1)));
      int positions = 36;

      assertThat(all.get("maps").shape()).containsExactly(5, 6, 6, CLASSES);
      for (int i = 0; i < 5; i++) {
        double[] maps = all.get("maps").rowAsDoubles(i);
        double[] logits = all.get("logits").rowAsDoubles(i);
        for (int c = 0; c < CLASSES; c++) {
          double sum = 0;
          for (int at = 0; at < positions; at++) {
            sum += maps[at * CLASSES + c];
          }
          assertThat(sum / positions).isCloseTo(logits[c], within(1e-5));
        }
      }
    }
  }

  @Test
  void largestPatchLogitIsTheLogitWherePoolingIsMax() {
    try (Program program = program(bag("max"), SIZE)) {
      Map<String, Array> all = program.run(Map.of("images", TestNetworks.images(1, SIZE, 3, 1)));
      double greatest = Double.NEGATIVE_INFINITY;
      for (int at = 0; at < 4; at++) {
        greatest = Math.max(greatest, all.get("maps").values()[at * CLASSES + 2]);
      }

      assertThat((double) all.get("logits").values()[2]).isEqualTo(greatest);
    }
  }

  @Test
  void pixelOutsideOfAPatchLeavesItsLogitsBitForBit() {
    StoredModel model = BuiltInNetworks.untrained("bagnet-9", "mean", 20, CLASSES);
    Array images = TestNetworks.images(1, 20, 3, 1);
    try (Program program = program(model, 20)) {
      float[] before = program.run(Map.of("images", images)).get("maps").values();
      for (int pixel : new int[] {0, 7 * 20 + 3, 11 * 20 + 13, 18 * 20 + 18}) {
        float[] values = images.values().clone();
        values[pixel * 3 + 1] = 1 - values[pixel * 3 + 1];
        Array other = new Array(values, images.shape());
        float[] after = program.run(Map.of("images", other)).get("maps").values();
        int changed = 0;
        for (int at = 0; at < 36; at++) {
          boolean sees = sees(at / 6, pixel / 20) && sees(at % 6, pixel % 20);
          for (int c = 0; c < CLASSES; c++) {
            boolean same = before[at * CLASSES + c] == after[at * CLASSES + c];
            assertThat(same || sees).as("position %d, pixel %d", at, pixel).isTrue();
            changed += same ? 0 : 1;
          }
        }
        assertThat(changed).isPositive();
      }
    }
  }

  private static boolean sees(int position, int pixel) {
    return pixel >= position * STEP && pixel < position * STEP + FIELD;
  }

  /** Fields of 3 pixels, 4 apart: their middles are pixels 1 and 5. */
  @Test
  void valueStandsAtTheMiddleOfWhatItsPositionSees() {
    NetworkFunction network =
        (tf, images) -> {
          Operand<TFloat32> nothing =
              tf.math.mul(tf.reduceSum(images, tf.constant(0)), tf.constant(0f));
          Operand<TFloat32> maps =
              tf.broadcastTo(
                  tf.math.add(
                      tf.constant(new float[][][][] {{{{1}, {2}}, {{3}, {4}}}}),
                      tf.reduceSum(nothing, tf.array(0, 1, 2))),
                  tf.array(16, 2, 2, 1));
          return new Network(
              tf.math.mean(maps, tf.array(1, 2)),
              Map.of(),
              () -> maps,
              Map.of(),
              Optional.of(new BuiltIn.Patches(new FeatureMap.Field(3, 4, 0))));
        };
    SaliencyMaps maps =
        Maps.of(name(), network, TestNetworks.few(), TestNetworks.images(1, 7, 1, 1));

    float[][] expected = new float[7][7];
    double[] share = {0, 0, .25, .5, .75, 1, 1};
    for (int y = 0; y < 7; y++) {
      for (int x = 0; x < 7; x++) {
        expected[y][x] = (float) (1 + share[x] + 2 * share[y]);
      }
    }
    for (int y = 0; y < 7; y++) {
      for (int x = 0; x < 7; x++) {
        assertThat(maps.values().row(0)[y * 7 + x]).isCloseTo(expected[y][x], within(1e-5f));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mean", "prototypes"})
  void networkThatIsNoBagOfFeaturesIsRefused(String pooling) {
    String architecture = pooling.equals("mean") ? "resnet-8" : "bagnet-9";
    StoredModel other = BuiltInNetworks.untrained(architecture, pooling, SIZE, CLASSES);

    assertThatThrownBy(
            () ->
                Maps.of(
                    name(), other::apply, TestNetworks.few(), TestNetworks.images(1, SIZE, 3, 1)))
        .isInstanceOf(StudyException.class)
        .hasMessage(
            "explain.explainers: patch-logits is the explanation of a bag of features (bagnet), and this network is none. Expected grad-cam, which explains any network with positions.");
  }
}
