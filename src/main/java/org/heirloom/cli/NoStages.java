package org.heirloom.cli;

import java.util.List;
import org.heirloom.stage.Stage;
import org.heirloom.stage.StageRegistry;

/** No stages: until the chain is there. */
public final class NoStages implements StageRegistry {
  @Override
  public List<Stage> stages() {
    return List.of();
  }
}
