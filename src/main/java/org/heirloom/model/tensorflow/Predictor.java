package org.heirloom.model.tensorflow;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heirloom.image.Pixels;
import org.heirloom.metrics.LiveSeries;
import org.heirloom.metrics.Recording;
import org.heirloom.model.Array;
import org.heirloom.model.Precision;
import org.heirloom.stats.Logits;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * A stored model as a function from 8-bit images to logits and, for the inner loop of distillation,
 * layers. Close it.
 */
public final class Predictor implements Teacher {
  private static final int BLOCK = 256;

  private final Graph graph = new Graph();
  private final Session session;
  private final Placeholder<TUint8> pixels;
  private final Map<String, Operand<TFloat32>> outputs = new LinkedHashMap<>();

  /** Opens a session on {@code model} in 32 bits. */
  public Predictor(StoredModel model) {
    this(model, Precision.FLOAT32);
  }

  /** Opens a session on {@code model}. */
  public Predictor(StoredModel model, Precision precision) {
    TensorFlowRuntime.requireStarted();
    Ops tf = Ops.create(graph);
    pixels = tf.placeholder(TUint8.class, Placeholder.shape(Images.shape(model.spec())));
    Network network = model.apply(tf, Images.toUnit(tf, pixels));
    outputs.put(LOGITS, network.logits());
    outputs.put(CLASS_MAPS, network.classMaps().get());
    outputs.putAll(network.layers());
    session = new Session(graph, TensorFlowRuntime.sessionConfig(precision));
  }

  /** Logits of images, {@code [n, classes]}, computed in fixed blocks. */
  public Array logits(List<Pixels> images) {
    float[] all = new float[0];
    int classes = 0;
    for (int from = 0; from < images.size(); from += BLOCK) {
      List<Pixels> block = images.subList(from, Math.min(images.size(), from + BLOCK));
      try (TUint8 batch = Images.tensor(block)) {
        Array part = logits(batch);
        classes = part.rowSize();
        float[] grown = Arrays.copyOf(all, all.length + part.values().length);
        System.arraycopy(part.values(), 0, grown, all.length, part.values().length);
        all = grown;
      }
    }
    return new Array(all, images.size(), classes);
  }

  /** Index of the largest logit of each row; the first of several. */
  public static int[] classes(Array logits) {
    int[] classes = new int[logits.rows()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = Logits.argMax(logits.rowAsDoubles(i));
    }
    return classes;
  }

  Array logits(TUint8 batch) {
    try (Answers answers = answers(batch, Set.of(LOGITS))) {
      return Tensors.array(answers.tensors().get(LOGITS));
    }
  }

  @Override
  public Map<String, Shape> signals() {
    Map<String, Shape> signals = new LinkedHashMap<>();
    outputs.forEach((name, output) -> signals.put(name, output.shape().tail()));
    return signals;
  }

  @Override
  public Answers answers(TUint8 batch, Set<String> wanted) {
    List<String> names = List.copyOf(wanted);
    Recording.now().add(LiveSeries.INFERENCE_IMAGES, (double) batch.shape().get(0));
    Session.Runner runner = session.runner().feed(pixels, batch);
    names.forEach(name -> runner.fetch(outputs.get(name)));
    Result result = runner.run();
    Map<String, TFloat32> tensors = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      tensors.put(names.get(i), (TFloat32) result.get(i));
    }
    return new Answers(tensors);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
