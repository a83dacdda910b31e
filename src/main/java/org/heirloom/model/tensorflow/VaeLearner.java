package org.heirloom.model.tensorflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.Seed;
import org.heirloom.model.Array;
import org.heirloom.model.Weights;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * A variational autoencoder in training: its graph, its variables and its optimiser. Every update
 * waits for all gradients, as in {@link Learner}. Owns its graph and session; close it. Not
 * thread-safe.
 */
final class VaeLearner implements AutoCloseable {
  private final Graph graph = new Graph();
  private final Session session;
  private final Variables variables = new Variables();
  private final List<String> networkNames;
  private final Placeholder<TUint8> pixels;
  private final Placeholder<TFloat32> noise;
  private final Placeholder<TFloat32> weight;
  private final Placeholder<TFloat32> rate;
  private final Operand<TFloat32> reconstruction;
  private final Operand<TFloat32> divergence;
  private final Operand<TFloat32> loss;
  private final Op trainStep;
  private final Optimizer optimizer;

  /**
   * What a step or an evaluation is given; tensors stay the caller's to close.
   *
   * @param pixels {@code [n, size, size, channels]}
   * @param noise {@code [n, latent]}
   */
  record Feed(TUint8 pixels, TFloat32 noise) {}

  VaeLearner(VaeTraining.Task task) {
    Ops tf = Ops.create(graph);
    int side = task.spec().sizePixels();
    pixels =
        tf.withName("pixels")
            .placeholder(
                TUint8.class, Placeholder.shape(Shape.of(-1, side, side, task.spec().channels())));
    noise = floats(tf, "noise", Shape.of(-1, task.spec().latent()));
    weight = floats(tf, "weight", Shape.scalar());
    rate = floats(tf, "rate", Shape.scalar());
    VariableLayers layers = new VariableLayers(tf);
    VaeGraph vae = new VaeGraph(layers, task.spec());
    Operand<TFloat32> images = Images.toUnit(tf, pixels);
    VaeGraph.Code code = vae.encode(images);
    reconstruction = VaeGraph.crossEntropy(tf, images, vae.decode(vae.draw(code, noise)));
    divergence = VaeGraph.divergence(tf, code);
    loss = tf.math.mean(tf.math.add(reconstruction, tf.math.mul(divergence, weight)), tf.array(0));
    optimizer = Optimizer.of(task.recipe(), tf, rate);
    trainStep = updates(tf, layers.trained());
    networkNames = new ArrayList<>(layers.trained().keySet());
    layers.trained().forEach((name, variable) -> variables.register(tf, name, variable));
    optimizer.slots().forEach((name, slot) -> variables.register(tf, name, slot));
    session = new Session(graph, TensorFlowRuntime.sessionConfig());
  }

  private static Placeholder<TFloat32> floats(Ops tf, String name, Shape shape) {
    return tf.withName(name).placeholder(TFloat32.class, Placeholder.shape(shape));
  }

  private Op updates(Ops tf, Map<String, Variable<TFloat32>> trained) {
    List<Operand<?>> gradients = new ArrayList<>();
    tf.gradients(loss, trained.values()).forEach(gradients::add);
    List<Op> ready = new ArrayList<>(gradients);
    ready.add(loss);
    Ops after = tf.withControlDependencies(List.of(tf.withControlDependencies(ready).noOp()));
    List<Op> done = new ArrayList<>();
    int i = 0;
    for (Map.Entry<String, Variable<TFloat32>> entry : trained.entrySet()) {
      @SuppressWarnings("unchecked")
      Operand<TFloat32> gradient = (Operand<TFloat32>) gradients.get(i++);
      done.add(optimizer.update(after, entry.getKey(), entry.getValue(), gradient));
    }
    return tf.withControlDependencies(done).noOp();
  }

  /** Sets all variables to the initial values of a seed. */
  void initialise(Seed seed) {
    Initializer initializer = new Initializer(seed);
    Map<String, Array> values = new LinkedHashMap<>();
    variables
        .shapes()
        .forEach((name, shape) -> values.put(name, initial(initializer, name, shape)));
    assign(new Weights(values));
  }

  private static Array initial(Initializer initializer, String name, long[] shape) {
    boolean slot = name.startsWith("optimizer/");
    return initializer.value(slot ? "slot" : name, shape);
  }

  void assign(Weights values) {
    variables.assign(session, values);
  }

  /** Copies of all variables, the optimiser's included. */
  Weights variables() {
    return variables.read(session);
  }

  /** Copies of the autoencoder's own variables. */
  Weights network() {
    return variables.read(session, networkNames);
  }

  /**
   * One step of training.
   *
   * @param divergenceWeight weight of the divergence in the loss
   * @return the loss before the step
   */
  float step(Feed feed, float divergenceWeight, Learner.Moment moment) {
    try (TFloat32 weightNow = TFloat32.scalarOf(divergenceWeight);
        TFloat32 rateNow = TFloat32.scalarOf((float) optimizer.effectiveRate(moment));
        Result result =
            session
                .runner()
                .feed(pixels, feed.pixels())
                .feed(noise, feed.noise())
                .feed(weight, weightNow)
                .feed(rate, rateNow)
                .addTarget(trainStep)
                .fetch(loss)
                .run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  /** Cross-entropy and divergence of each image, in nats. */
  Array[] parts(Feed feed) {
    try (Result result =
        session
            .runner()
            .feed(pixels, feed.pixels())
            .feed(noise, feed.noise())
            .fetch(reconstruction)
            .fetch(divergence)
            .run()) {
      return new Array[] {Tensors.array(result.get(0)), Tensors.array(result.get(1))};
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
