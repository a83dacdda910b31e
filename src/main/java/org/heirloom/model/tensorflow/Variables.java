package org.heirloom.model.tensorflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heirloom.model.Array;
import org.heirloom.model.Weights;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Assign;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** The variables of a graph by name: how they are set and read. */
final class Variables {
  private final Map<String, Variable<TFloat32>> variables = new TreeMap<>();
  private final Map<String, Placeholder<TFloat32>> assignFrom = new TreeMap<>();
  private final List<Assign<TFloat32>> assigns = new ArrayList<>();

  /** Adds what it takes to set a variable from outside. */
  void register(Ops tf, String name, Variable<TFloat32> variable) {
    variables.put(name, variable);
    Placeholder<TFloat32> from =
        tf.placeholder(TFloat32.class, Placeholder.shape(variable.shape()));
    assignFrom.put(name, from);
    assigns.add(tf.assign(variable, from));
  }

  /** Shapes by name. */
  Map<String, long[]> shapes() {
    Map<String, long[]> shapes = new TreeMap<>();
    variables.forEach((name, variable) -> shapes.put(name, variable.shape().asArray()));
    return shapes;
  }

  /** Sets all variables. */
  void assign(Session session, Weights values) {
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

  /** Copies of all variables. */
  Weights read(Session session) {
    return read(session, new ArrayList<>(variables.keySet()));
  }

  /** Copies of some. */
  Weights read(Session session, List<String> names) {
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
}
