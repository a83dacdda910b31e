package org.heirloom.model.tensorflow;

import java.nio.file.Path;
import org.heirloom.model.ModelSpec;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A model of ours read from its folder, which can be placed into any graph, any number of times,
 * with constant weights.
 *
 * <p>Batch normalisation is folded into the convolutions. Gradients flow through it, so an
 * explainer or a probe builds its whole computation around it in one graph.
 */
@SuppressWarnings({
  "DoNotCallSuggester",
  "ObjectToString"
}) // placeholder bodies, filled by the next commit
public final class StoredModel {
  private StoredModel() {}

  /** Reads {@code model.json} and the weights from a model's folder. */
  public static StoredModel read(Path folder) {
    throw new UnsupportedOperationException("not there yet: " + folder);
  }

  /** What is known about the model. */
  public ModelSpec spec() {
    throw new UnsupportedOperationException("not there yet");
  }

  /**
   * Adds the network to a graph.
   *
   * @param images {@code [n, height, width, channels]} in [0, 1]; normalisation is part of the
   *     network
   */
  public Network apply(Ops tf, Operand<TFloat32> images) {
    throw new UnsupportedOperationException("not there yet" + tf + images);
  }
}
