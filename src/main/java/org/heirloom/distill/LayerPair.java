package org.heirloom.distill;

import java.util.List;
import org.heirloom.StudyException;
import org.heirloom.model.tensorflow.Loss;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A layer of the student and the one of the teacher that it is held against, by their names. */
record LayerPair(String student, String teacher) {

  /** Of {@code name}, for both, or {@code student:teacher}. */
  static LayerPair of(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new LayerPair(text, text)
        : new LayerPair(text.substring(0, colon), text.substring(colon + 1));
  }

  static List<LayerPair> all(List<String> texts) {
    return texts.stream().map(LayerPair::of).toList();
  }

  /**
   * The student's layer.
   *
   * @throws StudyException if the student has none of that name
   */
  Operand<TFloat32> ofStudent(Loss.Signals signals) {
    Operand<TFloat32> layer = signals.student().layers().get(student);
    if (layer == null) {
      throw new StudyException(
          "objectives: the student has no such layer. Got %s. Expected one of %s."
              .formatted(student, List.copyOf(signals.student().layers().keySet())));
    }
    return layer;
  }

  /** The teacher's layer. */
  Operand<TFloat32> ofTeacher(Loss.Signals signals) {
    return signals.teacher().get(teacher);
  }
}
