package org.heirloom.distill;

import java.nio.file.Path;
import java.util.List;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.Loss;
import org.heirloom.model.tensorflow.LossLab;
import org.heirloom.study.Study;
import org.heirloom.study.StudyFile;

/** What tests of objectives share: the inputs of the golden values, and short ways to evaluate. */
final class Losses {
  /** Logits of two examples and three classes. */
  static final LossLab.Inputs GOLDEN =
      LossLab.Inputs.of(
          rows(3, 1, 2, .5, .2, -.3, 1.5), rows(3, 2, 1, -1, 0, .5, 3), rows(3, 1, 0, 0, 0, 0, 1));

  private Losses() {}

  /** A matrix of so many columns. */
  static Array rows(int columns, double... values) {
    return new Array(floats(values), values.length / columns, columns);
  }

  static float[] floats(double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** A layer of so many examples, rows, columns; channels last. */
  static Array maps(int n, int height, int width, double... values) {
    long channels = values.length / ((long) n * height * width);
    return new Array(floats(values), n, height, width, channels);
  }

  static LossLab.Outcome evaluate(Loss loss, LossLab.Inputs inputs) {
    try (LossLab lab = new LossLab(loss, inputs)) {
      return lab.evaluate(inputs);
    }
  }

  static double loss(Loss loss, LossLab.Inputs inputs) {
    return evaluate(loss, inputs).loss();
  }

  /** A method as a study makes it, for example {@code [dkd, {name: hints, weight: 2}]}. */
  static Study.Method method(double labelWeight, String objectives) {
    String set =
        "distill.methods=[{name: m, labelWeight: %s, objectives: %s}]"
            .formatted(labelWeight, objectives);
    return StudyFile.load(Path.of("configs/reference.yaml"), List.of(set))
        .study()
        .distill()
        .methods()
        .get(0);
  }

  /** One objective with the defaults of the reference and weight 1. */
  static Loss objective(String name) {
    return Objectives.of(method(0, "[{name: %s, weight: 1, warmup: 0}]".formatted(name)));
  }
}
