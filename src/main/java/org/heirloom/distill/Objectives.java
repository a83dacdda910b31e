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
      new TreeMap<>(
          Map.ofEntries(
              entry("soft-targets", o -> new SoftTargets(o.number("temperature"))),
              entry("logit-regression", o -> new LogitRegression(o.flag("standardise"))),
              entry("dkd", Objectives::dkd),
              entry("dist", Objectives::dist),
              entry("hints", o -> new Hints(layers(o))),
              entry("attention-transfer", o -> new AttentionTransfer(layers(o))),
              entry("similarity-preserving", o -> new SimilarityPreserving(layers(o))),
              entry("rkd", Objectives::rkd),
              entry("pkt", o -> new Pkt(layers(o))),
              entry("vid", o -> new Vid(layers(o))),
              entry("crd", Objectives::crd),
              entry("explanation-matching", o -> new ExplanationMatching()),
              entry("interpretive", o -> new Interpretive(layers(o)))));

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

  private static Map.Entry<String, Function<Study.Objective, Loss>> entry(
      String name, Function<Study.Objective, Loss> make) {
    return Map.entry(name, make);
  }

  private static List<LayerPair> layers(Study.Objective o) {
    return LayerPair.all(o.layers());
  }

  private static Loss rkd(Study.Objective o) {
    return new Rkd(layers(o), o.number("distanceWeight"), o.number("angleWeight"));
  }

  private static Loss crd(Study.Objective o) {
    Crd.Space space = new Crd.Space(o.whole("dimension"), o.number("momentum"));
    return new Crd(layers(o), o.number("temperature"), space, o.whole("negatives"));
  }

  private static Loss dkd(Study.Objective o) {
    return new Dkd(o.number("temperature"), o.number("targetWeight"), o.number("otherWeight"));
  }

  private static Loss dist(Study.Objective o) {
    return new Dist(o.number("temperature"), o.number("exampleWeight"), o.number("classWeight"));
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
    public boolean wantsConcepts() {
      return terms.stream().anyMatch(Loss::wantsConcepts);
    }

    @Override
    public Operand<TFloat32> apply(Ops tf, Signals signals) {
      Operand<TFloat32> total =
          tf.math.mul(
              new CrossEntropy().apply(tf, signals), tf.constant((float) method.labelWeight()));
      for (int i = 0; i < terms.size(); i++) {
        Operand<TFloat32> weight =
            Weight.of(method.objectives().get(i)).at(tf, signals.batch().progress());
        Operand<TFloat32> term = terms.get(i).apply(tf, signals.beside("objective-" + i));
        total = tf.math.add(total, tf.math.mul(term, weight));
      }
      return total;
    }
  }
}
