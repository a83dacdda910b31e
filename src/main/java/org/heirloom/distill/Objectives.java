package org.heirloom.distill;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.heirloom.StudyException;
import org.heirloom.model.tensorflow.Loss;
import org.heirloom.study.Study;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The objectives by the name that a study uses: a new one is one class and one line here. */
public final class Objectives {
  private static final Map<String, Function<Study.Objective, Objective>> BY_NAME =
      new TreeMap<>(Map.of("soft-targets", o -> new SoftTargets(o.temperature())));

  private Objectives() {}

  /** Names of all objectives. */
  public static java.util.Set<String> names() {
    return BY_NAME.keySet();
  }

  /** The loss of a student that sees labels alone; also that of a teacher. */
  public static Loss labels() {
    return (tf, signals) -> new CrossEntropy().apply(tf, signals);
  }

  /** The loss of a method: cross-entropy with the labels and the objectives, each by its weight. */
  public static Loss of(Study.Method method) {
    return (tf, signals) -> {
      Operand<TFloat32> total =
          weighted(tf, method.labelWeight(), new CrossEntropy().apply(tf, signals));
      for (Study.Objective objective : method.objectives()) {
        total =
            tf.math.add(
                total, weighted(tf, objective.weight(), named(objective).apply(tf, signals)));
      }
      return total;
    };
  }

  private static Operand<TFloat32> weighted(Ops tf, double weight, Operand<TFloat32> term) {
    return tf.math.mul(term, tf.constant((float) weight));
  }

  private static Objective named(Study.Objective objective) {
    Function<Study.Objective, Objective> make = BY_NAME.get(objective.name());
    if (make == null) {
      throw new StudyException(
          "objectives: unknown. Got "
              + objective.name()
              + ". Expected one of "
              + BY_NAME.keySet()
              + ".");
    }
    return make.apply(objective);
  }
}
