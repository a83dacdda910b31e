package org.heirloom.model.tensorflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.heirloom.model.Weights;

/**
 * How far one network has come in training: its epochs, the best weights so far, and the losses
 * since the epoch before. Checkpoints hold it together with all variables.
 *
 * @param <E> what is known of an epoch
 */
final class TrainingState<E> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String prefix;
  private final Class<E> type;
  private final ToIntFunction<List<E>> select;
  private List<E> epochs = new ArrayList<>();
  private Weights best;
  private double lossSum;
  private long lossCount;

  /**
   * A training that has not begun.
   *
   * @param prefix of the names of its files
   * @param select the place of the epoch whose weights are kept
   */
  TrainingState(String prefix, Class<E> type, ToIntFunction<List<E>> select) {
    this.prefix = prefix;
    this.type = type;
    this.select = select;
  }

  /** Takes in the loss of a step. */
  void add(float loss) {
    lossSum += loss;
    lossCount++;
  }

  /** Mean of the losses since the epoch before. */
  double meanLoss() {
    return lossSum / lossCount;
  }

  /**
   * Ends an epoch.
   *
   * @param weights are asked for if it is the best so far
   */
  void add(E epoch, Supplier<Weights> weights) {
    epochs.add(epoch);
    lossSum = 0;
    lossCount = 0;
    if (selected() == epochs.size() - 1) {
      best = weights.get();
    }
  }

  List<E> epochs() {
    return Collections.unmodifiableList(epochs);
  }

  /** Place of the epoch whose weights are kept. */
  int selected() {
    return select.applyAsInt(epochs);
  }

  /** Weights of that epoch. */
  Weights best() {
    return best;
  }

  /** Puts it into a checkpoint. */
  void write(Path folder, Weights variables) {
    try {
      variables.write(folder.resolve(prefix + "variables.bin"));
      if (best != null) {
        best.write(folder.resolve(prefix + "best.bin"));
      }
      ObjectNode course =
          JSON.createObjectNode().put("lossSum", lossSum).put("lossCount", lossCount);
      course.set("epochs", JSON.valueToTree(epochs));
      JSON.writeValue(folder.resolve(prefix + "course.json").toFile(), course);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes it from a checkpoint, and returns the variables. */
  Weights read(Path folder) {
    try {
      JsonNode course = JSON.readTree(folder.resolve(prefix + "course.json").toFile());
      lossSum = course.required("lossSum").asDouble();
      lossCount = course.required("lossCount").asLong();
      epochs = JSON.readerForListOf(type).readValue(course.required("epochs"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    best = epochs.isEmpty() ? null : Weights.read(folder.resolve(prefix + "best.bin"));
    return Weights.read(folder.resolve(prefix + "variables.bin"));
  }
}
