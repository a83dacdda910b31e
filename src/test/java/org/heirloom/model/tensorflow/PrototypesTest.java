package org.heirloom.model.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.heirloom.Seed;
import org.heirloom.model.Array;
import org.heirloom.model.FeatureMap;
import org.heirloom.model.LabelledImages;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.Prototype;
import org.heirloom.model.Prototypes;
import org.heirloom.model.Weights;
import org.heirloom.store.Checkpoints;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class PrototypesTest {
  private static final int CLASSES = 3;
  private static final int ALL = CLASSES * Prototypes.PER_CLASS;
  private static final int SIZE = Prototypes.DIMENSION;

  @BeforeAll
  static void start() {
    TensorFlowRuntime.start(2);
  }

  private static ModelSpec spec() {
    ModelSpec plain = Toy.spec();
    return new ModelSpec(
        plain.architecture(),
        plain.width(),
        "prototypes",
        plain.sizePixels(),
        3,
        CLASSES,
        List.of(),
        plain.mean(),
        plain.deviation(),
        0,
        0);
  }

  private static Training.Task task(int samples, LabelledImages train) {
    return new Training.Task(
        spec(), Toy.recipe(samples, "adam"), new Seed(3), train, Toy.images(60, 2));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 9.210340371976182",
    "0.01, 4.605170185988091",
    "1, 0.6930471855604454",
    "10, 0.09530017980432493"
  })
  void similarityIsThePublishedFunctionOfDistance(double distance, double similarity) {
    assertThat(Prototypes.similarity(distance)).isCloseTo(similarity, within(1e-9));
    try (Program program =
        Program.build(
            tf ->
                Map.of(
                    "similarity",
                    PrototypeHead.similarities(
                        tf,
                        tf.withName("d")
                            .placeholder(TFloat32.class, Placeholder.shape(Shape.scalar())))))) {
      Array d = new Array(new float[] {(float) distance});

      assertThat((double) program.run(Map.of("d", d)).get("similarity").values()[0])
          .isCloseTo(similarity, within(1e-5));
    }
  }

  /** What the network makes of images, by name. */
  private static Map<String, Array> seen(Weights weights, LabelledImages images) {
    StoredModel model = new StoredModel(spec(), weights);
    try (Program program =
        Program.build(
            tf -> {
              Network network =
                  model.apply(
                      tf,
                      tf.withName("images")
                          .placeholder(TFloat32.class, Placeholder.shape(Images.shape(spec()))));
              BuiltIn.Prototypes built = (BuiltIn.Prototypes) network.builtIn().orElseThrow();
              return Map.of(
                  "points", built.features(),
                  "distances", built.distances(),
                  "similarities", network.layers().get(Prototypes.SIMILARITIES));
            })) {
      return program.run(Map.of("images", Toy.unit(images)));
    }
  }

  @Test
  void distancesAreSquaredAndNeverNegative() {
    LabelledImages images = Toy.images(4, 9);
    Weights weights = Training.initial(task(16, images));
    Map<String, Array> seen = seen(weights, images);
    float[] vectors = weights.get(Prototypes.VECTORS).values();
    float[] points = seen.get("points").values();
    float[] distances = seen.get("distances").values();

    assertThat(distances).hasSize(points.length / SIZE * ALL);
    for (int at = 0; at < distances.length; at++) {
      double expected = distance(points, at / ALL, vectors, at % ALL);
      assertThat((double) distances[at]).isNotNegative().isCloseTo(expected, within(1e-4));
      assertThat((double) seen.get("similarities").values()[at])
          .isCloseTo(Prototypes.similarity(expected), within(1e-3));
    }
    for (float value : points) {
      assertThat(value).isBetween(0f, 1f);
    }
  }

  private static double distance(float[] points, int point, float[] vectors, int vector) {
    double sum = 0;
    for (int k = 0; k < SIZE; k++) {
      double difference = (double) points[point * SIZE + k] - vectors[vector * SIZE + k];
      sum += difference * difference;
    }
    return sum;
  }

  /** Prototype p is at distance p at one position and 100 at the other; classes 0, 2 and none. */
  @Test
  void lossDrawsOwnPrototypesNearAndPushesOthersAway() {
    float[] distances = new float[3 * 2 * ALL];
    Arrays.fill(distances, 100);
    for (int i = 0; i < 3; i++) {
      for (int p = 0; p < ALL; p++) {
        distances[(2 * i + i % 2) * ALL + p] = p + 2;
      }
    }
    float[] labels = {1, 0, 0, 0, 0, 1, 0, 0, 0};
    try (Program program =
        Program.build(
            tf -> {
              Operand<TFloat32> d =
                  tf.withName("d")
                      .placeholder(TFloat32.class, Placeholder.shape(Shape.of(3, 1, 2, ALL)));
              Operand<TFloat32> oneHot =
                  tf.withName("labels")
                      .placeholder(TFloat32.class, Placeholder.shape(Shape.of(3, CLASSES)));
              BuiltIn.Prototypes prototypes =
                  new BuiltIn.Prototypes(new FeatureMap.Field(1, 1, 0), d, d);
              return Map.of("loss", PrototypeLoss.of(tf, prototypes, oneHot));
            })) {
      float loss =
          program
              .run(
                  Map.of(
                      "d", new Array(distances, 3, 1, 2, ALL),
                      "labels", new Array(labels, 3, CLASSES)))
              .get("loss")
              .values()[0];

      // Own: 2 and 12, others: 7 and 2. The third image has no label.
      assertThat(loss).isCloseTo(.8f * 7 - .08f * 4.5f, within(1e-4f));
    }
  }

  @Test
  void pushedPrototypeIsTheNearestPatchOfItsClass() {
    LabelledImages some = Toy.images(90, 4);
    int[] labels = some.labels().clone();
    labels[0] = -1; // one that has no label
    LabelledImages train = new LabelledImages(some.pixels(), labels);
    Weights before = Training.initial(task(16, train));
    PrototypePush.Pushed pushed = new PrototypePush(spec(), train).pushed(before);
    Map<String, Array> seen = seen(before, train);
    float[] points = seen.get("points").values();
    float[] distances = seen.get("distances").values();
    int positions = points.length / SIZE / train.size();
    int side = (int) Math.sqrt(positions);

    assertThat(pushed.prototypes()).hasSize(ALL);
    for (Prototype prototype : pushed.prototypes()) {
      double least = Double.POSITIVE_INFINITY;
      for (int at = 0; at < train.size() * positions; at++) {
        if (labels[at / positions] == prototype.number() / Prototypes.PER_CLASS) {
          least = Math.min(least, distances[at * ALL + prototype.number()]);
        }
      }
      int patch = prototype.example() * positions + prototype.row() * side + prototype.column();
      float[] vectors = pushed.weights().get(Prototypes.VECTORS).values();

      assertThat(prototype.moved()).isCloseTo(least, within(1e-5));
      assertThat(prototype.label()).isEqualTo(labels[prototype.example()]);
      assertThat(prototype.image()).isEqualTo(train.pixels().get(prototype.example()));
      assertThat(distance(points, patch, vectors, prototype.number())).isLessThan(1e-9);
    }
    assertThat(pushed.weights().get("stem/kernel").values())
        .isEqualTo(before.get("stem/kernel").values());
  }

  @Test
  void trainedNetworkIsMadeOfPatchesAndTellsClassesApart() {
    LabelledImages train = Toy.images(120, 4);
    Training.Task task = task(2400, train);
    Training.Trained trained = run(task);
    Map<String, Array> seen = seen(trained.weights(), train);
    int positions = seen.get("distances").rowSize() / ALL;

    assertThat(trained.prototypes()).hasSize(ALL);
    for (Prototype prototype : trained.prototypes()) {
      double nearest = Double.POSITIVE_INFINITY;
      for (int at = 0; at < positions; at++) {
        nearest =
            Math.min(
                nearest,
                seen.get("distances").row(prototype.example())[at * ALL + prototype.number()]);
      }
      assertThat(nearest).isLessThan(1e-4);
    }
    int last = trained.history().selected();
    assertThat(trained.history().epochs()).hasSize(last + 1);
    assertThat(trained.history().epochs().get(last).selectionAccuracy()).isGreaterThan(.8);
  }

  @Test
  void equalSeedsGiveEqualNetworks() {
    Training.Task task = task(160, Toy.images(60, 4));

    assertThat(run(task).weights().get(Prototypes.CONNECTIONS).values())
        .isEqualTo(run(task).weights().get(Prototypes.CONNECTIONS).values());
  }

  private static Training.Trained run(Training.Task task) {
    try (Checkpoints checkpoints = Toy.noCheckpoints()) {
      return new Training(task, Map.of("one", Training.Arm.alone(new LabelLoss())))
          .run(checkpoints, done -> {})
          .get("one");
    }
  }

  private static final class LabelLoss implements Loss {
    @Override
    public Operand<TFloat32> apply(org.tensorflow.op.Ops tf, Signals signals) {
      return tf.math.mean(
          tf.nn.softmaxCrossEntropyWithLogits(signals.student().logits(), signals.oneHot()).loss(),
          tf.constant(0));
    }
  }
}
