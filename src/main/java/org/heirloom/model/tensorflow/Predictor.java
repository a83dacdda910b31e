package org.heirloom.model.tensorflow;

import org.heirloom.model.Array;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * A stored model as a function from 8-bit images to logits, for the inner loop of distillation.
 * Close it.
 */
public final class Predictor implements AutoCloseable {
  private final Graph graph = new Graph();
  private final Session session;
  private final Placeholder<TUint8> pixels;
  private final Operand<TFloat32> logits;

  /** Opens a session on {@code model}. */
  public Predictor(StoredModel model) {
    TensorFlowRuntime.requireStarted();
    Ops tf = Ops.create(graph);
    pixels = tf.placeholder(TUint8.class, Placeholder.shape(Images.shape(model.spec())));
    logits = model.apply(tf, Images.toUnit(tf, pixels)).logits();
    session = new Session(graph, TensorFlowRuntime.sessionConfig());
  }

  Array logits(TUint8 batch) {
    try (Result result = session.runner().feed(pixels, batch).fetch(logits).run()) {
      return Tensors.array(result.get(0));
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
