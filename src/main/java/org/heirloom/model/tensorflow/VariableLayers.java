package org.heirloom.model.tensorflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

/**
 * Layers whose weights are variables, shared by the training and the evaluation copy of a network
 * in one graph.
 *
 * <p>The training copy normalises by the batch and remembers how the running statistics would move
 * ({@link #updates}); the evaluation copy normalises by the running statistics.
 */
final class VariableLayers extends Layers {
  /** Share of the old running statistics that one step keeps. */
  static final float RUNNING_MOMENTUM = 0.9f;

  private final Map<String, Variable<TFloat32>> trained = new LinkedHashMap<>();
  private final Map<String, Variable<TFloat32>> running = new LinkedHashMap<>();
  private final Map<String, Operand<TFloat32>> updates = new LinkedHashMap<>();
  private boolean training = true;

  VariableLayers(Ops tf) {
    super(tf);
  }

  /** From now on, layers normalise by running statistics. */
  void evaluate() {
    training = false;
  }

  /** Variables that gradients change. */
  Map<String, Variable<TFloat32>> trained() {
    return trained;
  }

  /** Running means and variances, and what is fixed. */
  Map<String, Variable<TFloat32>> running() {
    return running;
  }

  /** New values of the running statistics after this batch, by name. Not yet assigned. */
  Map<String, Operand<TFloat32>> updates() {
    return updates;
  }

  /** All variables. */
  List<Map.Entry<String, Variable<TFloat32>>> all() {
    List<Map.Entry<String, Variable<TFloat32>>> all = new ArrayList<>(trained.entrySet());
    all.addAll(running.entrySet());
    return all;
  }

  @Override
  public Operand<TFloat32> norm(String name, Operand<TFloat32> x) {
    int channels = channels(x);
    Variable<TFloat32> gamma = trained(name + "/gamma", channels);
    Variable<TFloat32> beta = trained(name + "/beta", channels);
    Variable<TFloat32> mean = running(name + "/mean", channels);
    Variable<TFloat32> variance = running(name + "/variance", channels);
    if (!training) {
      return tf.nn
          .fusedBatchNorm(
              x,
              gamma,
              beta,
              mean,
              variance,
              FusedBatchNorm.epsilon(EPSILON),
              FusedBatchNorm.isTraining(false))
          .y();
    }
    Operand<TFloat32> none = tf.constant(new float[0]);
    FusedBatchNorm<TFloat32, TFloat32> norm =
        tf.nn.fusedBatchNorm(
            x,
            gamma,
            beta,
            none,
            none,
            FusedBatchNorm.epsilon(EPSILON),
            FusedBatchNorm.isTraining(true));
    updates.put(name + "/mean", blend(mean, norm.batchMean()));
    updates.put(name + "/variance", blend(variance, norm.batchVariance()));
    return norm.y();
  }

  private Operand<TFloat32> blend(Variable<TFloat32> old, Operand<TFloat32> batch) {
    return tf.math.add(
        tf.math.mul(old, tf.constant(RUNNING_MOMENTUM)),
        tf.math.mul(batch, tf.constant(1 - RUNNING_MOMENTUM)));
  }

  @Override
  public Operand<TFloat32> weights(String name, long... shape) {
    return trained(name, shape);
  }

  @Override
  Operand<TFloat32> fixed(String name, long... shape) {
    return running(name, shape);
  }

  private Variable<TFloat32> trained(String name, long... shape) {
    return trained.computeIfAbsent(name, n -> variable(n, shape));
  }

  private Variable<TFloat32> running(String name, long... shape) {
    return running.computeIfAbsent(name, n -> variable(n, shape));
  }

  private Variable<TFloat32> variable(String name, long... shape) {
    return tf.withName(name.replace('/', '.')).variable(Shape.of(shape), TFloat32.class);
  }

  /** Assigns the running statistics; run it after everything in {@code after}. */
  List<Op> assignUpdates(Ops after) {
    List<Op> assigned = new ArrayList<>();
    updates.forEach((name, value) -> assigned.add(after.assign(running.get(name), value)));
    return assigned;
  }
}
