package org.heirloom.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.heirloom.DataException;
import org.heirloom.InfraException;
import org.heirloom.image.Pixels;
import org.heirloom.study.ArchitectureFamily;
import org.heirloom.study.Pooling;
import org.heirloom.study.Study;

/**
 * What is known about a stored model: {@code model.json} beside its SavedModel.
 *
 * @param architecture name and width, for example {@code resnet-8} and 16
 * @param pooling how it comes from positions to the image, for example {@code mean}
 * @param sizePixels side of its square input
 * @param channels of its input: 3 for colour, 1 for grey
 * @param classes number of logits
 * @param layers names that activations and gradients can be asked for, from input to output; none
 *     of a black box
 * @param mean per-channel mean of the training images in [0, 1], subtracted inside the model
 * @param deviation per-channel standard deviation, divided by inside the model
 * @param parameters number of trained values; 0 where that is not known
 * @param multiplyAdds multiplications, each with its addition, for one image; see {@link Footprint}
 */
public record ModelSpec(
    String architecture,
    int width,
    String pooling,
    int sizePixels,
    int channels,
    int classes,
    List<String> layers,
    List<Float> mean,
    List<Float> deviation,
    long parameters,
    long multiplyAdds) {
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

  /** What kind of network it is, for people. */
  public String text() {
    return isBlackBox()
        ? architecture
        : "%s, width %d, pooling %s".formatted(architecture, width, pooling);
  }

  /** The network as a study names it; one that is brought is no network of a study's. */
  public Study.Network network() {
    return new Study.Network(architecture, width, pooling);
  }

  /** Whether nothing but its answers is known: a model that somebody brought. */
  @JsonIgnore
  public boolean isBlackBox() {
    return layers.isEmpty();
  }

  /**
   * A network of ours for images like those that it is trained on.
   *
   * @param train gives size, channels, mean and deviation
   * @throws org.heirloom.StudyException if there is no such architecture, or the images are too
   *     small for it
   */
  public static ModelSpec of(Study.Network network, int classes, ImageSet train) {
    Pixels first = train.pixels(new int[] {0}).get(0);
    ImageSet.Moments moments = train.moments();
    Footprint footprint =
        Footprint.of(network, Footprint.images(first.height(), first.channels()), classes);
    return new ModelSpec(
        network.architecture(),
        network.width(),
        network.pooling(),
        first.height(),
        first.channels(),
        classes,
        ArchitectureFamily.member(network.architecture())
            .orElseThrow()
            .layers(Pooling.of(network.pooling())),
        moments.mean(),
        moments.deviation(),
        footprint.parameters(),
        footprint.multiplyAdds());
  }
}
