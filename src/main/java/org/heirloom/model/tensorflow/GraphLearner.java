package org.heirloom.model.tensorflow;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** The graph, the variables and the optimiser of a {@link GraphTraining}. */
final class GraphLearner extends TrainedGraph {
  private final Placeholder<TUint8> pixels;
  private final Placeholder<TFloat32> rate;
  private final Operand<TFloat32> loss;
  private final Operand<TFloat32> evaluationLoss;
  private final Op trainStep;
  private final Optimizer optimizer;

  GraphLearner(GraphTraining.Task task) {
    Ops tf = ops();
    Shape shape = Shape.of(-1, task.size()[0], task.size()[1], task.size()[2]);
    pixels = tf.withName("pixels").placeholder(TUint8.class, Placeholder.shape(shape));
    rate = floats(tf, "rate", Shape.scalar());
    Operand<TFloat32> images = Images.toUnit(tf, pixels);
    VariableLayers layers = new VariableLayers(tf);
    loss = task.objective().apply(layers, images);
    optimizer = Optimizer.of(task.recipe(), tf, rate);
    trainStep = optimizer.step(loss, layers.trained(), layers, after -> List.of());
    layers.evaluate();
    evaluationLoss = task.objective().apply(layers, images);
    open(tf, layers, optimizer.slots(), task.precision());
  }

  /** One step of training; returns the loss before it. */
  float step(TUint8 batch, Learner.Moment moment) {
    try (TFloat32 now = TFloat32.scalarOf((float) optimizer.effectiveRate(moment));
        Result result =
            runner().feed(pixels, batch).feed(rate, now).addTarget(trainStep).fetch(loss).run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  /** The loss by running statistics. */
  float evaluate(TUint8 batch) {
    try (Result result = runner().feed(pixels, batch).fetch(evaluationLoss).run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }
}
