package org.heirloom.store;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.heirloom.metrics.LiveSeries;
import org.heirloom.metrics.Phase;
import org.heirloom.metrics.Recording;

/** Checkpoints that tell what becomes of them, while somebody watches. */
final class RecordedCheckpoints implements Checkpoints {
  private final Checkpoints checkpoints;

  RecordedCheckpoints(Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
  }

  @Override
  public Optional<Saved> latest() {
    Optional<Saved> saved = checkpoints.latest();
    saved.ifPresent(there -> Recording.now().add(LiveSeries.CHECKPOINTS, 1, "restored"));
    return saved;
  }

  @Override
  public void save(long step, Consumer<Path> fill) {
    Phase.CHECKPOINT.during(() -> checkpoints.save(step, fill));
    Recording.now().add(LiveSeries.CHECKPOINTS, 1, "written");
  }

  @Override
  public void close() {
    checkpoints.close();
  }
}
