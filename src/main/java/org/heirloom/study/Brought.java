package org.heirloom.study;

import java.util.List;

/**
 * A model that somebody else trained.
 *
 * @param path a SavedModel's folder or an ONNX file; empty for none
 * @param format {@code saved-model}, {@code onnx} or {@code auto}
 * @param signature of a SavedModel; empty for its default
 * @param input name of its input; empty for the only one
 * @param output name of the output with a value per class; empty for the only one
 * @param layout {@code nhwc}, {@code nchw} or {@code auto}
 * @param size side of its input in pixels; 0 for what the model says
 * @param range of the pixels that it takes
 * @param mean per channel, subtracted after scaling to that range; empty for none
 * @param deviation per channel, divided by after that; empty for none
 * @param outputs {@code logits}, {@code probabilities} or {@code auto}
 * @param classes names in the order of its outputs; empty where it is that of the data
 */
public record Brought(
    String path,
    String format,
    String signature,
    String input,
    String output,
    String layout,
    int size,
    String range,
    List<Double> mean,
    List<Double> deviation,
    String outputs,
    List<String> classes) {
  public Brought {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    classes = List.copyOf(classes);
  }

  /** The same, elsewhere. */
  public Brought at(String other) {
    return new Brought(
        other, format, signature, input, output, layout, size, range, mean, deviation, outputs,
        classes);
  }

  /** Whether there is one. */
  public boolean given() {
    return !path.isEmpty();
  }
}
