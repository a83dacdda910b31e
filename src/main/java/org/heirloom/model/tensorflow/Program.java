package org.heirloom.model.tensorflow;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.heirloom.metrics.LiveSeries;
import org.heirloom.metrics.Phase;
import org.heirloom.metrics.Recording;
import org.heirloom.model.Array;
import org.heirloom.model.Precision;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A graph with named inputs and outputs, built once and run many times: how explainers, probes and
 * measures compute.
 *
 * <p>Inputs are the placeholders of the graph, by the name given with {@code
 * tf.withName("images").placeholder(..)}; they may be {@code TFloat32} or {@code TInt32} (then
 * values must be whole). Outputs are the map that the builder returns, float or int, and come back
 * as float arrays. Owns the graph, the session and all tensors; close it. Not thread-safe.
 */
public final class Program implements AutoCloseable {
  private final Graph graph;
  private final Session session;
  private final Map<String, Output<?>> inputs;
  private final Map<String, Output<?>> outputs;

  private Program(
      Graph graph,
      Precision precision,
      Map<String, Output<?>> inputs,
      Map<String, Output<?>> outputs) {
    this.graph = graph;
    this.session = new Session(graph, TensorFlowRuntime.sessionConfig(precision));
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /**
   * Builds a graph by a function from {@link Ops} to the named outputs, and opens a session on it,
   * in float32.
   */
  public static Program build(Function<Ops, Map<String, Operand<?>>> builder) {
    return build(Precision.FLOAT32, builder);
  }

  /** The same in another precision; inputs and outputs stay float32. */
  public static Program build(Precision precision, Function<Ops, Map<String, Operand<?>>> builder) {
    TensorFlowRuntime.requireStarted();
    Graph graph = new Graph();
    try {
      Map<String, Output<?>> outputs = new LinkedHashMap<>();
      builder
          .apply(Ops.create(graph))
          .forEach((name, operand) -> outputs.put(name, operand.asOutput()));
      return new Program(graph, precision, placeholders(graph), outputs);
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  private static Map<String, Output<?>> placeholders(Graph graph) {
    Map<String, Output<?>> found = new TreeMap<>();
    for (Iterator<GraphOperation> all = graph.operations(); all.hasNext(); ) {
      GraphOperation operation = all.next();
      if (operation.type().equals("Placeholder")) {
        found.put(operation.name(), operation.output(0));
      }
    }
    return found;
  }

  /**
   * Runs the graph once.
   *
   * @param feeds a value for every placeholder, and nothing else
   * @return every output, in the builder's order
   */
  public Map<String, Array> run(Map<String, Array> feeds) {
    if (!feeds.keySet().equals(inputs.keySet())) {
      throw new IllegalArgumentException(
          "fed " + feeds.keySet() + ", the graph takes " + inputs.keySet());
    }
    Array images = feeds.get("images");
    if (images != null) {
      Recording.now().add(LiveSeries.INFERENCE_IMAGES, images.rows());
    }
    return Phase.INFERENCE.during(() -> runFed(feeds));
  }

  private Map<String, Array> runFed(Map<String, Array> feeds) {
    List<Tensor> fed = new ArrayList<>();
    try {
      Session.Runner runner = session.runner();
      inputs.forEach(
          (name, input) -> {
            Tensor tensor =
                input.type() == TFloat32.class
                    ? Tensors.floats(feeds.get(name))
                    : Tensors.ints(feeds.get(name));
            fed.add(tensor);
            runner.feed(input, tensor);
          });
      outputs.values().forEach(runner::fetch);
      Map<String, Array> values = new LinkedHashMap<>();
      try (Result result = runner.run()) {
        int i = 0;
        for (String name : outputs.keySet()) {
          values.put(name, Tensors.array(result.get(i++)));
        }
      }
      return values;
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
