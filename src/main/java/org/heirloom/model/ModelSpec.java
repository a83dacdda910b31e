package org.heirloom.model;

import java.util.List;

/**
 * What is known about a stored model: {@code model.json} beside its SavedModel.
 *
 * @param architecture name and width, for example {@code resnet-8} and 16
 * @param sizePixels side of its square input
 * @param channels 3
 * @param classes number of logits
 * @param layers names that activations and gradients can be asked for, from input to output
 * @param mean per-channel mean of the training images in [0, 1], subtracted inside the model
 * @param deviation per-channel standard deviation, divided by inside the model
 * @param parameters number of trained values
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

  public ModelSpec {
    layers = List.copyOf(layers);
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
  }
}
