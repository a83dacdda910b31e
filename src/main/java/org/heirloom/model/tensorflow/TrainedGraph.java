package org.heirloom.model.tensorflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heirloom.Seed;
import org.heirloom.model.Array;
import org.heirloom.model.Precision;
import org.heirloom.model.Weights;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Assign;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * A graph in training, with its variables by name: those of the network, and those beside it, such
 * as the optimiser's. Owns graph and session; close it. Not thread-safe.
 */
abstract class TrainedGraph implements AutoCloseable {
  private final Graph graph = new Graph();
  private final Map<String, Variable<TFloat32>> variables = new TreeMap<>();
  private final List<String> networkNames = new ArrayList<>();
  private final Map<String, Placeholder<TFloat32>> assignFrom = new TreeMap<>();
  private final List<Assign<TFloat32>> assigns = new ArrayList<>();
  private Session session;

  /** Adds operations; none any more once the graph is open. */
  final Ops ops() {
    return Ops.create(graph);
  }

  /**
   * Ends building: names what is trained, and opens a session.
   *
   * @param layers of the network
   * @param besides variables that are no part of it
   */
  final void open(
      Ops tf, VariableLayers layers, Map<String, Variable<TFloat32>> besides, Precision precision) {
    layers.all().forEach(variable -> networkNames.add(variable.getKey()));
    layers.all().forEach(variable -> register(tf, variable.getKey(), variable.getValue()));
    besides.forEach((name, variable) -> register(tf, name, variable));
    session = new Session(graph, TensorFlowRuntime.sessionConfig(precision));
  }

  private void register(Ops tf, String name, Variable<TFloat32> variable) {
    variables.put(name, variable);
    Placeholder<TFloat32> from =
        tf.placeholder(TFloat32.class, Placeholder.shape(variable.shape()));
    assignFrom.put(name, from);
    assigns.add(tf.assign(variable, from));
  }

  static Placeholder<TFloat32> floats(Ops tf, String name, Shape shape) {
    return tf.withName(name).placeholder(TFloat32.class, Placeholder.shape(shape));
  }

  final Session.Runner runner() {
    return session.runner();
  }

  /** Sets all variables to the initial values of a seed. */
  final void initialise(Seed seed) {
    Map<String, Array> values = new LinkedHashMap<>();
    variables.forEach(
        (name, variable) -> values.put(name, initial(name, variable.shape().asArray(), seed)));
    assign(new Weights(values));
  }

  /** The initial value of a variable; an optimiser's own are zero. */
  Array initial(String name, long[] shape, Seed seed) {
    return new Initializer(seed).value(name, shape);
  }

  /** Sets all variables. */
  final void assign(Weights values) {
    List<Tensor> fed = new ArrayList<>();
    try {
      Session.Runner runner = runner();
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

  /** Copies of all variables. */
  final Weights variables() {
    return read(new ArrayList<>(variables.keySet()));
  }

  /** Copies of the network's own variables, running statistics included. */
  final Weights network() {
    return read(networkNames);
  }

  private Weights read(List<String> names) {
    Session.Runner runner = runner();
    names.forEach(name -> runner.fetch(variables.get(name)));
    Map<String, Array> values = new TreeMap<>();
    try (Result result = runner.run()) {
      for (int i = 0; i < names.size(); i++) {
        values.put(names.get(i), Tensors.array(result.get(i)));
      }
    }
    return new Weights(values);
  }

  @Override
  public final void close() {
    session.close();
    graph.close();
  }
}
