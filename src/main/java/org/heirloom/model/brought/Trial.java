package org.heirloom.model.brought;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.heirloom.HeirloomException;
import org.heirloom.StudyException;
import org.heirloom.model.Array;
import org.heirloom.model.ImageSet;
import org.heirloom.model.tensorflow.ForeignModel;
import org.heirloom.stats.Logits;

/**
 * Tries a model on labelled images before work starts: whether it answers at all, on ten of them;
 * whether it is fed as it should be, by its accuracy on up to a hundred, against other ways to feed
 * it.
 */
final class Trial {
  private static final int FEW = 10;
  private static final int MANY = 100;

  /** Another way to feed a model must be right on so many more of the images to be believed. */
  private static final double CLEARLY = 0.2;

  private static final List<Double> IMAGENET_MEAN = List.of(0.485, 0.456, 0.406);
  private static final List<Double> IMAGENET_DEVIATION = List.of(0.229, 0.224, 0.225);

  private final String key;
  private final ForeignModel model;
  private final Contents contents;
  private final Array images;
  private final int[] labels;

  /** With the key of the study under which the model is declared. */
  Trial(String key, ForeignModel model, Contents contents, ImageSet set) {
    this.key = key;
    this.model = model;
    this.contents = contents;
    int[] chosen = IntStream.range(0, Math.min(MANY, set.size())).toArray();
    this.images = Array.ofImages(set.pixels(chosen));
    this.labels = IntStream.of(chosen).map(i -> set.labels()[i]).toArray();
  }

  /**
   * The handling, with what the answers tell.
   *
   * @param declaredOutputs what the study says that the model answers
   * @throws StudyException if the answers cannot be right
   */
  Handling settle(Handling handling, String declaredOutputs) {
    Array few = images.rows(IntStream.range(0, Math.min(FEW, labels.length)).toArray());
    Array answers = BroughtModel.outputs(model, handling, few);
    requireFinite(answers);
    requireVaried(answers, handling);
    Handling settled =
        handling.withProbabilities(isProbabilities(answers, handling, declaredOutputs));
    requireRight(settled);
    return settled;
  }

  private void requireFinite(Array answers) {
    for (float value : answers.values()) {
      if (!Float.isFinite(value)) {
        throw refused(
            "path", "the model answers what is no number", Float.toString(value), "finite values");
      }
    }
  }

  private void requireVaried(Array answers, Handling handling) {
    for (int i = 1; i < answers.rows(); i++) {
      for (int c = 0; c < answers.rowSize(); c++) {
        float first = answers.values()[c];
        float other = answers.values()[i * answers.rowSize() + c];
        if (Math.abs(first - other) > 1e-6 * Math.max(1, Math.abs(first))) {
          return;
        }
      }
    }
    throw refused(
        "path",
        "the model answers the same, whatever the image",
        "%d equal answers with %s".formatted(answers.rows(), handling.input().text()),
        "answers that differ. Look at range, mean and deviation");
  }

  private boolean isProbabilities(Array answers, Handling handling, String declared) {
    boolean sumToOne =
        IntStream.range(0, answers.rows()).allMatch(i -> sumsToOne(answers.rowAsDoubles(i)));
    if (!declared.equals("auto") && sumToOne != handling.probabilities()) {
      throw refused(
          "outputs",
          "not what the model answers",
          "%s, and ten answers that %s"
              .formatted(declared, sumToOne ? "sum to 1" : "do not sum to 1"),
          sumToOne ? "probabilities" : "logits");
    }
    return sumToOne;
  }

  private static boolean sumsToOne(double[] row) {
    double sum = 0;
    for (double value : row) {
      if (value < 0) {
        return false;
      }
      sum += value;
    }
    return Math.abs(sum - 1) < 1e-3;
  }

  private void requireRight(Handling handling) {
    double accuracy = accuracy(handling);
    Optional<Handling.Input> better = Optional.empty();
    double best = accuracy;
    for (Handling.Input other : others(handling.input())) {
      double reached = tried(handling.with(other));
      if (reached > best && reached >= accuracy + CLEARLY) {
        better = Optional.of(other);
        best = reached;
      }
    }
    double chance = 1.0 / handling.order().size();
    if (better.isPresent() || accuracy <= chance) {
      double found = best;
      throw refused(
          "path",
          "the model is fed in a wrong way, or is not for these classes",
          "accuracy %s on %d images with %s"
              .formatted(percent(accuracy), labels.length, handling.input().text()),
          better
              .map(input -> "more. With %s it is %s".formatted(input.text(), percent(found)))
              .orElse(
                  "more than %s, which is chance. Look at range, mean, deviation, layout and classes"
                      .formatted(percent(chance))));
    }
  }

  private static String percent(double share) {
    return "%.2f".formatted(share);
  }

  private List<Handling.Input> others(Handling.Input declared) {
    List<Handling.Input> others = new ArrayList<>();
    for (Handling.Input layout :
        List.of(declared, declared.withLayout(!declared.channelsFirst()))) {
      for (String range : List.of("0..1", "-1..1", "0..255")) {
        others.add(layout.withRange(range, List.of(), List.of()));
        others.add(layout.withRange(range, declared.mean(), declared.deviation()));
      }
      others.add(layout.withRange("0..1", IMAGENET_MEAN, IMAGENET_DEVIATION));
    }
    others.removeIf(other -> other.equals(declared) || !takes(other));
    return others.stream().distinct().toList();
  }

  /** Whether the model's shapes allow it. */
  private boolean takes(Handling.Input input) {
    long channels = contents.inputs().get(0).size(input.channelsFirst() ? 1 : 3);
    return channels == Port.ANY || channels == Fitting.CHANNELS;
  }

  private double tried(Handling handling) {
    try {
      return accuracy(handling);
    } catch (HeirloomException e) {
      // The model does not take images in this way, so they are not fed in it by mistake.
      return 0;
    }
  }

  private double accuracy(Handling handling) {
    Array logits = BroughtModel.logits(BroughtModel.outputs(model, handling, images), handling);
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += Logits.argMax(logits.rowAsDoubles(i)) == labels[i] ? 1 : 0;
    }
    return (double) right / labels.length;
  }

  private StudyException refused(String name, String problem, String got, String expected) {
    return new StudyException(
        "%s.%s: %s. Got %s. Expected %s.".formatted(key, name, problem, got, expected));
  }
}
