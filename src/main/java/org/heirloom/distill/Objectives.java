package org.heirloom.distill;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.heirloom.StudyException;
import org.heirloom.model.tensorflow.Loss;
import org.heirloom.study.Study;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The objectives by the name that a study uses: a new one is one class and one line here. */
public final class Objectives {
  private static final Map<String, Function<Study.Objective, Loss>> BY_NAME =
      new TreeMap<>(Map.of("soft-targets", o -> new SoftTargets(o.temperature())));

  private Objectives() {}

  /** Names of all objectives. */
  public static Set<String> names() {
    return BY_NAME.keySet();
  }

  /** The loss of a student that sees labels alone; also that of a teacher. */
  public static Loss labels() {
    return new CrossEntropy();
  }

  /** The loss of a method: cross-entropy with the labels and the objectives, each by its weight. */
  public static Loss of(Study.Method method) {
    return new Sum(method, method.objectives().stream().map(Objectives::named).toList());
  }

  private static Loss named(Study.Objective objective) {
    Function<Study.Objective, Loss> make = BY_NAME.get(objective.name());
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

  /**
   * A weighted sum.
   *
   * @param terms of the method's objectives, in their order
   */
  private record Sum(Study.Method method, List<Loss> terms) implements Loss {

    @Override
    public Set<String> wanted() {
      Set<String> wanted = new TreeSet<>();
      terms.forEach(term -> wanted.addAll(term.wanted()));
      return wanted;
    }

    @Override
    public Operand<TFloat32> apply(Ops tf, Signals signals) {
      Operand<TFloat32> total =
          weighted(tf, method.labelWeight(), new CrossEntropy().apply(tf, signals));
      for (int i = 0; i < terms.size(); i++) {
        double weight = method.objectives().get(i).weight();
        Operand<TFloat32> term = terms.get(i).apply(tf, signals.beside("objective-" + i));
        total = tf.math.add(total, weighted(tf, weight, term));
      }
      return total;
    }

    private static Operand<TFloat32> weighted(Ops tf, double weight, Operand<TFloat32> term) {
      return tf.math.mul(term, tf.constant((float) weight));
    }
  }
}
