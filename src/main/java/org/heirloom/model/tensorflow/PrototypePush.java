package org.heirloom.model.tensorflow;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.heirloom.image.Pixels;
import org.heirloom.model.Array;
import org.heirloom.model.ImageSet;
import org.heirloom.model.LastLayer;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.Prototype;
import org.heirloom.model.Prototypes;
import org.heirloom.model.Weights;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Makes prototypes what they are called: each becomes the nearest patch of the training images of
 * its class, not augmented, and the last layer is fitted to that.
 *
 * <p>Of patches at equal distance the first counts, by position of the image, then of the patch. A
 * class without a training image keeps its prototypes. Images without labels do not count.
 *
 * @see <a href="https://arxiv.org/abs/1806.10574">Chen et al. (2019), section 2.2</a>
 */
final class PrototypePush {
  private static final int BLOCK = 64;

  /** The last layer is fitted on so many images at most, evenly spread over the set. */
  private static final int MOST_FITTED = 20_000;

  private final ModelSpec spec;
  private final ImageSet train;
  private final int prototypes;

  PrototypePush(ModelSpec spec, ImageSet train) {
    this.spec = spec;
    this.train = train;
    this.prototypes = Prototypes.PER_CLASS * spec.classes();
  }

  /**
   * What a push makes of a network.
   *
   * @param prototypes in order; none of classes without training images
   */
  record Pushed(Weights weights, List<Prototype> prototypes) {}

  private record Block(int[] positions, List<Pixels> images, Map<String, Array> outputs) {}

  /** Pushes the prototypes, and nothing else. */
  Pushed pushed(Weights weights) {
    float[] vectors = weights.get(Prototypes.VECTORS).values().clone();
    Prototype[] nearest = new Prototype[prototypes];
    int[] labelled = labelled().toArray();
    each(weights, labelled, block -> consider(block, nearest, vectors));
    return new Pushed(
        with(weights, Prototypes.VECTORS, vectors),
        Arrays.stream(nearest).filter(Objects::nonNull).toList());
  }

  private IntStream labelled() {
    return IntStream.range(0, train.size()).filter(i -> train.labels()[i] != ImageSet.UNLABELLED);
  }

  private void consider(Block block, Prototype[] nearest, float[] vectors) {
    Array distances = block.outputs.get("distances");
    Array places = block.outputs.get("places");
    Array points = block.outputs.get("points");
    int columns = Math.toIntExact(points.shape()[2]);
    for (int i = 0; i < block.positions.length; i++) {
      int label = train.labels()[block.positions[i]];
      for (int p = label * Prototypes.PER_CLASS; p < (label + 1) * Prototypes.PER_CLASS; p++) {
        float distance = distances.values()[i * prototypes + p];
        if (nearest[p] == null || distance < nearest[p].moved()) {
          int place = Math.round(places.values()[i * prototypes + p]);
          nearest[p] =
              new Prototype(
                  p,
                  label,
                  block.positions[i],
                  place / columns,
                  place % columns,
                  distance,
                  block.images.get(i));
          int from = i * points.rowSize() + place * Prototypes.DIMENSION;
          System.arraycopy(
              points.values(), from, vectors, p * Prototypes.DIMENSION, Prototypes.DIMENSION);
        }
      }
    }
  }

  /** Fits the last layer, and nothing else. */
  Weights fitted(Weights weights) {
    int[] all = labelled().toArray();
    int count = Math.min(all.length, MOST_FITTED);
    int[] chosen =
        IntStream.range(0, count).map(i -> all[(int) ((long) i * all.length / count)]).toArray();
    double[][] similarities = new double[count][];
    int[] done = {0};
    each(
        weights,
        chosen,
        block -> {
          for (int i = 0; i < block.positions.length; i++) {
            similarities[done[0]++] = block.outputs.get("similarities").rowAsDoubles(i);
          }
        });
    int[] labels = Arrays.stream(chosen).map(i -> train.labels()[i]).toArray();
    LastLayer layer = new LastLayer(similarities, labels, spec.classes());
    Array connections = weights.get(Prototypes.CONNECTIONS);
    double[][] rows =
        IntStream.range(0, prototypes).mapToObj(connections::rowAsDoubles).toArray(double[][]::new);
    double[][] fitted = layer.fitted(rows);
    float[] values = new float[prototypes * spec.classes()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) fitted[i / spec.classes()][i % spec.classes()];
    }
    return with(weights, Prototypes.CONNECTIONS, values);
  }

  private static Weights with(Weights weights, String name, float[] values) {
    Map<String, Array> arrays = new TreeMap<>(weights.arrays());
    arrays.put(name, new Array(values, weights.get(name).shape()));
    return new Weights(arrays);
  }

  private void each(Weights weights, int[] positions, Consumer<Block> sink) {
    StoredModel model = new StoredModel(spec, weights);
    try (Program program = Program.build(tf -> outputs(tf, model))) {
      for (int from = 0; from < positions.length; from += BLOCK) {
        int[] some = Arrays.copyOfRange(positions, from, Math.min(positions.length, from + BLOCK));
        List<Pixels> images = train.pixels(some);
        sink.accept(new Block(some, images, program.run(Map.of("images", Array.ofImages(images)))));
      }
    }
  }

  private Map<String, Operand<?>> outputs(Ops tf, StoredModel model) {
    Placeholder<TFloat32> images =
        tf.withName("images").placeholder(TFloat32.class, Placeholder.shape(Images.shape(spec)));
    Network network = model.apply(tf, images);
    BuiltIn.Prototypes built = (BuiltIn.Prototypes) network.builtIn().orElseThrow();
    Shape shape = built.distances().shape();
    int size = Math.toIntExact(shape.get(1) * shape.get(2));
    Operand<TFloat32> rows = tf.reshape(built.distances(), tf.array(-1, size, prototypes));
    Map<String, Operand<?>> outputs = new LinkedHashMap<>();
    outputs.put("distances", tf.reduceMin(rows, tf.constant(1)));
    outputs.put("places", tf.math.argMin(rows, tf.constant(1), TInt32.class));
    outputs.put("points", built.features());
    outputs.put("similarities", network.layers().get(Head.POOLED));
    return outputs;
  }
}
