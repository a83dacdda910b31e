package org.heirloom.model.brought;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.heirloom.StudyException;
import org.heirloom.study.Brought;

/**
 * Brings together what a study declares of a model, what the model says, and what the data need.
 */
final class Fitting {
  static final int CHANNELS = 3;
  private static final int IMAGE_RANK = 4;

  private final String key;
  private final Brought declared;
  private final Contents contents;

  /** With the key of the study under which the model is declared. */
  Fitting(String key, Brought declared, Contents contents) {
    this.key = key;
    this.declared = declared;
    this.contents = contents;
  }

  /**
   * How the model is to be fed; whether it answers probabilities is left to {@link Trial}.
   *
   * @throws StudyException if model, study and data do not fit together
   */
  Handling handling(List<String> classes, int sizePixels) {
    Port output = Contents.choose(key + ".output", declared.output(), contents.outputs());
    requireClasses(output, classes.size());
    return new Handling(
        contents.format(),
        contents.format().equals(Contents.ONNX) ? contents.files().get(0).toString() : "",
        contents.signature(),
        output.name(),
        input(sizePixels),
        declared.outputs().equals("probabilities"),
        order(classes));
  }

  /** How images become the model's input. */
  Handling.Input input(int sizePixels) {
    if (contents.inputs().size() != 1) {
      throw refused(
          "input",
          "the model takes more than images",
          contents.inputs().stream().map(Port::text).toList().toString(),
          "one input");
    }
    Port image = Contents.choose(key + ".input", declared.input(), contents.inputs());
    if (!image.isFloat() || (image.isKnown() && image.shape().size() != IMAGE_RANK)) {
      throw refused("input", "not a batch of images", image.text(), "float with four dimensions");
    }
    boolean first = channelsFirst(image);
    return new Handling.Input(
        image.size(0),
        size(image, first, sizePixels),
        first,
        declared.range(),
        declared.mean(),
        declared.deviation());
  }

  /** Without a declaration, the axis of size 3; where no axis tells, the format's custom. */
  private boolean channelsFirst(Port image) {
    boolean mayBeLast = fits(image.size(3), CHANNELS);
    boolean mayBeFirst = fits(image.size(1), CHANNELS);
    if (!(mayBeLast || mayBeFirst)) {
      throw refused("layout", "does not take colour images", image.text(), "3 channels");
    }
    boolean custom = contents.format().equals(Contents.ONNX);
    boolean first =
        switch (declared.layout()) {
          case "nhwc" -> false;
          case "nchw" -> true;
          default -> mayBeFirst && (custom || !mayBeLast || image.size(1) == CHANNELS);
        };
    if (first ? !mayBeFirst : !mayBeLast) {
      throw refused(
          "layout",
          "not that of the model",
          declared.layout() + " for " + image.text(),
          first ? "nhwc" : "nchw");
    }
    return first;
  }

  private int size(Port image, boolean channelsFirst, int sizePixels) {
    long height = image.size(channelsFirst ? 2 : 1);
    long width = image.size(channelsFirst ? 3 : 2);
    long said = height == Port.ANY ? width : height;
    if (!fits(height, said) || !fits(width, said)) {
      throw refused("path", "does not take square images", image.text(), "height = width");
    }
    if (declared.size() > 0 && !fits(said, declared.size())) {
      throw refused(
          "size",
          "not that of the model",
          declared.size() + " for " + image.text(),
          "0 or " + said);
    }
    return declared.size() > 0 ? declared.size() : said > 0 ? (int) said : sizePixels;
  }

  private static boolean fits(long size, long wanted) {
    return size == Port.ANY || size == wanted;
  }

  private void requireClasses(Port output, int classes) {
    long last = output.isKnown() ? output.shape().get(output.shape().size() - 1) : Port.ANY;
    if (!fits(last, classes)) {
      throw refused(
          "path",
          "the model has another number of classes than the data",
          output.text(),
          "%d. A model with other classes cannot teach these".formatted(classes));
    }
  }

  private List<Integer> order(List<String> classes) {
    if (declared.classes().isEmpty()) {
      return IntStream.range(0, classes.size()).boxed().toList();
    }
    Set<String> expected = new TreeSet<>(classes);
    if (!expected.equals(new TreeSet<>(declared.classes()))) {
      throw refused(
          "classes",
          "not the classes of the data",
          declared.classes().toString(),
          "the same names in the order of the model's outputs: " + expected);
    }
    return classes.stream().map(declared.classes()::indexOf).toList();
  }

  private StudyException refused(String name, String problem, String got, String expected) {
    return new StudyException(
        "%s.%s: %s. Got %s. Expected %s.".formatted(key, name, problem, got, expected));
  }
}
