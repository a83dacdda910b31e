package org.heirloom.cli;

import java.util.List;
import org.heirloom.stage.Stage;
import org.heirloom.stage.StageRegistry;

/** No stages, for commands that fail before they need one. */
public final class NoStages implements StageRegistry {
  @Override
  public List<Stage> stages() {
    return List.of();
  }
}
