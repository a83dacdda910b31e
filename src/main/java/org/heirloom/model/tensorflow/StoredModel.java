package org.heirloom.model.tensorflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.Weights;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A model of ours, which can be placed into any graph, any number of times, with constant weights.
 *
 * <p>Batch normalisation is folded into the convolutions. Gradients flow through it, so an
 * explainer or a probe builds its whole computation around it in one graph. Holds no native memory.
 *
 * @param spec what is known about it
 * @param weights its variables, batch normalisation not yet folded
 */
public record StoredModel(ModelSpec spec, Weights weights) {
  /** The weights beside the SavedModel. */
  public static final String WEIGHTS_FILE = "weights.bin";

  /** Reads {@code model.json} and the weights from a model's folder. */
  public static StoredModel read(Path folder) {
    return new StoredModel(ModelSpec.read(folder), Weights.read(folder.resolve(WEIGHTS_FILE)));
  }

  /** Writes {@code model.json}, the weights and a SavedModel into a folder. */
  public void write(Path folder) {
    try {
      Files.createDirectories(folder);
      spec.write(folder);
      weights.write(folder.resolve(WEIGHTS_FILE));
      SavedModelExport.write(this, folder);
    } catch (IOException e) {
      throw new org.heirloom.InfraException(
          folder + ": cannot write the model: " + e.getMessage() + ".", e);
    }
  }

  /**
   * Adds the network to a graph.
   *
   * @param images {@code [n, height, width, channels]} in [0, 1]; normalisation is part of the
   *     network
   */
  public Network apply(Ops tf, Operand<TFloat32> images) {
    return Drawing.of(new ConstantLayers(tf, weights), spec, images);
  }

  /**
   * Adds the network to a graph, with activations changed on their way from one layer to the next.
   *
   * @param images as in {@link #apply}
   */
  public Network applyEdited(Ops tf, Operand<TFloat32> images, LayerEdit edit) {
    return Drawing.of(new ConstantLayers(tf, weights), spec, images, edit);
  }
}
