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
 * The graph, the variables and the optimiser of a {@link GraphTraining}. Every update waits for all
 * gradients, as in {@link Learner}. Owns its graph and session; close it. Not thread-safe.
 */
final class GraphLearner implements AutoCloseable {
  private final Graph graph = new Graph();
  private final Session session;
  private final Variables variables = new Variables();
  private final List<String> names = new ArrayList<>();
  private final Placeholder<TUint8> pixels;
  private final Placeholder<TFloat32> rate;
  private final Operand<TFloat32> loss;
  private final Operand<TFloat32> evaluationLoss;
  private final Op trainStep;
  private final Optimizer optimizer;

  GraphLearner(GraphTraining.Task task) {
    Ops tf = Ops.create(graph);
    Shape shape = Shape.of(-1, task.size()[0], task.size()[1], task.size()[2]);
    pixels = tf.withName("pixels").placeholder(TUint8.class, Placeholder.shape(shape));
    rate = tf.withName("rate").placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    Operand<TFloat32> images = Images.toUnit(tf, pixels);
    VariableLayers layers = new VariableLayers(tf);
    loss = task.objective().apply(layers, images);
    optimizer = Optimizer.of(task.recipe(), tf, rate);
    trainStep = updates(tf, layers);
    layers.evaluate();
    evaluationLoss = task.objective().apply(layers, images);
    layers.all().forEach(variable -> names.add(variable.getKey()));
    layers.all().forEach(v -> variables.register(tf, v.getKey(), v.getValue()));
    optimizer.slots().forEach((name, slot) -> variables.register(tf, name, slot));
    session = new Session(graph, TensorFlowRuntime.sessionConfig(task.precision()));
  }

  private Op updates(Ops tf, VariableLayers layers) {
    Map<String, Variable<TFloat32>> trained = layers.trained();
    List<Operand<?>> gradients = new ArrayList<>();
    tf.gradients(loss, trained.values()).forEach(gradients::add);
    List<Op> ready = new ArrayList<>(gradients);
    ready.add(loss);
    ready.addAll(layers.updates().values());
    Ops after = tf.withControlDependencies(List.of(tf.withControlDependencies(ready).noOp()));
    List<Op> done = new ArrayList<>(layers.assignUpdates(after));
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
    // The optimiser's own begin at zero, whatever they belong to.
    variables
        .shapes()
        .forEach(
            (name, shape) ->
                values.put(
                    name, initializer.value(names.contains(name) ? name : "optimizer", shape)));
    assign(new Weights(values));
  }

  void assign(Weights values) {
    variables.assign(session, values);
  }

  /** Copies of all variables, the optimiser's included. */
  Weights variables() {
    return variables.read(session);
  }

  /** Copies of what is trained, with its running statistics. */
  Weights trained() {
    return variables.read(session, names);
  }

  /** One step of training; returns the loss before it. */
  float step(TUint8 batch, Learner.Moment moment) {
    try (TFloat32 now = TFloat32.scalarOf((float) optimizer.effectiveRate(moment));
        Result result =
            session
                .runner()
                .feed(pixels, batch)
                .feed(rate, now)
                .addTarget(trainStep)
                .fetch(loss)
                .run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  /** The loss by running statistics. */
  float evaluate(TUint8 batch) {
    try (Result result = session.runner().feed(pixels, batch).fetch(evaluationLoss).run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
