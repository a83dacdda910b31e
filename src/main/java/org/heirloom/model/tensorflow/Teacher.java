package org.heirloom.model.tensorflow;

import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * Whom students learn from: answers a batch of images once for all students that ask.
 *
 * <p>Owns its sessions; close it. Not thread-safe.
 */
public interface Teacher extends AutoCloseable {

  /** The signal that every teacher gives: {@code [n, classes]}, before the softmax. */
  String LOGITS = "logits";

  /**
   * The logits of each position, {@code [n, height, width, classes]}, of networks of ours: see
   * {@link Network#classMaps}.
   */
  String CLASS_MAPS = "class-maps";

  /**
   * What can be asked of it, by name, with the shape of one example: {@link #LOGITS}, and {@link
   * #CLASS_MAPS} and the layers of a network whose inside is known, {@code [height, width,
   * channels]} or {@code [features]}.
   */
  Map<String, Shape> signals();

  /**
   * Answers a batch.
   *
   * @param pixels {@code [n, height, width, channels]}, not closed here
   * @param wanted names among {@link #signals}
   */
  Answers answers(TUint8 pixels, Set<String> wanted);

  @Override
  void close();

  /**
   * What a teacher says of a batch, by name of the signal, the batch first. Owns the tensors; close
   * it.
   */
  record Answers(Map<String, TFloat32> tensors) implements AutoCloseable {
    @Override
    public void close() {
      tensors.values().forEach(TFloat32::close);
    }
  }
}
