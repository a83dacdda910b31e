package org.heirloom.model.tensorflow;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.heirloom.model.History;
import org.heirloom.model.Weights;
import org.heirloom.store.Checkpoints;

/**
 * Saves and restores the state of a training, arm by arm: all variables, the best weights, the
 * history.
 */
final class TrainingState {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TrainingState() {}

  /** Restores the newest checkpoint; returns the number of steps done, 0 if there is none. */
  static long restore(Checkpoints checkpoints, List<TrainingArm> arms) {
    Optional<Checkpoints.Saved> saved = checkpoints.latest();
    if (saved.isEmpty()) {
      return 0;
    }
    for (TrainingArm arm : arms) {
      Path folder = saved.get().folder();
      try {
        List<History.Epoch> epochs =
            JSON.readValue(
                folder.resolve(arm.name() + ".history.json").toFile(), new TypeReference<>() {});
        arm.restore(
            Weights.read(folder.resolve(arm.name() + ".variables.bin")),
            Weights.read(folder.resolve(arm.name() + ".best.bin")),
            epochs);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return saved.get().step();
  }

  static void save(Checkpoints checkpoints, List<TrainingArm> arms, long step) {
    checkpoints.save(
        step,
        folder -> {
          for (TrainingArm arm : arms) {
            try {
              arm.learner().variables().write(folder.resolve(arm.name() + ".variables.bin"));
              arm.best().write(folder.resolve(arm.name() + ".best.bin"));
              JSON.writeValue(folder.resolve(arm.name() + ".history.json").toFile(), arm.epochs());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        });
  }
}
