package org.heirloom.model.tensorflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heirloom.Seed;
import org.heirloom.model.Array;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.Weights;
import org.heirloom.study.Study;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Assign;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * A network in training: its graph, its variables and its optimiser.
 *
 * <p>Every update waits for all gradients and the loss, so that no gradient reads a variable that
 * the same step has changed: results are the same bits in every run with as many threads. Owns its
 * graph and session; close it. Not thread-safe.
 */
final class Learner implements AutoCloseable {
  private final ModelSpec spec;
  private final Graph graph = new Graph();
  private final Session session;
  private final Map<String, Variable<TFloat32>> variables = new TreeMap<>();
  private final Map<String, Placeholder<TFloat32>> assignFrom = new TreeMap<>();
  private final List<Assign<TFloat32>> assigns = new ArrayList<>();
  private final List<String> networkNames = new ArrayList<>();
  private final Placeholder<TUint8> pixels;
  private final Placeholder<TInt32> labels;
  private final Placeholder<TFloat32> teacherLogits;
  private final Placeholder<TFloat32> rate;
  private final Operand<TFloat32> loss;
  private final Op trainStep;
  private final Operand<TFloat32> evaluationLogits;
  private final Optimizer optimizer;

  Learner(ModelSpec spec, Study.Training recipe, Loss lossOf, boolean trains) {
    this.spec = spec;
    Ops tf = Ops.create(graph);
    pixels = tf.withName("pixels").placeholder(TUint8.class, Placeholder.shape(Images.shape(spec)));
    labels = tf.withName("labels").placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    teacherLogits =
        tf.withName("teacher")
            .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, spec.classes())));
    rate = tf.withName("rate").placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    Operand<TFloat32> images = Images.toUnit(tf, pixels);
    VariableLayers layers = new VariableLayers(tf);
    Network network = Drawing.of(layers, spec, images);
    Operand<TFloat32> oneHot =
        tf.oneHot(labels, tf.constant(spec.classes()), tf.constant(1f), tf.constant(0f));
    loss = lossOf.apply(tf, new Loss.Signals(network, oneHot, teacherLogits));
    optimizer = Optimizer.of(recipe, tf, rate);
    trainStep = trains ? updates(tf, layers) : tf.noOp();
    layers.evaluate();
    evaluationLogits = Drawing.of(layers, spec, images).logits();
    layers.all().forEach(v -> networkNames.add(v.getKey()));
    layers.all().forEach(v -> register(tf, v.getKey(), v.getValue()));
    optimizer.slots().forEach((name, slot) -> register(tf, name, slot));
    session = new Session(graph, TensorFlowRuntime.sessionConfig());
  }

  private Op updates(Ops tf, VariableLayers layers) {
    List<Variable<TFloat32>> trained = new ArrayList<>(layers.trained().values());
    List<String> names = new ArrayList<>(layers.trained().keySet());
    List<Operand<?>> gradients = new ArrayList<>();
    tf.gradients(loss, trained).forEach(gradients::add);
    List<Op> ready = new ArrayList<>(gradients);
    ready.add(loss);
    ready.addAll(layers.updates().values());
    Ops after = tf.withControlDependencies(ready);
    List<Op> done = new ArrayList<>(layers.assignUpdates(after));
    for (int i = 0; i < trained.size(); i++) {
      @SuppressWarnings("unchecked")
      Operand<TFloat32> gradient = (Operand<TFloat32>) gradients.get(i);
      done.add(optimizer.update(after, names.get(i), trained.get(i), gradient));
    }
    return tf.withControlDependencies(done).noOp();
  }

  private void register(Ops tf, String name, Variable<TFloat32> variable) {
    variables.put(name, variable);
    Placeholder<TFloat32> from =
        tf.placeholder(TFloat32.class, Placeholder.shape(variable.shape()));
    assignFrom.put(name, from);
    assigns.add(tf.assign(variable, from));
  }

  /** Sets all variables to the initial values of a seed. */
  void initialise(Seed seed) {
    Initializer initializer = new Initializer(seed);
    Map<String, Array> values = new LinkedHashMap<>();
    variables.forEach(
        (name, variable) -> values.put(name, initializer.value(name, variable.shape().asArray())));
    assign(new Weights(values));
  }

  /** Sets all variables, the optimiser's included. */
  void assign(Weights values) {
    List<Tensor> fed = new ArrayList<>();
    try {
      Session.Runner runner = session.runner();
      assignFrom.forEach(
          (name, from) -> {
            Tensor tensor = Tensors.floats(values.get(name));
            fed.add(tensor);
            runner.feed(from, tensor);
          });
      assigns.forEach(runner::addTarget);
      runner.run().close();
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  /** Copies of all variables, the optimiser's included. */
  Weights variables() {
    return read(new ArrayList<>(variables.keySet()));
  }

  /** Copies of the network's own variables. */
  Weights network() {
    return read(networkNames);
  }

  private Weights read(List<String> names) {
    Session.Runner runner = session.runner();
    names.forEach(name -> runner.fetch(variables.get(name)));
    Map<String, Array> values = new TreeMap<>();
    try (Result result = runner.run()) {
      for (int i = 0; i < names.size(); i++) {
        values.put(names.get(i), Tensors.array(result.get(i)));
      }
    }
    return new Weights(values);
  }

  /**
   * One step of training.
   *
   * @param teacher logits of the batch, or null where the loss does not look at them
   * @param step number of this step from 1, for bias correction
   * @return the loss before the step
   */
  float step(TUint8 batch, TInt32 batchLabels, TFloat32 teacher, StepRate step) {
    try (TFloat32 rateNow = TFloat32.scalarOf((float) optimizer.effectiveRate(step))) {
      Session.Runner runner =
          session.runner().feed(pixels, batch).feed(labels, batchLabels).feed(rate, rateNow);
      if (teacher != null) {
        runner.feed(teacherLogits, teacher);
      }
      try (Result result = runner.addTarget(trainStep).fetch(loss).run()) {
        return ((TFloat32) result.get(0)).getFloat();
      }
    }
  }

  /** Logits with running statistics, {@code [n, classes]}. */
  Array logits(TUint8 batch) {
    try (Result result = session.runner().feed(pixels, batch).fetch(evaluationLogits).run()) {
      return Tensors.array(result.get(0));
    }
  }

  ModelSpec spec() {
    return spec;
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }

  /**
   * Where a step stands.
   *
   * @param step its number, from 1
   * @param rate the schedule's learning rate
   */
  record StepRate(long step, double rate) {}
}
