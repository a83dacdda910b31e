package org.heirloom.model;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.heirloom.StudyException;

/**
 * A residual network for small images, as data: a stem, stages of basic blocks, average pooling, a
 * linear classifier.
 *
 * <p>{@code resnet-(6n+2)} is the CIFAR network of He et al. (2016), section 4.2: three stages of n
 * blocks whose widths are 1, 2 and 4 times the first, each after the first halving the image. We
 * differ in the shortcut where a stage changes shape: a 1×1 convolution with batch normalisation in
 * place of padding with zeros.
 *
 * @param name for example {@code resnet-20}
 * @param stages from input to output
 */
public record Architecture(String name, List<Stage> stages) {
  private static final Pattern RESNET = Pattern.compile("resnet-(\\d{1,4})");

  public Architecture {
    stages = List.copyOf(stages);
  }

  /**
   * A run of blocks of one shape.
   *
   * @param blocks how many, at least 1
   * @param widthFactor channels, as a multiple of the network's width
   * @param stride of the first block
   */
  public record Stage(int blocks, int widthFactor, int stride) {}

  /** The architecture of that name, or empty if there is none. */
  public static Optional<Architecture> named(String name) {
    Matcher resnet = RESNET.matcher(name);
    if (!resnet.matches()) {
      return Optional.empty();
    }
    int depth = Integer.parseInt(resnet.group(1));
    if (depth < 8 || (depth - 2) % 6 != 0) {
      return Optional.empty();
    }
    int blocks = (depth - 2) / 6;
    return Optional.of(
        new Architecture(
            name,
            List.of(new Stage(blocks, 1, 1), new Stage(blocks, 2, 2), new Stage(blocks, 4, 2))));
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
                    "architecture: unknown. Got "
                        + name
                        + ". Expected resnet-(6n+2), for example resnet-8 or resnet-20."));
  }

  /**
   * Names of the layers whose activations can be asked for: the stem, the end of each stage, the
   * pooled features.
   */
  public List<String> layers() {
    return IntStream.range(0, stages.size() + 2)
        .mapToObj(i -> i == 0 ? "stem" : i <= stages.size() ? "stage" + i : "pooled")
        .toList();
  }
}
