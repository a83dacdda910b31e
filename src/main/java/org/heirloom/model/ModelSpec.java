package org.heirloom.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.heirloom.DataException;
import org.heirloom.InfraException;

/**
 * What is known about a stored model: {@code model.json} beside its SavedModel.
 *
 * @param architecture name and width, for example {@code resnet-8} and 16
 * @param sizePixels side of its square input
 * @param channels 3
 * @param classes number of logits
 * @param layers names that activations and gradients can be asked for, from input to output; none
 *     of a black box
 * @param mean per-channel mean of the training images in [0, 1], subtracted inside the model
 * @param deviation per-channel standard deviation, divided by inside the model
 * @param parameters number of trained values; 0 where that is not known
 */
public record ModelSpec(
    String architecture,
    int width,
    int sizePixels,
    int channels,
    int classes,
    List<String> layers,
    List<Float> mean,
    List<Float> deviation,
    long parameters) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final String FILE = "model.json";

  public ModelSpec {
    layers = List.copyOf(layers);
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
  }

  /** Reads {@code model.json} of a model's folder. */
  public static ModelSpec read(Path folder) {
    try {
      return JSON.readValue(folder.resolve(FILE).toFile(), ModelSpec.class);
    } catch (IOException e) {
      throw new DataException(folder + ": cannot read the model: " + e.getMessage() + ".", e);
    }
  }

  /** Writes {@code model.json} into a model's folder. */
  public void write(Path folder) {
    try {
      JSON.writeValue(folder.resolve(FILE).toFile(), this);
    } catch (IOException e) {
      throw new InfraException(folder + ": cannot write the model: " + e.getMessage() + ".", e);
    }
  }

  /** Whether nothing but its answers is known: a model that somebody brought. */
  @JsonIgnore
  public boolean isBlackBox() {
    return layers.isEmpty();
  }
}
