package org.heirloom.model.tensorflow;

import org.heirloom.StudyException;
import org.heirloom.model.Architecture;

/** Looks architectures up. */
final class Architectures {
  private Architectures() {}

  static Architecture require(String name) {
    return Architecture.named(name)
        .orElseThrow(
            () ->
                new StudyException(
                    "architecture: unknown. Got "
                        + name
                        + ". Expected resnet-(6n+2), for example resnet-8 or resnet-20."));
  }
}
