package org.heirloom.probe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.heirloom.StudyException;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.ClassGradients;
import org.heirloom.model.tensorflow.Network;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.model.tensorflow.Program;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Looks into a network: logits, activations pooled over space, and gradients of a class's logit by
 * these.
 *
 * <p>A pooled activation is the mean over height and width. To move it is to move the activation
 * everywhere, so the gradient by it is the sum over height and width. Where that is asked for,
 * activations are flattened instead, and gradients with them ({@link View}). Images go through the
 * network in blocks of a fixed size, so that results have the same bits however a caller splits
 * them. Owns native memory: close it. Not thread-safe.
 */
public final class Activations implements AutoCloseable {
  /** Images that go through the network together. */
  static final int BLOCK = 64;

  private static final String LOGITS = "logits";
  private static final String LAYER = "layer/";
  private static final String MAP = "map/";

  private final View view;
  private final Program forward;
  private final Supplier<Program> gradients;
  private Program backward; // built when it is first asked for

  /**
   * Logits and activations of the same images.
   *
   * @param logits {@code [n, classes]}
   * @param pooled means over height and width
   * @param maps activations themselves, {@code [n, height, width, channels]}, of the layers of
   *     which these were asked for
   */
  public record Forward(Array logits, Representations pooled, Map<String, Array> maps) {}

  /**
   * Builds the graphs.
   *
   * @param layers names of the layers to look into
   * @param imageShape height, width, channels
   * @throws StudyException if the network lacks a layer
   */
  public Activations(NetworkFunction network, Collection<String> layers, long... imageShape) {
    this(network, layers, List.of(), imageShape);
  }

  /**
   * Builds the graphs.
   *
   * @param layers names of the layers to look into
   * @param maps names of the layers whose positions are wanted as well
   * @param imageShape height, width, channels
   * @throws StudyException if the network lacks a layer, or one of {@code maps} has no positions
   */
  public Activations(
      NetworkFunction network,
      Collection<String> layers,
      Collection<String> maps,
      long... imageShape) {
    this(network, layers, maps, View.DEFAULT, imageShape);
  }

  /**
   * Builds the graphs.
   *
   * @param layers names of the layers to look into
   * @param maps names of the layers whose positions are wanted as well
   * @param view as what activations are seen, and what is differentiated by them
   * @param imageShape height, width, channels
   * @throws StudyException if the network lacks a layer, or one of {@code maps} has no positions
   */
  public Activations(
      NetworkFunction network,
      Collection<String> layers,
      Collection<String> maps,
      View view,
      long... imageShape) {
    Shape images = Shape.of(imageShape).prepend(BLOCK);
    this.view = view;
    forward = Program.build(tf -> activations(tf, network, layers, maps, images));
    gradients = () -> Program.build(tf -> gradients(tf, network, layers, images));
  }

  /**
   * How a network is looked at.
   *
   * @param flattened whether a vector holds every position's channels, row by row, and not their
   *     mean over positions
   * @param target what is differentiated
   */
  public record View(boolean flattened, ClassGradients.Target target) {
    /** The mean over positions, and the logit. */
    public static final View DEFAULT = new View(false, ClassGradients.Target.LOGIT);
  }

  private Map<String, Operand<?>> activations(
      Ops tf,
      NetworkFunction function,
      Collection<String> layers,
      Collection<String> maps,
      Shape shape) {
    Network network = function.apply(tf, images(tf, shape));
    Map<String, Operand<?>> outputs = new LinkedHashMap<>();
    outputs.put(LOGITS, network.logits());
    for (String layer : layers) {
      Operand<TFloat32> activation = layer(network, layer);
      outputs.put(
          LAYER + layer,
          isSpatial(activation) && !view.flattened() ? mean(tf, activation) : activation);
    }
    for (String name : maps) {
      outputs.put(MAP + name, spatial(network, name));
    }
    return outputs;
  }

  private static Operand<TFloat32> spatial(Network network, String name) {
    Operand<TFloat32> activation = layer(network, name);
    if (!isSpatial(activation)) {
      throw new StudyException(
          "layers: the layer has no positions. Got %s. Expected one of: %s."
              .formatted(
                  name,
                  network.layers().entrySet().stream()
                      .filter(layer -> isSpatial(layer.getValue()))
                      .map(Map.Entry::getKey)
                      .collect(Collectors.joining(", "))));
    }
    return activation;
  }

  private Map<String, Operand<?>> gradients(
      Ops tf, NetworkFunction function, Collection<String> layers, Shape shape) {
    Network network = function.apply(tf, images(tf, shape));
    Placeholder<TInt32> classes =
        tf.withName("classes").placeholder(TInt32.class, Placeholder.shape(Shape.of(BLOCK)));
    Map<String, Operand<TFloat32>> chosen = new LinkedHashMap<>();
    layers.forEach(name -> chosen.put(name, layer(network, name)));
    List<Operand<TFloat32>> by =
        ClassGradients.of(tf, new Network(network.logits(), chosen), classes, view.target());
    Map<String, Operand<?>> outputs = new LinkedHashMap<>();
    int i = 0;
    for (String layer : chosen.keySet()) {
      Operand<TFloat32> gradient = by.get(i++);
      outputs.put(
          LAYER + layer,
          isSpatial(gradient) && !view.flattened()
              ? tf.reduceSum(gradient, tf.array(1, 2))
              : gradient);
    }
    return outputs;
  }

  private static Placeholder<TFloat32> images(Ops tf, Shape shape) {
    return tf.withName("images").placeholder(TFloat32.class, Placeholder.shape(shape));
  }

  private static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> activation) {
    return tf.math.mean(activation, tf.array(1, 2));
  }

  private static boolean isSpatial(Operand<TFloat32> activation) {
    return activation.shape().numDimensions() == 4;
  }

  private static Operand<TFloat32> layer(Network network, String name) {
    Operand<TFloat32> activation = network.layers().get(name);
    if (activation == null) {
      throw new StudyException(
          "layers: the network has no such layer. Got %s. Expected one of: %s."
              .formatted(name, String.join(", ", network.layers().keySet())));
    }
    return activation;
  }

  /**
   * Logits and activations.
   *
   * @param images {@code [n, height, width, channels]} in [0, 1]
   */
  public Forward forward(List<String> ids, Array images) {
    Map<String, Array> values = run(forward, images, Map.of());
    Map<String, Array> maps = new LinkedHashMap<>();
    values.forEach(
        (name, map) -> {
          if (name.startsWith(MAP)) {
            maps.put(name.substring(MAP.length()), map);
          }
        });
    return new Forward(
        values.get(LOGITS), representations(ids, values), Collections.unmodifiableMap(maps));
  }

  /**
   * Gradients of the logit of a class, or of what else is differentiated, by the activations.
   *
   * @param images {@code [n, height, width, channels]} in [0, 1]
   * @param classes class index per image
   */
  public Representations gradients(List<String> ids, Array images, int[] classes) {
    float[] chosen = new float[classes.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = classes[i];
    }
    if (backward == null) {
      backward = gradients.get();
    }
    return representations(
        ids, run(backward, images, Map.of("classes", new Array(chosen, chosen.length))));
  }

  /** Runs all blocks; the last one is filled up with zeros, whose results are dropped. */
  private static Map<String, Array> run(Program program, Array images, Map<String, Array> others) {
    int n = images.rows();
    Map<String, Array> values = new LinkedHashMap<>();
    for (int from = 0; from < n; from += BLOCK) {
      int size = Math.min(BLOCK, n - from);
      Map<String, Array> feeds = new LinkedHashMap<>();
      feeds.put("images", block(images, from, size));
      for (Map.Entry<String, Array> other : others.entrySet()) {
        feeds.put(other.getKey(), block(other.getValue(), from, size));
      }
      for (Map.Entry<String, Array> output : program.run(feeds).entrySet()) {
        Array part = output.getValue();
        int width = part.rowSize();
        Array all = values.computeIfAbsent(output.getKey(), name -> zeros(n, part));
        System.arraycopy(part.values(), 0, all.values(), from * width, size * width);
      }
    }
    return values;
  }

  /** Room for n rows like those of another array. */
  private static Array zeros(int n, Array like) {
    long[] shape = like.shape().clone();
    shape[0] = n;
    return new Array(new float[n * like.rowSize()], shape);
  }

  private static Array block(Array rows, int from, int size) {
    float[] values = new float[BLOCK * rows.rowSize()];
    System.arraycopy(rows.values(), from * rows.rowSize(), values, 0, size * rows.rowSize());
    long[] shape = rows.shape().clone();
    shape[0] = BLOCK;
    return new Array(values, shape);
  }

  private static Representations representations(List<String> ids, Map<String, Array> values) {
    Map<String, double[][]> layers = new LinkedHashMap<>();
    values.forEach(
        (name, flat) -> {
          if (name.startsWith(LAYER)) {
            layers.put(name.substring(LAYER.length()), rows(flat.values(), ids.size()));
          }
        });
    return new Representations(ids, layers);
  }

  private static double[][] rows(float[] flat, int n) {
    List<double[]> rows = new ArrayList<>();
    int width = flat.length / n;
    for (int i = 0; i < n; i++) {
      double[] row = new double[width];
      for (int c = 0; c < width; c++) {
        row[c] = flat[i * width + c];
      }
      rows.add(row);
    }
    return rows.toArray(double[][]::new);
  }

  @Override
  public void close() {
    forward.close();
    if (backward != null) {
      backward.close();
    }
  }
}
