package org.heirloom.explain;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heirloom.Seed;
import org.heirloom.image.Pixels;
import org.heirloom.model.Array;
import org.heirloom.model.LabelledImages;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.Precision;
import org.heirloom.model.Weights;
import org.heirloom.model.tensorflow.GraphTraining;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.model.tensorflow.Toy;
import org.heirloom.model.tensorflow.Training;
import org.heirloom.study.ExplainerSettings;
import org.heirloom.study.Jpeg;
import org.heirloom.study.Study;

/** Small surrogates that have hardly learned anything. */
final class Surrogates {
  private static final Map<List<Long>, AttentiveSurrogate> MADE = new HashMap<>();

  private Surrogates() {}

  /** One of random weights, for images of three channels. */
  static AttentiveSurrogate random(int side, int classes, long seed) {
    return MADE.computeIfAbsent(
        List.of((long) side, (long) classes, seed), key -> make(side, classes, seed));
  }

  private static AttentiveSurrogate make(int side, int classes, long seed) {
    LabelledImages images = images(16, side, classes);
    ModelSpec spec =
        ModelSpec.of(new Study.Network("attentive-resnet-8", 4, "mean"), classes, images);
    Study.Training recipe = recipe(16);
    StoredModel student =
        new StoredModel(
            spec,
            Training.initial(new Training.Task(spec, recipe, new Seed(seed), images, images)));
    GraphTraining.Task task =
        new GraphTraining.Task(
            "masks",
            new MaskObjective(
                student, student::apply, new ExplainerSettings.Masks(4, 16, .003, .1, 1, .5, .01)),
            recipe,
            new Seed(seed),
            images,
            images,
            Precision.FLOAT32);
    Weights masks = new GraphTraining(task).run(Toy.noCheckpoints(), done -> {}).weights();
    return new AttentiveSurrogate(student, masks);
  }

  static Study.Training recipe(int samples) {
    return new Study.Training(
        samples, 16, "adam", .003, 0, 0, "constant", 0, 0, false, Jpeg.Augmentation.NONE);
  }

  /** Noise with labels in turn. */
  static LabelledImages images(int count, int side, int classes) {
    Array noise = TestNetworks.images(count, side, 3, 4);
    Pixels[] pixels = new Pixels[count];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[noise.rowSize()];
      for (int p = 0; p < bytes.length; p++) {
        bytes[p] = (byte) (255 * noise.row(i)[p]);
      }
      pixels[i] = new Pixels(side, side, 3, bytes);
      labels[i] = i % classes;
    }
    return new LabelledImages(List.of(pixels), labels);
  }

  /** The same weights but for those whose name ends so, which are one value. */
  static Weights filled(Weights weights, String end, float value) {
    Map<String, Array> filled = new TreeMap<>(weights.arrays());
    filled.replaceAll(
        (name, array) -> {
          if (!name.endsWith(end)) {
            return array;
          }
          float[] values = new float[array.values().length];
          Arrays.fill(values, value);
          return new Array(values, array.shape());
        });
    return new Weights(filled);
  }

  /** What a surrogate of a network of some kind is like. */
  static AttentiveSurrogate of(ExplainerContract.Kind kind, int side, int classes) {
    AttentiveSurrogate usual = random(side, classes, 3);
    StoredModel student = usual.student();
    return switch (kind) {
      case USUAL -> usual;
      case IGNORES_ITS_INPUT ->
          new AttentiveSurrogate(
              new StoredModel(student.spec(), filled(student.weights(), "classifier/kernel", 0)),
              filled(usual.explanation(), "output/kernel", 0));
      case GIVES_NO_NUMBER ->
          new AttentiveSurrogate(
              new StoredModel(
                  student.spec(), filled(student.weights(), "classifier/bias", Float.NaN)),
              usual.explanation());
    };
  }
}
