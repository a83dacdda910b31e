package org.heirloom.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heirloom.chain.Stages;
import org.heirloom.stage.Stage;
import org.heirloom.stage.StageContext;
import org.heirloom.stage.StageRegistry;
import org.heirloom.study.Study;

/** Stages with the names and inputs of the real ones, which only say that they were there. */
public final class NamedStages implements StageRegistry {

  @Override
  public List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    new Stages().stages().forEach(stage -> stages.add(new Named(stage.name(), stage.inputs())));
    return stages;
  }

  private record Named(String name, List<String> inputs) implements Stage {
    @Override
    public String meaning() {
      return "The name alone.";
    }

    @Override
    public Object reads(Study study, Path studyFolder) {
      return study.name();
    }

    @Override
    public List<String> units(StageContext context) {
      inputs.forEach(context::inputUnits);
      return List.of("unit");
    }

    @Override
    public void run(String unit, StageContext context, Path draft) {
      try {
        Files.writeString(draft.resolve("name.txt"), name);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
