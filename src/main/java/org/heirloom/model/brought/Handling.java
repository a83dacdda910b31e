package org.heirloom.model.brought;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.heirloom.DataException;
import org.heirloom.InfraException;

/**
 * How a brought model is fed and read, with nothing left open: {@code brought.json} beside it.
 *
 * @param format {@code saved-model} or {@code onnx}
 * @param file name of the ONNX file; empty for a SavedModel
 * @param signature of a SavedModel that is run; empty for ONNX
 * @param output name of the output that is read
 * @param input how images become its input
 * @param probabilities whether it answers probabilities, whose logarithms are taken
 * @param order for each class of the data, the index of its output
 */
record Handling(
    String format,
    String file,
    String signature,
    String output,
    Input input,
    boolean probabilities,
    List<Integer> order) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final String FILE = "brought.json";

  Handling {
    order = List.copyOf(order);
  }

  /**
   * How images become a model's input: resized, brought to a range, less a mean, divided by a
   * deviation, channels moved.
   *
   * @param batch how many images it takes at once; −1 for any number
   * @param size side in pixels
   * @param channelsFirst whether channels stand before rows
   * @param range {@code 0..1}, {@code -1..1} or {@code 0..255}
   * @param mean per channel; empty for none
   * @param deviation per channel; empty for none
   */
  record Input(
      long batch,
      int size,
      boolean channelsFirst,
      String range,
      List<Double> mean,
      List<Double> deviation) {
    Input {
      mean = List.copyOf(mean);
      deviation = List.copyOf(deviation);
    }

    Input withRange(String other, List<Double> otherMean, List<Double> otherDeviation) {
      return new Input(batch, size, channelsFirst, other, otherMean, otherDeviation);
    }

    Input withLayout(boolean first) {
      return new Input(batch, size, first, range, mean, deviation);
    }

    /** For people: {@code nhwc, range 0..1}. */
    @JsonIgnore
    String text() {
      return "layout %s, range %s%s%s"
          .formatted(
              channelsFirst ? "nchw" : "nhwc",
              range,
              mean.isEmpty() ? "" : ", mean " + mean,
              deviation.isEmpty() ? "" : ", deviation " + deviation);
    }
  }

  Handling with(Input other) {
    return new Handling(format, file, signature, output, other, probabilities, order);
  }

  Handling withProbabilities(boolean answered) {
    return new Handling(format, file, signature, output, input, answered, order);
  }

  static Handling read(Path folder) {
    try {
      return JSON.readValue(folder.resolve(FILE).toFile(), Handling.class);
    } catch (IOException e) {
      throw new DataException(folder + ": cannot read the model: " + e.getMessage() + ".", e);
    }
  }

  void write(Path folder) {
    try {
      JSON.writeValue(folder.resolve(FILE).toFile(), this);
    } catch (IOException e) {
      throw new InfraException(folder + ": cannot write the model: " + e.getMessage() + ".", e);
    }
  }
}
