package org.heirloom.model.tensorflow;

import java.util.Map;
import java.util.Set;
import org.heirloom.model.Array;
import org.heirloom.model.Model;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TUint8;

/** A black box as a teacher: it gives its logits, and nothing else. */
public final class ModelTeacher implements Teacher {
  private final Model model;

  /**
   * The model as a teacher.
   *
   * @param model is closed with the teacher
   */
  public ModelTeacher(Model model) {
    this.model = model;
  }

  @Override
  public Map<String, Shape> signals() {
    return Map.of(LOGITS, Shape.of(model.spec().classes()));
  }

  @Override
  public Answers answers(TUint8 pixels, Set<String> wanted) {
    if (!signals().keySet().containsAll(wanted)) {
      throw new IllegalArgumentException("a black box gives logits alone, asked for " + wanted);
    }
    if (wanted.isEmpty()) {
      return new Answers(Map.of());
    }
    byte[] bytes = new byte[Math.toIntExact(pixels.size())];
    pixels.asRawTensor().data().read(bytes);
    float[] unit = new float[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      unit[i] = (bytes[i] & 0xff) / 255f;
    }
    Array logits = model.logits(new Array(unit, pixels.shape().asArray()));
    return new Answers(Map.of(LOGITS, Tensors.floats(logits)));
  }

  @Override
  public void close() {
    model.close();
  }
}
