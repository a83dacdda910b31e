package org.heirloom.model.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.distill.Objectives;
import org.heirloom.image.Pixels;
import org.heirloom.model.Array;
import org.heirloom.model.FeatureMap.Field;
import org.heirloom.model.Footprint;
import org.heirloom.model.LabelledImages;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.Weights;
import org.heirloom.stats.Logits;
import org.heirloom.study.Jpeg;
import org.heirloom.study.Study;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** Every architecture and every pooling trains, is exported, and is the same network both times. */
class NetworksTest {
  private static final int CLASSES = 3;
  private static final int BATCH = 8;

  @BeforeAll
  static void start() {
    TensorFlowRuntime.start(2);
  }

  private static LabelledImages images(int size, int channels) {
    RandomStream random = new Seed(size).stream();
    List<Pixels> pixels = new ArrayList<>();
    int[] labels = new int[BATCH];
    for (int i = 0; i < BATCH; i++) {
      byte[] bytes = new byte[size * size * channels];
      for (int b = 0; b < bytes.length; b++) {
        bytes[b] = (byte) random.nextInt(256);
      }
      pixels.add(new Pixels(size, size, channels, bytes));
      labels[i] = i % CLASSES;
    }
    return new LabelledImages(pixels, labels);
  }

  /** One that trains on labels. */
  private static Learner learner(ModelSpec spec, Study.Training recipe, LabelledImages images) {
    Training.Task task = new Training.Task(spec, recipe, new Seed(1), images, images);
    return new Learner(task, Learner.Lesson.of(Objectives.labels()), true);
  }

  /** A network after some steps of training, and what it answers in the graph that trained it. */
  private record Stepped(Weights before, StoredModel model, Array logits) {
    static Stepped of(Study.Network network, LabelledImages images) {
      ModelSpec spec = ModelSpec.of(network, CLASSES, images);
      Study.Training recipe =
          new Study.Training(
              64,
              BATCH,
              "momentum",
              0.1,
              0.9,
              1e-3,
              "constant",
              0,
              0,
              false,
              Jpeg.Augmentation.NONE);
      try (Learner learner = learner(spec, recipe, images);
          TUint8 pixels = Images.tensor(images.pixels());
          TInt32 labels =
              TInt32.tensorOf(
                  Shape.of(images.size()), DataBuffers.of(images.labels(), true, false))) {
        learner.initialise(new Seed(4));
        Weights before = learner.network();
        for (int step = 1; step <= 2; step++) {
          float loss = Toy.step(learner, pixels, labels, new Learner.Moment(step, 0, 0.1));
          assertThat(loss).isFinite();
        }
        return new Stepped(
            before, new StoredModel(spec, learner.network()), learner.logits(pixels));
      }
    }

    Stream<String> unchanged() {
      return before.arrays().keySet().stream()
          .filter(
              name -> Arrays.equals(before.get(name).values(), model.weights().get(name).values()));
    }

    long parameters() {
      return before.arrays().entrySet().stream()
          .filter(e -> !e.getKey().endsWith("/mean") && !e.getKey().endsWith("/variance"))
          .mapToLong(e -> e.getValue().values().length)
          .sum();
    }
  }

  /** A network on images of a size and a number of channels. */
  private record Case(String architecture, int width, String pooling, int size, int channels) {
    Stepped stepped() {
      return Stepped.of(new Study.Network(architecture, width, pooling), images(size, channels));
    }
  }

  private static Stream<Case> cases() {
    return Stream.of(
        new Case("resnet-8", 4, "mean", 28, 1),
        new Case("resnet-imagenet-50", 2, "mean", 33, 3),
        new Case("wrn-10-2", 4, "attention", 33, 3),
        new Case("vgg-8", 4, "lse", 28, 1),
        new Case("mobilenet-v2", 8, "mean", 32, 3),
        new Case("bagnet-9", 4, "mean", 33, 3),
        new Case("bagnet-17", 4, "max", 28, 1),
        new Case("bagnet-9", 4, "noisy-or", 16, 3));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void trainsAndIsExportedAsTheSameNetwork(Case network, @TempDir Path folder) {
    Stepped stepped = network.stepped();
    ModelSpec spec = stepped.model.spec();

    assertThat(stepped.unchanged()).isEmpty();
    assertThat(spec.parameters()).isEqualTo(stepped.parameters());

    Array images = Toy.unit(images(network.size, network.channels));
    stepped.model.write(folder.resolve("model"));
    try (SavedModel exported = SavedModel.load(folder.resolve("model"))) {
      assertThat(exported.spec()).isEqualTo(spec);
      assertClose(exported.logits(images), stepped.logits);
    }
    assertThatLayersAndMapsFit(spec, run(stepped.model, images));
  }

  private static void assertClose(Array actual, Array expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    for (int i = 0; i < expected.values().length; i++) {
      float value = expected.values()[i];
      assertThat(actual.values()[i]).isCloseTo(value, within(1e-4f * Math.max(1, Math.abs(value))));
    }
  }

  private static void assertThatLayersAndMapsFit(ModelSpec spec, Map<String, Array> result) {
    assertThat(new ArrayList<>(result.keySet()).subList(2, result.size())).isEqualTo(spec.layers());
    Footprint.of(
            new Study.Network(spec.architecture(), spec.width(), spec.pooling()),
            Footprint.images(spec.sizePixels(), spec.channels()),
            CLASSES)
        .layers()
        .forEach(
            (name, map) ->
                assertThat(result.get(name).shape())
                    .as(name)
                    .containsExactly(BATCH, map.size(), map.size(), map.channels()));
    if (spec.pooling().equals("mean")) {
      assertClose(result.get("logits"), meanOverPositions(result.get("maps")));
    }
  }

  private static Array meanOverPositions(Array maps) {
    int positions = maps.rowSize() / CLASSES;
    float[] means = new float[BATCH * CLASSES];
    for (int n = 0; n < BATCH; n++) {
      for (int i = 0; i < maps.rowSize(); i++) {
        means[n * CLASSES + i % CLASSES] += maps.row(n)[i] / positions;
      }
    }
    return new Array(means, BATCH, CLASSES);
  }

  private static Map<String, Array> run(StoredModel model, Array images) {
    long[] shape = images.shape();
    try (Program program =
        Program.build(
            tf -> {
              Operand<TFloat32> input =
                  tf.withName("images")
                      .placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
              Network network = model.apply(tf, input);
              Map<String, Operand<?>> outputs = new LinkedHashMap<>();
              outputs.put("logits", network.logits());
              outputs.put("maps", network.classMaps().get());
              outputs.putAll(network.layers());
              return outputs;
            })) {
      return program.run(Map.of("images", images));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bagnet-9", "bagnet-17"})
  void pixelOutsideAPatchLeavesItsLogitsBitForBit(String architecture) {
    int size = 30;
    StoredModel model = new Case(architecture, 4, "mean", size, 3).stepped().model;
    Field field = field(architecture, size);
    Array before = Toy.unit(images(size, 3));
    float[] mapsBefore = run(model, before).get("maps").values();

    int[] pixel = {13, 17};
    float[] values = before.values().clone();
    for (int n = 0; n < BATCH; n++) {
      values[((n * size + pixel[0]) * size + pixel[1]) * 3 + 1] += 0.5f;
    }
    Array maps = run(model, new Array(values, before.shape())).get("maps");

    int side = Math.toIntExact(maps.shape()[1]);
    int changed = 0;
    for (int i = 0; i < mapsBefore.length; i++) {
      int column = i / CLASSES % side;
      int row = i / CLASSES / side % side;
      if (!sees(field, row, pixel[0]) || !sees(field, column, pixel[1])) {
        assertThat(maps.values()[i]).isEqualTo(mapsBefore[i]);
      } else {
        changed += maps.values()[i] == mapsBefore[i] ? 0 : 1;
      }
    }
    assertThat(changed).isPositive();
  }

  private static Field field(String architecture, int size) {
    return Footprint.of(
            new Study.Network(architecture, 4, "mean"), Footprint.images(size, 3), CLASSES)
        .layers()
        .get("stage3")
        .field();
  }

  private static boolean sees(Field field, int position, int pixel) {
    int first = field.start() + position * field.step();
    return pixel >= first && pixel < first + field.size();
  }

  /** Once running statistics are the batch's, the evaluation network is the training network. */
  @ParameterizedTest
  @ValueSource(strings = {"resnet-8", "wrn-10-1", "bagnet-9"})
  void evaluationAgreesWithTrainingOnTheBatchThatItHasSeen(String architecture) {
    LabelledImages images = images(32, 3);
    ModelSpec spec = ModelSpec.of(new Study.Network(architecture, 4, "mean"), CLASSES, images);
    Study.Training recipe =
        new Study.Training(
            64, BATCH, "momentum", 1, 0, 0, "constant", 0, 0, false, Jpeg.Augmentation.NONE);
    try (Learner learner = learner(spec, recipe, images);
        TUint8 pixels = Images.tensor(images.pixels());
        TInt32 labels =
            TInt32.tensorOf(Shape.of(BATCH), DataBuffers.of(images.labels(), true, false))) {
      learner.initialise(new Seed(4));
      float loss = 0;
      for (int step = 1; step <= 100; step++) {
        loss = Toy.step(learner, pixels, labels, new Learner.Moment(step, 0, 0));
      }
      Array logits = learner.logits(pixels);
      double evaluated = 0;
      for (int i = 0; i < BATCH; i++) {
        evaluated += Logits.nll(logits.rowAsDoubles(i), images.labels()[i]) / BATCH;
      }

      assertThat(evaluated).isCloseTo(loss, within(0.005 * loss));
    }
  }

  @Test
  void decayReachesKernelsButNotDepthwiseOnes() {
    Weights free = afterOneStep(0);
    Weights decayed = afterOneStep(0.1);

    for (Map.Entry<String, Array> entry : free.arrays().entrySet()) {
      boolean same = Arrays.equals(entry.getValue().values(), decayed.get(entry.getKey()).values());
      assertThat(same).as(entry.getKey()).isEqualTo(!entry.getKey().endsWith("/kernel"));
    }
    assertThat(free.arrays().keySet()).anyMatch(name -> name.endsWith("/depthwise"));
  }

  private static Weights afterOneStep(double weightDecay) {
    LabelledImages images = images(16, 1);
    ModelSpec spec = ModelSpec.of(new Study.Network("mobilenet-v2", 8, "mean"), CLASSES, images);
    Study.Training recipe =
        new Study.Training(
            64,
            BATCH,
            "momentum",
            0.1,
            0.9,
            weightDecay,
            "constant",
            0,
            0,
            false,
            Jpeg.Augmentation.NONE);
    try (Learner learner = learner(spec, recipe, images);
        TUint8 pixels = Images.tensor(images.pixels());
        TInt32 labels = Tensors.ints(images.labels())) {
      learner.initialise(new Seed(4));
      Toy.step(learner, pixels, labels, new Learner.Moment(1, 0, 0.1));
      return learner.network();
    }
  }

  @Test
  void depthwiseKernelsStartWithTheSpreadOfASingleFilter() {
    Initializer initializer = new Initializer(new Seed(1));

    // Every output sees 9 inputs and every input reaches 9 outputs, however many channels.
    assertThat(deviation(initializer.value("a/depthwise", new long[] {3, 3, 2000, 1})))
        .isCloseTo(Math.sqrt(2 / 9.), within(0.01));
    assertThat(deviation(initializer.value("a/kernel", new long[] {1, 1, 100, 200})))
        .isCloseTo(Math.sqrt(2 / 200.), within(0.002));
    assertThat(deviation(initializer.value("attention/hidden/kernel", new long[] {200, 100})))
        .isCloseTo(Math.sqrt(1 / 200.), within(0.002));
  }

  private static double deviation(Array array) {
    double squares = 0;
    for (float value : array.values()) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares / array.values().length);
  }
}
