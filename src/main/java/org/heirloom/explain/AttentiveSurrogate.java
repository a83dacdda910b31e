package org.heirloom.explain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.heirloom.InfraException;
import org.heirloom.Seed;
import org.heirloom.model.Array;
import org.heirloom.model.Weights;
import org.heirloom.model.tensorflow.GraphTraining;
import org.heirloom.model.tensorflow.Layers;
import org.heirloom.model.tensorflow.Network;
import org.heirloom.model.tensorflow.StoredModel;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A network that stands in for another one and says where it looks, in one pass forward: a student
 * with attention that was distilled from the other one, and a network that turns the student's
 * levels into a mask.
 *
 * <p>Holds no native memory.
 *
 * @param student with attention behind its stages, and pooling by mean
 * @param explanation weights of what makes the mask
 * @see <a href="https://doi.org/10.3390/s21041280">Lee and Kim (2021)</a>, whose layers, losses and
 *     weights are not public: ours are decisions of our own
 */
public record AttentiveSurrogate(StoredModel student, Weights explanation) {
  /** Stands for the explanation network among the layers that can be made random. */
  public static final String EXPLANATION = "explanation";

  private static final String STUDENT = "student";
  private static final String WEIGHTS = "explanation.bin";
  private static final String CLASSIFIER = "classifier/kernel";

  /** Reads what {@link #write} wrote. */
  public static AttentiveSurrogate read(Path folder) {
    return new AttentiveSurrogate(
        StoredModel.read(folder.resolve(STUDENT)), Weights.read(folder.resolve(WEIGHTS)));
  }

  /** Writes both networks into a folder. */
  public void write(Path folder) {
    student.write(folder.resolve(STUDENT));
    try {
      explanation.write(folder.resolve(WEIGHTS));
    } catch (IOException e) {
      throw new InfraException(folder + ": cannot write the surrogate: " + e.getMessage() + ".", e);
    }
  }

  /**
   * Adds the masks of images.
   *
   * @param network the student, applied to the images
   * @param classes class to be explained per image, {@code [n]}
   * @return {@code [n, height, width]} in (0, 1)
   */
  Operand<TFloat32> masks(Ops tf, Network network, Operand<TInt32> classes) {
    int channels = Math.toIntExact(explanation.get(ExplanationNetwork.OUTPUT_KERNEL).shape()[2]);
    int side = student.spec().sizePixels();
    return new ExplanationNetwork(Layers.constant(tf, explanation), channels)
        .masks(network, classRows(tf, student, classes), side, side);
  }

  /** The classifier's weights of each image's class, {@code [n, features]}. */
  static Operand<TFloat32> classRows(Ops tf, StoredModel student, Operand<TInt32> classes) {
    Array kernel = student.weights().get(CLASSIFIER);
    int features = kernel.rows();
    int count = kernel.rowSize();
    float[] rows = new float[features * count];
    for (int k = 0; k < features; k++) {
      for (int c = 0; c < count; c++) {
        rows[c * features + k] = kernel.values()[k * count + c];
      }
    }
    Operand<TFloat32> all =
        tf.constant(Shape.of(count, features), DataBuffers.of(rows, true, false));
    return tf.gather(all, classes, tf.constant(0));
  }

  /**
   * Names of what has weights, from the output to the input; {@link #EXPLANATION} first, if the
   * explainer asks it.
   *
   * @param explainer that asks this surrogate
   */
  public List<String> layersFromTheTop(String explainer) {
    List<String> layers = new ArrayList<>(student.layersFromTheTop());
    if (explainer.equals(Attentive.NAME)) {
      layers.add(0, EXPLANATION);
    }
    return layers;
  }

  /**
   * The same with some layers as before training.
   *
   * @param layers of {@link #layersFromTheTop}
   */
  public AttentiveSurrogate randomised(Set<String> layers, Seed seed) {
    return new AttentiveSurrogate(
        student.randomised(layers, seed),
        layers.contains(EXPLANATION) ? GraphTraining.initial(explanation, seed) : explanation);
  }
}
