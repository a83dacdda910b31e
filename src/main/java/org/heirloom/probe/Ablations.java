package org.heirloom.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.heirloom.DataException;
import org.heirloom.StudyException;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.EditableFunction;
import org.heirloom.model.tensorflow.Network;
import org.heirloom.model.tensorflow.Program;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * What a network answers when units of one layer are switched off.
 *
 * <p>Takes the layer's activations, multiplies every channel by a factor (0: off, 1: as it is) and
 * lets the rest of the network answer. One graph serves all sets of units, and what lies below the
 * layer is computed once, by whoever gives the activations. Owns native memory: close it. Not
 * thread-safe.
 *
 * @see <a href="https://arxiv.org/abs/1811.10597">Bau et al. (2019), GAN Dissection</a>, who switch
 *     off units to see what they cause
 */
public final class Ablations implements AutoCloseable {
  private static final String MAPS = "maps";
  private static final String MASKS = "masks";
  private static final String LOGITS = "logits";

  /** Values that are multiplied in one run: 16 MB of floats. */
  private static final long MOST_VALUES = 4L << 20;

  private final String layer;
  private final Program program;
  private final long[] mapShape;
  private final int classes;

  /**
   * Builds the graph.
   *
   * @param layer of the network; its activations have positions
   * @param imageShape height, width, channels
   * @throws StudyException if the network lacks the layer, or it has no positions
   */
  public Ablations(EditableFunction network, String layer, long... imageShape) {
    this.layer = layer;
    AtomicReference<Shape> shape = new AtomicReference<>();
    AtomicReference<Shape> answers = new AtomicReference<>();
    this.program =
        Program.build(
            tf -> {
              Network edited =
                  network.apply(
                      tf,
                      blank(tf, imageShape),
                      (name, activation) -> {
                        if (!name.equals(layer)) {
                          return activation;
                        }
                        shape.set(activation.shape());
                        return hasPositions(activation.shape())
                            ? masked(tf, activation.shape())
                            : activation;
                      });
              requirePositions(shape.get(), edited);
              answers.set(edited.logits().shape());
              return Map.of(LOGITS, edited.logits());
            });
    this.mapShape = shape.get().asArray();
    this.classes = Math.toIntExact(answers.get().get(1));
  }

  private void requirePositions(Shape shape, Network network) {
    if (shape == null || !hasPositions(shape)) {
      throw new StudyException(
          "layers: no layer with positions. Got %s. Expected one of: %s."
              .formatted(layer, String.join(", ", network.layers().keySet())));
    }
  }

  private static boolean hasPositions(Shape shape) {
    return shape.numDimensions() == 4;
  }

  /** An image that nothing looks at: what lies below the layer is drawn, but never run. */
  private static Operand<TFloat32> blank(Ops tf, long... imageShape) {
    Shape shape = Shape.of(imageShape).prepend(1);
    float[] zeros = new float[Math.toIntExact(shape.size())];
    return tf.constant(shape, DataBuffers.of(zeros, true, false));
  }

  /** Activations under every mask, those of one mask together. */
  private static Operand<TFloat32> masked(Ops tf, Shape layer) {
    int channels = Math.toIntExact(layer.get(3));
    Operand<TFloat32> maps =
        placeholder(tf, MAPS, Shape.of(-1, layer.get(1), layer.get(2), channels));
    Operand<TFloat32> masks = placeholder(tf, MASKS, Shape.of(-1, channels));
    Operand<TFloat32> all =
        tf.math.mul(
            tf.expandDims(maps, tf.constant(0)),
            tf.reshape(masks, tf.array(-1, 1, 1, 1, channels)));
    return tf.reshape(
        all, tf.array(-1, Math.toIntExact(layer.get(1)), Math.toIntExact(layer.get(2)), channels));
  }

  private static Operand<TFloat32> placeholder(Ops tf, String name, Shape shape) {
    return tf.withName(name).placeholder(TFloat32.class, Placeholder.shape(shape));
  }

  /** Number of units of the layer. */
  public int units() {
    return Math.toIntExact(mapShape[3]);
  }

  /** Number of logits. */
  public int classes() {
    return classes;
  }

  /** The mask under which a network is as it was. */
  public float[] nothingOff() {
    float[] mask = new float[units()];
    Arrays.fill(mask, 1);
    return mask;
  }

  /** The mask that switches units off. */
  public float[] off(int... units) {
    float[] mask = nothingOff();
    for (int unit : units) {
      mask[unit] = 0;
    }
    return mask;
  }

  /**
   * Logits under masks.
   *
   * @param maps activations of the layer, {@code [n, height, width, units]}
   * @param masks a factor for every unit
   * @return one array {@code [n, classes]} per mask
   * @throws DataException if an answer is not finite
   */
  public List<Array> logits(Array maps, List<float[]> masks) {
    int n = maps.rows();
    int together =
        Math.toIntExact(Math.max(1, MOST_VALUES / Math.max(1, (long) n * maps.rowSize())));
    List<Array> logits = new ArrayList<>(masks.size());
    for (int from = 0; from < masks.size(); from += together) {
      List<float[]> some = masks.subList(from, Math.min(masks.size(), from + together));
      float[] values = program.run(Map.of(MAPS, maps, MASKS, matrix(some))).get(LOGITS).values();
      requireFinite(values);
      for (int i = 0; i < some.size(); i++) {
        int first = i * n * classes;
        logits.add(new Array(Arrays.copyOfRange(values, first, first + n * classes), n, classes));
      }
    }
    return logits;
  }

  private Array matrix(List<float[]> masks) {
    float[] all = new float[masks.size() * units()];
    for (int i = 0; i < masks.size(); i++) {
      System.arraycopy(masks.get(i), 0, all, i * units(), units());
    }
    return new Array(all, masks.size(), units());
  }

  private void requireFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new DataException(
            "layer %s: answers with units switched off must be finite. Got %s."
                .formatted(layer, value));
      }
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
