package org.heirloom.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.explain.AttentiveSurrogate;
import org.heirloom.explain.MaskObjective;
import org.heirloom.image.Pixels;
import org.heirloom.model.Array;
import org.heirloom.model.LabelledImages;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.Precision;
import org.heirloom.model.Weights;
import org.heirloom.model.tensorflow.GraphTraining;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.model.tensorflow.Training;
import org.heirloom.study.ExplainerSettings;
import org.heirloom.study.Jpeg;
import org.heirloom.study.Study;

/** Networks and images for benchmarks; what they predict does not matter. */
public final class BenchModels {
  static final int SIZE = 32;
  static final int CLASSES = 8;

  private BenchModels() {}

  /** A network for images of 32×32 with initial weights and random shifts. */
  static StoredModel untrained(String architecture) {
    return untrained(architecture, 16);
  }

  /** The same with so many channels in the first stage. */
  static StoredModel untrained(String architecture, int width) {
    byte[] halfWhite = new byte[SIZE * SIZE * 3];
    Arrays.fill(halfWhite, 0, halfWhite.length / 2, (byte) 255);
    LabelledImages one =
        new LabelledImages(List.of(new Pixels(SIZE, SIZE, 3, halfWhite)), new int[1]);
    ModelSpec spec = ModelSpec.of(new Study.Network(architecture, width, "mean"), CLASSES, one);
    Study.Training recipe =
        new Study.Training(
            64, 64, "momentum", .1, .9, 0, "constant", 0, 0, false, Jpeg.Augmentation.NONE);
    Weights initial = Training.initial(new Training.Task(spec, recipe, new Seed(1), one, one));
    return new StoredModel(spec, shifted(initial));
  }

  /** Training as studies have it, with augmentation. */
  public static Study.Training recipe(int samples, int batchSize) {
    return new Study.Training(
        samples,
        batchSize,
        "momentum",
        0.05,
        0.9,
        5e-4,
        "cosine",
        0.05,
        2,
        true,
        Jpeg.Augmentation.NONE);
  }

  /** A surrogate as studies fit it, hardly trained. */
  static AttentiveSurrogate surrogate(ExplainerSettings.Attentive settings) {
    StoredModel student = untrained(settings.student().architecture(), settings.student().width());
    LabelledImages few = labelled(64, 5);
    Study.Training once =
        new Study.Training(
            64, 64, "adam", .003, 0, 0, "constant", 0, 0, false, Jpeg.Augmentation.NONE);
    GraphTraining.Task task =
        new GraphTraining.Task(
            "masks",
            new MaskObjective(student, student::apply, settings.masks()),
            once,
            new Seed(6),
            few,
            few,
            Precision.FLOAT32);
    Weights masks = new GraphTraining(task).run(new Forgetful(), done -> {}).weights();
    return new AttentiveSurrogate(student, masks);
  }

  /** With shifts as training gives them: TensorFlow would leave out those that are zero. */
  private static Weights shifted(Weights initial) {
    RandomStream random = new Seed(3).stream();
    Map<String, Array> values = new TreeMap<>(initial.arrays());
    values.replaceAll(
        (name, value) -> {
          if (!name.endsWith("/beta")) {
            return value;
          }
          float[] shifts = new float[value.values().length];
          for (int i = 0; i < shifts.length; i++) {
            shifts[i] = (float) random.nextDouble(-.5, .5);
          }
          return new Array(shifts, value.shape());
        });
    return new Weights(values);
  }

  /** Uniform noise in [0, 1). */
  static Array images(int n, long seed) {
    RandomStream random = new Seed(seed).stream();
    float[] values = new float[n * SIZE * SIZE * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return new Array(values, n, SIZE, SIZE, 3);
  }

  /** Images of uniform noise with labels drawn at random. */
  public static LabelledImages labelled(int n, long seed) {
    RandomStream random = new Seed(seed).stream();
    List<Pixels> pixels = new ArrayList<>();
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      byte[] bytes = new byte[SIZE * SIZE * 3];
      for (int p = 0; p < bytes.length; p++) {
        bytes[p] = (byte) random.nextInt(256);
      }
      pixels.add(new Pixels(SIZE, SIZE, 3, bytes));
      labels[i] = random.nextInt(CLASSES);
    }
    return new LabelledImages(pixels, labels);
  }

  static List<String> ids(String prefix, int n) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      ids.add(prefix + i);
    }
    return ids;
  }

  static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
