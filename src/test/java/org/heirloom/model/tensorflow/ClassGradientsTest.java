package org.heirloom.model.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.model.Array;
import org.heirloom.model.Weights;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

class ClassGradientsTest {
  private static final int N = 4;
  private static StoredModel model;

  @BeforeAll
  static void start() {
    TensorFlowRuntime.start(2);
    Training.Task task =
        new Training.Task(
            Toy.spec(),
            Toy.recipe(16, "momentum"),
            new Seed(5),
            Toy.images(20, 1),
            Toy.images(20, 2));
    model = new StoredModel(Toy.spec(), Training.initial(task));
  }

  private static Array images() {
    float[] values = new float[N * 8 * 8 * 3];
    RandomStream random = new Seed(9).stream();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return new Array(values, N, 8, 8, 3);
  }

  private static Map<String, Operand<?>> graph(Ops tf) {
    Operand<TFloat32> images =
        tf.withName("images").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 8, 8, 3)));
    Operand<TInt32> chosen =
        tf.withName("class").placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    Network network = model.apply(tf, images);
    Map<String, Operand<?>> out = new LinkedHashMap<>();
    List<Operand<TFloat32>> gradients = ClassGradients.of(tf, network, chosen);
    int i = 0;
    for (String layer : network.layers().keySet()) {
      out.put(layer, gradients.get(i++));
    }
    out.put("logits", network.logits());
    out.put(
        "images",
        tf.gradients(
                tf.reduceSum(
                    tf.gather(network.logits(), tf.constant(1), tf.constant(1)), tf.array(0)),
                List.of(images))
            .iterator()
            .next());
    return out;
  }

  @Test
  void gradientOfAPooledLinearHeadIsItsWeights() {
    Weights weights = model.weights();
    Array kernel = weights.get("classifier/kernel");
    try (Program program = Program.build(ClassGradientsTest::graph)) {
      Map<String, Array> result =
          program.run(Map.of("images", images(), "class", new Array(new float[] {0, 1, 2, 1}, N)));

      int[] chosen = {0, 1, 2, 1};
      Array pooled = result.get("pooled");
      Array stage3 = result.get("stage3");
      assertThat(stage3.shape()).containsExactly(N, 2, 2, 16);
      for (int n = 0; n < N; n++) {
        for (int c = 0; c < 16; c++) {
          float weight = kernel.values()[c * 3 + chosen[n]];
          assertThat(pooled.row(n)[c]).isCloseTo(weight, within(1e-6f));
          // Mean pooling over 2×2 positions gives each a quarter.
          assertThat(stage3.row(n)[5 % 4 * 16 + c]).isCloseTo(weight / 4, within(1e-6f));
        }
      }
    }
  }

  @Test
  void gradientThroughTheWholeNetworkAgreesWithFiniteDifferences() {
    Array images = images();
    Array chosen = new Array(new float[N], N);
    try (Program program = Program.build(ClassGradientsTest::graph)) {
      Array gradient = program.run(Map.of("images", images, "class", chosen)).get("images");
      // Along a random direction, so that rounding in float32 averages out over many pixels.
      float[] direction = new float[images.values().length];
      RandomStream random = new Seed(11).stream();
      for (int i = 0; i < direction.length; i++) {
        direction[i] = (float) random.nextGaussian();
      }
      double slope = 0;
      for (int i = 0; i < direction.length; i++) {
        slope += (double) direction[i] * gradient.values()[i];
      }

      // The ReLUs have kinks and float32 has 24 bits: 3 % is what a step can show.
      double h = 1e-4;
      double up = sum(program, moved(images, direction, h), chosen);
      double down = sum(program, moved(images, direction, -h), chosen);

      assertThat((up - down) / (2 * h)).isCloseTo(slope, within(0.03 * Math.abs(slope)));
      assertThat(Math.abs(slope)).isGreaterThan(0.01);
    }
  }

  private static Array moved(Array images, float[] direction, double by) {
    float[] values = images.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (by * direction[i]);
    }
    return new Array(values, images.shape());
  }

  private static double sum(Program program, Array images, Array chosen) {
    Array logits = program.run(Map.of("images", images, "class", chosen)).get("logits");
    double sum = 0;
    for (int n = 0; n < N; n++) {
      sum += logits.row(n)[1];
    }
    return sum;
  }
}
