package org.heirloom.model.tensorflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.heirloom.Seed;
import org.heirloom.model.Array;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.Weights;
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
  private final Map<String, Placeholder<TFloat32>> teacher = new TreeMap<>();
  private final Placeholder<TInt32> positions;
  private final Placeholder<TFloat32> concepts;
  private final Placeholder<TInt32> stepNumber;
  private final Placeholder<TFloat32> progress;
  private final Placeholder<TFloat32> rate;
  private final Extras extras;
  private final Operand<TFloat32> loss;
  private final Op trainStep;
  private final Operand<TFloat32> evaluationLogits;
  private final Optimizer optimizer;

  /**
   * What a network learns from.
   *
   * @param loss made small
   * @param teacher shapes of the teacher's signals, by name; empty where the loss wants none
   * @param set the training set
   * @param concepts how many concepts the set's examples are known to show, or 0
   */
  record Lesson(Loss loss, Map<String, Shape> teacher, Loss.TrainingSet set, int concepts) {

    /** Labels alone. */
    static Lesson of(Loss loss) {
      return new Lesson(loss, Map.of(), new Loss.TrainingSet(new int[0], new Seed(0)), 0);
    }
  }

  Learner(Training.Task task, Lesson lesson, boolean trains) {
    this.spec = task.spec();
    Ops tf = Ops.create(graph);
    pixels = tf.withName("pixels").placeholder(TUint8.class, Placeholder.shape(Images.shape(spec)));
    labels = tf.withName("labels").placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    positions = tf.withName("positions").placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    concepts = scalars(tf, "concepts", Shape.of(-1, lesson.concepts()));
    stepNumber = tf.withName("step").placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));
    progress = scalars(tf, "progress", Shape.scalar());
    rate = scalars(tf, "rate", Shape.scalar());
    lesson
        .teacher()
        .forEach(
            (name, shape) ->
                teacher.put(
                    name, scalars(tf, "teacher." + name.replace('/', '.'), shape.prepend(-1))));
    Operand<TFloat32> images = Images.toUnit(tf, pixels);
    VariableLayers layers = new VariableLayers(tf);
    Network network = Drawing.of(layers, spec, images);
    extras = new Extras(tf);
    loss = loss(tf, network, lesson);
    optimizer = Optimizer.of(task.recipe(), tf, rate);
    trainStep = trains ? updates(tf, layers) : tf.noOp();
    layers.evaluate();
    evaluationLogits = Drawing.of(layers, spec, images).logits();
    layers.all().forEach(v -> networkNames.add(v.getKey()));
    layers.all().forEach(v -> register(tf, v.getKey(), v.getValue()));
    extras.all().forEach((name, extra) -> register(tf, name, extra));
    optimizer.slots().forEach((name, slot) -> register(tf, name, slot));
    session = new Session(graph, TensorFlowRuntime.sessionConfig(task.precision()));
  }

  private static Placeholder<TFloat32> scalars(Ops tf, String name, Shape shape) {
    return tf.withName(name).placeholder(TFloat32.class, Placeholder.shape(shape));
  }

  private Loss.Signals signals(Ops tf, Network network, Lesson lesson) {
    Operand<TFloat32> oneHot =
        tf.oneHot(labels, tf.constant(spec.classes()), tf.constant(1f), tf.constant(0f));
    return new Loss.Signals(
        network,
        oneHot,
        new TreeMap<>(teacher),
        new Loss.Batch(
            positions,
            lesson.concepts() == 0 ? null : concepts,
            stepNumber,
            progress,
            lesson.set()),
        extras);
  }

  /** The lesson's loss, and what a network of prototypes is trained for in every lesson. */
  private Operand<TFloat32> loss(Ops tf, Network network, Lesson lesson) {
    Loss.Signals signals = signals(tf, network, lesson);
    Operand<TFloat32> wanted = lesson.loss().apply(tf, signals);
    return network.builtIn().orElse(null) instanceof BuiltIn.Prototypes prototypes
        ? tf.math.add(wanted, PrototypeLoss.of(tf, prototypes, signals.oneHot()))
        : wanted;
  }

  private Op updates(Ops tf, VariableLayers layers) {
    Map<String, Variable<TFloat32>> all = new LinkedHashMap<>(layers.trained());
    all.putAll(extras.trained());
    List<Variable<TFloat32>> trained = new ArrayList<>(all.values());
    List<String> names = new ArrayList<>(all.keySet());
    List<Operand<?>> gradients = new ArrayList<>();
    tf.gradients(loss, trained).forEach(gradients::add);
    List<Op> ready = new ArrayList<>(gradients);
    ready.add(loss);
    ready.addAll(layers.updates().values());
    // One operation to wait for, in place of an edge from each of these to each update.
    Op allReady = tf.withControlDependencies(ready).noOp();
    Ops after = tf.withControlDependencies(List.of(allReady));
    List<Op> done = new ArrayList<>(layers.assignUpdates(after));
    done.addAll(extras.assignUpdates(after));
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
    Map<String, Array> values = new LinkedHashMap<>();
    variables.forEach(
        (name, variable) ->
            values.put(name, extras.initial(name, variable.shape().asArray(), seed)));
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
   * @return the loss before the step
   */
  float step(Feed feed) {
    Moment moment = feed.moment();
    try (TFloat32 rateNow = TFloat32.scalarOf((float) optimizer.effectiveRate(moment));
        TInt32 number = TInt32.scalarOf(Math.toIntExact(moment.step() - 1));
        TFloat32 done = TFloat32.scalarOf((float) moment.progress())) {
      Session.Runner runner =
          session
              .runner()
              .feed(pixels, feed.pixels())
              .feed(labels, feed.labels())
              .feed(positions, feed.positions())
              .feed(stepNumber, number)
              .feed(progress, done)
              .feed(rate, rateNow);
      if (feed.concepts() != null) {
        runner.feed(concepts, feed.concepts());
      }
      teacher.forEach((name, placeholder) -> runner.feed(placeholder, feed.teacher().get(name)));
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

  /** Names of the teacher's signals that it must be fed. */
  Set<String> wanted() {
    return teacher.keySet();
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
   * @param progress share of the steps that are done before it
   * @param rate the schedule's learning rate
   */
  record Moment(long step, double progress, double rate) {}

  /**
   * What a step is given; all tensors stay the caller's to close.
   *
   * @param concepts of the batch, or null where the set does not know them
   * @param teacher the teacher's signals by name; at least those that the loss wants
   */
  record Feed(
      TUint8 pixels,
      TInt32 labels,
      TInt32 positions,
      TFloat32 concepts,
      Map<String, TFloat32> teacher,
      Moment moment) {}
}
