package org.heirloom.probe;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.heirloom.DataException;
import org.heirloom.Seed;

/**
 * How well a linear classifier reads a concept off a layer, and how well the same classifier learns
 * a control task: labels that were dealt to types of examples by chance. What is read off a control
 * task is memory of the probe, not knowledge of the layer.
 *
 * <p>L2-penalised logistic regression on activations standardised by the training examples.
 *
 * @param accuracy share of test examples whose concept is told, in [0, 1]; one on the boundary
 *     counts half; NaN where no channel varies in training
 * @param control the same for the control task
 * @see <a href="https://arxiv.org/abs/1909.03368">Hewitt and Liang (2019), Designing and
 *     interpreting probes with control tasks</a>
 */
public record LinearProbe(double accuracy, double control) {

  /**
   * Examples of one layer.
   *
   * @param activations {@code [examples][channels]}
   * @param concept whether each example has the concept
   * @param types what each example is, in the sense of the control task: for example its
   *     background, or its combination of factors. Types must recur, else there is nothing to
   *     memorise
   */
  public record Examples(double[][] activations, boolean[] concept, int[] types) {
    public Examples {
      int n = activations.length;
      if (n == 0 || concept.length != n || types.length != n) {
        throw new IllegalArgumentException(
            "Expected activations, concept and type of at least 1 example, got %d, %d and %d"
                .formatted(n, concept.length, types.length));
      }
      for (double[] row : activations) {
        if (row.length == 0 || row.length != activations[0].length) {
          throw new IllegalArgumentException(
              "Expected as many channels for every example, got %d and %d"
                  .formatted(activations[0].length, row.length));
        }
        if (!Arrays.stream(row).allMatch(Double::isFinite)) {
          throw new DataException(
              "linear probe: activations that are not finite. Got %s. Expected finite values."
                  .formatted(Arrays.toString(row)));
        }
      }
    }
  }

  /** Accuracy beyond that of the control task, in [−1, 1]. */
  public double selectivity() {
    return accuracy - control;
  }

  /**
   * Fits both classifiers to the training examples and counts on the test examples.
   *
   * @param test of types that occur in training
   * @param ridge λ, above 0
   * @param seed deals the control labels; as many types get the concept's label as examples have
   *     it, in proportion
   * @throws DataException if training examples all have the concept, or none has it, or are of one
   *     type, or if a test example is of a type of its own
   */
  public static LinearProbe of(Examples train, Examples test, double ridge, Seed seed) {
    Map<Integer, Boolean> dealt = controlLabels(train, seed);
    boolean[] trainControl = labels(train, dealt);
    boolean[] testControl = labels(test, dealt);
    Scale scale = Scale.of(train.activations());
    if (scale.isConstant()) {
      return new LinearProbe(Double.NaN, Double.NaN);
    }
    double[][] x = scale.apply(train.activations());
    double[][] heldOut = scale.apply(test.activations());
    RidgeForm form = RidgeForm.of(x, x.length * ridge);
    return new LinearProbe(
        accuracy(LogisticRegression.fit(form, train.concept(), ridge), heldOut, test.concept()),
        accuracy(LogisticRegression.fit(form, trainControl, ridge), heldOut, testControl));
  }

  private static Map<Integer, Boolean> controlLabels(Examples train, Seed seed) {
    int n = train.concept().length;
    int[] types = Arrays.stream(train.types()).distinct().sorted().toArray();
    int having = 0;
    for (boolean has : train.concept()) {
      having += has ? 1 : 0;
    }
    if (having == 0 || having == n) {
      throw new DataException(
          ("linear probe: one label only. Got %d of %d training examples with the "
                  + "concept. Expected both.")
              .formatted(having, n));
    }
    if (types.length < 2) {
      throw new DataException(
          "linear probe: too few types for a control task. Got %d. Expected at least 2."
              .formatted(types.length));
    }
    long share = Math.round(types.length * (having / (double) n));
    long positive = Math.max(1, Math.min(types.length - 1, share));
    int[] order = seed.stream().permutation(types.length);
    Map<Integer, Boolean> labels = new HashMap<>();
    for (int i = 0; i < types.length; i++) {
      labels.put(types[order[i]], i < positive);
    }
    return labels;
  }

  private static boolean[] labels(Examples examples, Map<Integer, Boolean> dealt) {
    boolean[] labels = new boolean[examples.types().length];
    for (int i = 0; i < labels.length; i++) {
      Boolean label = dealt.get(examples.types()[i]);
      if (label == null) {
        throw new DataException(
            ("linear probe: a test example of an unknown type. Got %d. Expected one that "
                    + "occurs in training.")
                .formatted(examples.types()[i]));
      }
      labels[i] = label;
    }
    return labels;
  }

  private static double accuracy(LogisticRegression fit, double[][] rows, boolean[] labels) {
    double correct = 0;
    for (int i = 0; i < rows.length; i++) {
      correct += fit.correct(rows[i], labels[i]);
    }
    return correct / rows.length;
  }
}
