package org.heirloom.model.brought;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.heirloom.study.Brought;

/** Models that Keras and PyTorch wrote, and what these say of examples 0 to 7. */
final class Fixtures {
  static final Path FOLDER = Path.of("src/test/resources/org/heirloom/model/brought");
  static final List<Double> TORCH_MEAN = List.of(0.5, 0.45, 0.4);
  static final List<Double> TORCH_DEVIATION = List.of(0.25, 0.2, 0.3);

  private Fixtures() {}

  /** What a study says of a model of which it declares only its range. */
  static Brought declared(String path, String range) {
    return declared(path, range, List.of(), List.of());
  }

  static Brought declared(String path, String range, List<Double> mean, List<Double> deviation) {
    return new Brought(
        path, "auto", "", "", "", "auto", 0, range, mean, deviation, "auto", List.of());
  }

  static Brought torch() {
    return declared("torch.onnx", "0..1", TORCH_MEAN, TORCH_DEVIATION);
  }

  /** What Python says of examples 0 to 7. */
  static double[][] answers(String file) throws IOException {
    return Files.readAllLines(FOLDER.resolve(file)).stream()
        .map(line -> List.of(line.split(" ")).stream().mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }
}
