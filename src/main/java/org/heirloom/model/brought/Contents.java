package org.heirloom.model.brought;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.heirloom.StudyException;

/**
 * What a file of a model says of itself.
 *
 * @param format {@code saved-model} or {@code onnx}
 * @param signature the function of a SavedModel that is run; empty for ONNX
 * @param root folder of the model
 * @param files relative to {@code root}: all that the model needs, and nothing else that may lie
 *     beside it
 * @param inputs of the signature
 * @param outputs of the signature
 * @param parameters number of trained values, as far as the model says
 */
record Contents(
    String format,
    String signature,
    Path root,
    List<Path> files,
    List<Port> inputs,
    List<Port> outputs,
    long parameters) {
  static final String SAVED_MODEL = "saved-model";
  static final String ONNX = "onnx";

  Contents {
    files = List.copyOf(files);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * The port of that name among {@code ports}, or the only one where the study names none.
   *
   * @param key of the study that names it
   */
  static Port choose(String key, String name, List<Port> ports) {
    List<Port> fitting =
        ports.stream().filter(p -> name.isEmpty() || p.name().equals(name)).toList();
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    throw new StudyException(
        "%s: %s. Got \"%s\". Expected one of: %s."
            .formatted(
                key,
                name.isEmpty() ? "the model has not exactly one" : "not in the model",
                name,
                ports.stream().map(Port::text).collect(Collectors.joining("; "))));
  }
}
