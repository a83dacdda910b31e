package org.heirloom.model.tensorflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.heirloom.StudyException;
import org.heirloom.study.Study;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.train.ApplyMomentum;
import org.tensorflow.types.TFloat32;

/**
 * Turns gradients into updates. Weight decay is an L2 penalty on kernels alone: scales, biases and
 * running statistics are spared, and depthwise kernels, of which there are so few (Howard et al.
 * 2017, MobileNets, section 3.4).
 */
abstract class Optimizer {
  private final double weightDecay;
  private final Map<String, Variable<TFloat32>> slots = new TreeMap<>();
  final Ops tf;
  final Operand<TFloat32> rate;

  private Optimizer(double weightDecay, Ops tf, Operand<TFloat32> rate) {
    this.weightDecay = weightDecay;
    this.tf = tf;
    this.rate = rate;
  }

  static Optimizer of(Study.Training recipe, Ops tf, Operand<TFloat32> rate) {
    return switch (recipe.optimizer()) {
      case "momentum" -> new Momentum(recipe, tf, rate);
      case "adam" -> new Adam(recipe, tf, rate);
      default ->
          throw new StudyException(
              "training.optimizer: unknown. Got "
                  + recipe.optimizer()
                  + ". Expected momentum or adam.");
    };
  }

  /** Variables of the optimiser itself, by name. */
  Map<String, Variable<TFloat32>> slots() {
    return slots;
  }

  /** The rate to feed at a step. */
  double effectiveRate(Learner.Moment step) {
    return step.rate();
  }

  /**
   * Adds one step: every update waits for all gradients and the loss, so that no gradient reads a
   * variable that the same step has changed.
   *
   * @param trained by name
   * @param layers whose running statistics are updated as well
   * @param besides updates of what is no part of the network
   */
  final Op step(
      Operand<TFloat32> loss,
      Map<String, Variable<TFloat32>> trained,
      VariableLayers layers,
      Function<Ops, List<Op>> besides) {
    List<Operand<?>> gradients = new ArrayList<>();
    tf.gradients(loss, trained.values()).forEach(gradients::add);
    List<Op> ready = new ArrayList<>(gradients);
    ready.add(loss);
    ready.addAll(layers.updates().values());
    // One operation to wait for, in place of an edge from each of these to each update.
    Op allReady = tf.withControlDependencies(ready).noOp();
    Ops after = tf.withControlDependencies(List.of(allReady));
    List<Op> done = new ArrayList<>(layers.assignUpdates(after));
    done.addAll(besides.apply(after));
    int i = 0;
    for (Map.Entry<String, Variable<TFloat32>> entry : trained.entrySet()) {
      @SuppressWarnings("unchecked")
      Operand<TFloat32> gradient = (Operand<TFloat32>) gradients.get(i++);
      done.add(update(after, entry.getKey(), entry.getValue(), gradient));
    }
    return tf.withControlDependencies(done).noOp();
  }

  private Op update(
      Ops after, String name, Variable<TFloat32> variable, Operand<TFloat32> gradient) {
    Operand<TFloat32> total = gradient;
    if (name.endsWith("/kernel") && weightDecay > 0) {
      total =
          after.math.add(gradient, after.math.mul(variable, after.constant((float) weightDecay)));
    }
    return apply(after, name, variable, total);
  }

  abstract Op apply(
      Ops after, String name, Variable<TFloat32> variable, Operand<TFloat32> gradient);

  final Variable<TFloat32> slot(String kind, String name, Variable<TFloat32> like) {
    String slot = "optimizer/" + kind + "/" + name.replace('/', '.');
    return slots.computeIfAbsent(slot, s -> tf.variable(like.shape(), TFloat32.class));
  }

  /** Stochastic gradient descent with Nesterov's momentum. */
  private static final class Momentum extends Optimizer {
    private final float momentum;

    Momentum(Study.Training recipe, Ops tf, Operand<TFloat32> rate) {
      super(recipe.weightDecay(), tf, rate);
      this.momentum = (float) recipe.momentum();
    }

    @Override
    Op apply(Ops after, String name, Variable<TFloat32> variable, Operand<TFloat32> gradient) {
      return after.train.applyMomentum(
          variable,
          slot("momentum", name, variable),
          rate,
          gradient,
          after.constant(momentum),
          ApplyMomentum.useNesterov(true));
    }
  }

  /**
   * Adam (Kingma and Ba, 2015) with β₁ = 0.9, β₂ = 0.999, ε = 1e-8; its bias correction is part of
   * the rate.
   */
  private static final class Adam extends Optimizer {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;

    Adam(Study.Training recipe, Ops tf, Operand<TFloat32> rate) {
      super(recipe.weightDecay(), tf, rate);
    }

    @Override
    double effectiveRate(Learner.Moment step) {
      double first = 1 - Math.pow(BETA1, (double) step.step());
      double second = 1 - Math.pow(BETA2, (double) step.step());
      return step.rate() * Math.sqrt(second) / first;
    }

    @Override
    Op apply(Ops after, String name, Variable<TFloat32> variable, Operand<TFloat32> gradient) {
      Operand<TFloat32> corrected = after.constant(0f);
      return after.train.applyAdam(
          variable,
          slot("first", name, variable),
          slot("second", name, variable),
          corrected,
          corrected,
          rate,
          after.constant((float) BETA1),
          after.constant((float) BETA2),
          after.constant(1e-8f),
          gradient);
    }
  }
}
