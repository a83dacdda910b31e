package org.heirloom.model.tensorflow;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.heirloom.Seed;
import org.heirloom.model.Array;
import org.heirloom.model.ModelSpec;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * A network in training: its graph, its variables and its optimiser. Results are the same bits in
 * every run with as many threads.
 */
final class Learner extends TrainedGraph {
  private final ModelSpec spec;
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
    Ops tf = ops();
    pixels = tf.withName("pixels").placeholder(TUint8.class, Placeholder.shape(Images.shape(spec)));
    labels = tf.withName("labels").placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    positions = tf.withName("positions").placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    concepts = floats(tf, "concepts", Shape.of(-1, lesson.concepts()));
    stepNumber = tf.withName("step").placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));
    progress = floats(tf, "progress", Shape.scalar());
    rate = floats(tf, "rate", Shape.scalar());
    lesson
        .teacher()
        .forEach(
            (name, shape) ->
                teacher.put(
                    name, floats(tf, "teacher." + name.replace('/', '.'), shape.prepend(-1))));
    Operand<TFloat32> images = Images.toUnit(tf, pixels);
    VariableLayers layers = new VariableLayers(tf);
    Network network = Drawing.of(layers, spec, images);
    extras = new Extras(tf);
    loss = loss(tf, network, lesson);
    optimizer = Optimizer.of(task.recipe(), tf, rate);
    trainStep = trains ? updates(layers) : tf.noOp();
    layers.evaluate();
    evaluationLogits = Drawing.of(layers, spec, images).logits();
    Map<String, Variable<TFloat32>> besides = new TreeMap<>(extras.all());
    besides.putAll(optimizer.slots());
    open(tf, layers, besides, task.precision());
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

  private Op updates(VariableLayers layers) {
    Map<String, Variable<TFloat32>> trained = new LinkedHashMap<>(layers.trained());
    trained.putAll(extras.trained());
    return optimizer.step(loss, trained, layers, extras::assignUpdates);
  }

  @Override
  Array initial(String name, long[] shape, Seed seed) {
    return extras.initial(name, shape, seed);
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
          runner()
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
    try (Result result = runner().feed(pixels, batch).fetch(evaluationLogits).run()) {
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
