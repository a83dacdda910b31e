package org.heirloom.model.tensorflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.heirloom.Seed;
import org.heirloom.model.Array;
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

  /** Stands for what belongs to no named layer. */
  public static final String HEAD = "head";

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
   * The same network with some layers as before training: weights, scales and running statistics
   * are drawn by the initialiser that training begins with, each variable from a stream of its own.
   *
   * @param layers names of {@link ModelSpec#layers}, or {@link #HEAD} for whatever belongs to none
   *     of them: the classifier, and what pools or normalises before it
   */
  public StoredModel randomised(Set<String> layers, Seed seed) {
    Initializer initializer = new Initializer(seed);
    Map<String, Array> drawn = new TreeMap<>(weights.arrays());
    drawn.replaceAll(
        (name, array) ->
            layers.contains(layerOf(name)) ? initializer.value(name, array.shape()) : array);
    return new StoredModel(spec, new Weights(drawn));
  }

  private String layerOf(String variable) {
    String first = variable.substring(0, variable.indexOf('/'));
    return spec.layers().contains(first) ? first : HEAD;
  }

  /** Names of layers that have variables, from the output to the input: {@link #HEAD} first. */
  public List<String> layersFromTheTop() {
    List<String> present =
        weights.arrays().keySet().stream().map(this::layerOf).distinct().toList();
    List<String> ordered = new ArrayList<>(spec.layers());
    ordered.add(HEAD);
    ordered.retainAll(present);
    Collections.reverse(ordered);
    return ordered;
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
