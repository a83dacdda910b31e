package org.heirloom.model.tensorflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.Seed;
import org.heirloom.model.Array;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** A loss alone in a graph, fed by hand: its value, its gradients, its variables. Close it. */
public final class LossLab implements AutoCloseable {
  private static final String STUDENT = "student/";
  private static final String TEACHER = "teacher/";

  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Map<String, Placeholder<TFloat32>> inputs = new LinkedHashMap<>();
  private final Placeholder<TInt32> index =
      tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
  private final Placeholder<TInt32> step =
      tf.placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));
  private final Placeholder<TFloat32> progress =
      tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
  private final Extras extras = new Extras(tf);
  private final Operand<TFloat32> loss;
  private final Map<String, Operand<TFloat32>> gradients = new LinkedHashMap<>();
  private final List<Op> updates;
  private final Session session;

  /**
   * What a loss is fed.
   *
   * @param student its layers, and its logits as {@code logits}
   * @param teacher its signals
   * @param concepts or null
   * @param set labels of the training set
   */
  public record Inputs(
      Map<String, Array> student,
      Map<String, Array> teacher,
      Array oneHot,
      int[] index,
      Array concepts,
      int step,
      double progress,
      int[] set) {

    /** Logits alone. */
    public static Inputs of(Array student, Array teacher, Array oneHot) {
      return new Inputs(
          Map.of(Teacher.LOGITS, student),
          Map.of(Teacher.LOGITS, teacher),
          oneHot,
          new int[oneHot.rows()],
          null,
          0,
          0,
          new int[0]);
    }

    /** The same with one more layer of each. */
    public Inputs with(String layer, Array ofStudent, Array ofTeacher) {
      Map<String, Array> students = new LinkedHashMap<>(student);
      Map<String, Array> teachers = new LinkedHashMap<>(teacher);
      students.put(layer, ofStudent);
      teachers.put(layer, ofTeacher);
      return new Inputs(students, teachers, oneHot, index, concepts, step, progress, set);
    }

    /** The same with another value of one of the student's layers, or of its logits. */
    public Inputs withStudent(String layer, Array value) {
      Map<String, Array> students = new LinkedHashMap<>(student);
      students.put(layer, value);
      return new Inputs(students, teacher, oneHot, index, concepts, step, progress, set);
    }

    /** The same with a student that says what the teacher says. */
    public Inputs withStudentAsTeacher() {
      Map<String, Array> students = new LinkedHashMap<>(student);
      students.replaceAll((name, own) -> teacher.get(name));
      return new Inputs(students, teacher, oneHot, index, concepts, step, progress, set);
    }

    /** The same with known concepts. */
    public Inputs withConcepts(Array known) {
      return new Inputs(student, teacher, oneHot, index, known, step, progress, set);
    }

    /** The same for some examples of a training set with these labels. */
    public Inputs withSet(int[] positions, int... labels) {
      return new Inputs(student, teacher, oneHot, positions, concepts, step, progress, labels);
    }

    /** The same elsewhere in the training. */
    public Inputs at(int stepNumber, double share) {
      return new Inputs(student, teacher, oneHot, index, concepts, stepNumber, share, set);
    }
  }

  /** The value of a loss, and its gradients by the student's layers and {@code logits}. */
  public record Outcome(double loss, Map<String, Array> gradients) {}

  /** Builds the graph for inputs of these shapes, whatever the batch, and sets the variables. */
  public LossLab(Loss loss, Inputs like) {
    TensorFlowRuntime.requireStarted();
    like.student().forEach((name, value) -> input(STUDENT + name, value));
    like.teacher().forEach((name, value) -> input(TEACHER + name, value));
    input("labels", like.oneHot());
    if (like.concepts() != null) {
      input("concepts", like.concepts());
    }
    // Every input takes part, whatever the loss looks at.
    Operand<TFloat32> total = loss.apply(tf, signals(like));
    for (Placeholder<TFloat32> each : inputs.values()) {
      Operand<TFloat32> sum = tf.reduceSum(tf.reshape(each, tf.array(-1)), tf.constant(0));
      total = tf.math.add(total, tf.math.mul(sum, tf.constant(0f)));
    }
    this.loss = total;
    for (String name : like.student().keySet()) {
      gradients.put(name, gradient(inputs.get(STUDENT + name)));
    }
    List<Op> ready = new ArrayList<>(gradients.values());
    updates = extras.assignUpdates(tf.withControlDependencies(ready));
    session = new Session(graph, TensorFlowRuntime.sessionConfig());
    extras.all().keySet().forEach(name -> assign(name, initial(name)));
  }

  private Loss.Signals signals(Inputs like) {
    Map<String, Operand<TFloat32>> layers = new LinkedHashMap<>();
    Map<String, Operand<TFloat32>> teacher = new LinkedHashMap<>();
    like.student().keySet().forEach(name -> layers.put(name, inputs.get(STUDENT + name)));
    like.teacher().keySet().forEach(name -> teacher.put(name, inputs.get(TEACHER + name)));
    return new Loss.Signals(
        new Network(
            layers.remove(Teacher.LOGITS), layers, () -> inputs.get(STUDENT + Teacher.CLASS_MAPS)),
        inputs.get("labels"),
        teacher,
        new Loss.Batch(
            index,
            inputs.get("concepts"),
            step,
            progress,
            new Loss.TrainingSet(like.set(), new Seed(1))),
        extras);
  }

  private void input(String name, Array like) {
    long[] shape = like.shape().clone();
    shape[0] = -1;
    inputs.put(name, tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape))));
  }

  @SuppressWarnings("unchecked")
  private Operand<TFloat32> gradient(Operand<TFloat32> input) {
    return (Operand<TFloat32>) tf.gradients(loss, List.of(input)).iterator().next();
  }

  /** Loss and gradients; changes nothing. */
  public Outcome evaluate(Inputs given) {
    return run(given, false);
  }

  /** The same, and what happens at the end of a step. */
  public Outcome step(Inputs given) {
    return run(given, true);
  }

  private Outcome run(Inputs given, boolean update) {
    List<Tensor> fed = new ArrayList<>();
    try {
      Session.Runner runner = session.runner();
      given.student().forEach((name, value) -> feed(runner, fed, STUDENT + name, value));
      given.teacher().forEach((name, value) -> feed(runner, fed, TEACHER + name, value));
      feed(runner, fed, "labels", given.oneHot());
      if (given.concepts() != null) {
        feed(runner, fed, "concepts", given.concepts());
      }
      fed.add(Tensors.ints(given.index()));
      runner.feed(index, fed.get(fed.size() - 1));
      fed.add(TInt32.scalarOf(given.step()));
      runner.feed(step, fed.get(fed.size() - 1));
      fed.add(TFloat32.scalarOf((float) given.progress()));
      runner.feed(progress, fed.get(fed.size() - 1));
      runner.fetch(loss);
      gradients.values().forEach(runner::fetch);
      if (update) {
        updates.forEach(runner::addTarget);
      }
      try (Result result = runner.run()) {
        Map<String, Array> values = new LinkedHashMap<>();
        for (String name : gradients.keySet()) {
          values.put(name, Tensors.array(result.get(1 + values.size())));
        }
        return new Outcome(((TFloat32) result.get(0)).getFloat(), values);
      }
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  private void feed(Session.Runner runner, List<Tensor> fed, String name, Array value) {
    Tensor tensor = Tensors.floats(value);
    fed.add(tensor);
    runner.feed(inputs.get(name), tensor);
  }

  private Array initial(String name) {
    return extras.initial(name, extras.all().get(name).shape().asArray(), new Seed(2));
  }

  /** Names of the loss's own variables. */
  public List<String> variables() {
    return List.copyOf(extras.all().keySet());
  }

  /** The value of one of them. */
  public Array variable(String name) {
    try (Result result = session.runner().fetch(extras.all().get(name)).run()) {
      return Tensors.array(result.get(0));
    }
  }

  /** Sets one of them. */
  public void assign(String name, Array value) {
    Variable<TFloat32> variable = extras.all().get(name);
    Placeholder<TFloat32> from =
        tf.placeholder(TFloat32.class, Placeholder.shape(variable.shape()));
    try (Tensor tensor = Tensors.floats(value)) {
      session.runner().feed(from, tensor).addTarget(tf.assign(variable, from)).run().close();
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
