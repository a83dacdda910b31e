package org.heirloom.explain;

import java.util.LinkedHashMap;
import java.util.Map;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.model.tensorflow.Program;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Masked scores of a network of ours: covering, the network and the softmax are one graph. */
final class MaskedGraph implements MaskedScores {
  private final Program program;
  private final Shape shape;

  MaskedGraph(Explainers.Setting setting) {
    shape = Shape.of(1, setting.height(), setting.width(), setting.channels());
    Explained.Inside inside = (Explained.Inside) setting.explained();
    program = Program.build(inside.precision(), tf -> graph(tf, inside.network(), shape));
  }

  private static Map<String, Operand<?>> graph(Ops tf, NetworkFunction network, Shape shape) {
    Operand<TFloat32> masks =
        tf.withName("masks")
            .placeholder(
                TFloat32.class, Placeholder.shape(Shape.of(-1, shape.get(1), shape.get(2))));
    return Map.of("scores", scores(tf, network, shape, tf.expandDims(masks, tf.constant(3))));
  }

  /**
   * Adds the probabilities of a class, {@code [n]}, under masks of one image.
   *
   * @param shape of the placeholders {@code image} and {@code background}, which are added as is
   *     {@code class}
   * @param masks {@code [n, height, width, 1]}, or the same for every channel: {@code [n, height,
   *     width, channels]}
   */
  static Operand<TFloat32> scores(
      Ops tf, NetworkFunction network, Shape shape, Operand<TFloat32> masks) {
    Placeholder<TFloat32> image =
        tf.withName("image").placeholder(TFloat32.class, Placeholder.shape(shape));
    Placeholder<TFloat32> background =
        tf.withName("background").placeholder(TFloat32.class, Placeholder.shape(shape));
    Placeholder<TInt32> label =
        tf.withName("class").placeholder(TInt32.class, Placeholder.shape(Shape.of(1)));
    Operand<TFloat32> covered =
        tf.math.add(background, tf.math.mul(masks, tf.math.sub(image, background)));
    Operand<TFloat32> logits = network.apply(tf, covered).logits();
    return tf.reshape(tf.gather(tf.nn.softmax(logits), label, tf.constant(1)), tf.array(-1));
  }

  /** Feeds of the three placeholders. */
  static Map<String, Array> feeds(Scene scene, Shape shape) {
    return Map.of(
        "image",
        new Array(scene.image(), shape.asArray()),
        "background",
        new Array(scene.background(), shape.asArray()),
        "class",
        new Array(new float[] {scene.label()}, 1));
  }

  @Override
  public float[] block(Scene scene, Array masks) {
    Map<String, Array> feeds = new LinkedHashMap<>(feeds(scene, shape));
    feeds.put("masks", masks);
    return program.run(feeds).get("scores").values();
  }

  @Override
  public void close() {
    program.close();
  }
}
