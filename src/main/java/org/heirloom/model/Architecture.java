package org.heirloom.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.heirloom.StudyException;
import org.heirloom.model.Step.Layer;
import org.heirloom.study.ArchitectureFamily;
import org.heirloom.study.Vocabulary;

/**
 * A network up to its last features, as data: what follows, the pooling of positions and a linear
 * classifier, is the same for all.
 *
 * @param name for example {@code resnet-20}
 * @param steps from input to output; the last one names the last features
 */
public record Architecture(String name, List<Step> steps) {

  public Architecture {
    steps = List.copyOf(steps);
    if (steps.isEmpty() || !(steps.get(steps.size() - 1) instanceof Layer)) {
      throw new IllegalArgumentException(name + ": the last step must name the last features");
    }
  }

  /** The architecture of that name, or empty if there is none. */
  public static Optional<Architecture> named(String name) {
    return ArchitectureFamily.member(name)
        .map(member -> new Architecture(name, Architectures.steps(member)));
  }

  /**
   * The architecture of that name.
   *
   * @throws StudyException if there is none
   */
  public static Architecture require(String name) {
    return named(name)
        .orElseThrow(
            () ->
                new StudyException(
                    "architecture: unknown. Got %s. Expected %s."
                        .formatted(name, String.join(", ", Vocabulary.ARCHITECTURES.names()))));
  }

  /**
   * Draws the network.
   *
   * @param width number of channels that its steps multiply
   * @return features of the named layers, from input to output; the last are what is pooled
   */
  public <T> Map<String, T> draw(Operations<T> operations, int width, T input) {
    return draw(operations, width, input, (name, features) -> features);
  }

  /**
   * Draws the network with changed features.
   *
   * @param width number of channels that its steps multiply
   * @param edit from a named layer and its features to those that the next layer sees
   * @return what the next layers see, by name, from input to output
   */
  public <T> Map<String, T> draw(
      Operations<T> operations, int width, T input, BiFunction<String, T, T> edit) {
    Map<String, T> layers = new LinkedHashMap<>();
    T features = input;
    for (Step step : steps) {
      features = step.draw(operations, width, features);
      if (step instanceof Layer layer) {
        features = edit.apply(layer.name(), features);
        layers.put(layer.name(), features);
      }
    }
    return layers;
  }
}
