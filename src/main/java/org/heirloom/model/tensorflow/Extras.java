package org.heirloom.model.tensorflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.model.Array;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Variables that a loss brings: regressors and projections, trained with the student, and memories,
 * which are not. They are saved in checkpoints and absent from the student.
 */
public final class Extras {
  private static final String PREFIX = "extra/";

  private final Ops tf;
  private final String prefix;
  private final Map<String, Variable<TFloat32>> trained;
  private final Map<String, Variable<TFloat32>> kept;
  private final Map<String, Initial> initials;
  private final List<Function<Ops, Op>> updates;

  /** No variables yet, in the graph of {@code tf}. */
  public Extras(Ops tf) {
    this.tf = tf;
    this.prefix = PREFIX;
    this.trained = new LinkedHashMap<>();
    this.kept = new LinkedHashMap<>();
    this.initials = new LinkedHashMap<>();
    this.updates = new ArrayList<>();
  }

  private Extras(Extras parent, String name) {
    this.tf = parent.tf;
    this.prefix = parent.prefix + name + "/";
    this.trained = parent.trained;
    this.kept = parent.kept;
    this.initials = parent.initials;
    this.updates = parent.updates;
  }

  /** The same variables, named below {@code name}: so that two objectives do not meet. */
  public Extras in(String name) {
    return new Extras(this, name);
  }

  /** Where a variable begins. */
  @FunctionalInterface
  public interface Initial {
    /** Values in row-major order come one by one from a stream of the variable's own. */
    float next(RandomStream random);

    /** Everywhere the same. */
    static Initial constant(float value) {
      return random -> value;
    }

    /** Evenly between −bound and bound. */
    static Initial uniform(float bound) {
      return random -> (float) ((2 * random.nextDouble() - 1) * bound);
    }
  }

  /**
   * A trained variable with the usual initial values of its kind: names end in {@code kernel} (He
   * et al.; decays), {@code gamma} (one), {@code beta} or {@code bias} (zero).
   */
  public Operand<TFloat32> trained(String name, long... shape) {
    return trained.computeIfAbsent(
        prefix + name, n -> tf.variable(Shape.of(shape), TFloat32.class));
  }

  /** A trained variable. */
  public Operand<TFloat32> trained(String name, Initial initial, long... shape) {
    initials.put(prefix + name, initial);
    return trained(name, shape);
  }

  /** A variable that no gradient changes. */
  public Operand<TFloat32> kept(String name, Initial initial, long... shape) {
    initials.put(prefix + name, initial);
    return kept.computeIfAbsent(prefix + name, n -> tf.variable(Shape.of(shape), TFloat32.class));
  }

  /** Sets a kept variable at the end of each step, when everything that reads it is done. */
  public void update(String name, Operand<TFloat32> value) {
    Variable<TFloat32> variable = kept.get(prefix + name);
    updates.add(after -> after.assign(variable, value));
  }

  /**
   * Sets rows of a kept variable at the end of each step.
   *
   * @param rows which; where one stands twice, either value may stay, so let them be equal
   */
  public void updateRows(String name, Operand<TInt32> rows, Operand<TFloat32> values) {
    Variable<TFloat32> variable = kept.get(prefix + name);
    updates.add(after -> after.scatterUpdate(variable, rows, values));
  }

  /** Variables that gradients change. */
  Map<String, Variable<TFloat32>> trained() {
    return trained;
  }

  /** All variables by name. */
  Map<String, Variable<TFloat32>> all() {
    Map<String, Variable<TFloat32>> all = new LinkedHashMap<>(trained);
    all.putAll(kept);
    return all;
  }

  List<Op> assignUpdates(Ops after) {
    List<Op> done = new ArrayList<>();
    updates.forEach(update -> done.add(update.apply(after)));
    return done;
  }

  /** The initial value of a variable, by its full name. */
  Array initial(String name, long[] shape, Seed seed) {
    Initial initial = initials.get(name);
    if (initial == null) {
      return new Initializer(seed).value(name, shape);
    }
    RandomStream random = seed.child(name).stream();
    float[] values = new float[Math.toIntExact(Shape.of(shape).size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = initial.next(random);
    }
    return new Array(values, shape);
  }
}
