package org.heirloom.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heirloom.stage.Job;
import org.heirloom.store.Store;
import org.heirloom.store.Stores;
import org.heirloom.study.StudyFile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which study, with what changed, through which stages, in which store. */
final class StudyOptions {
  @Parameters(
      paramLabel = "STUDY",
      description = "The study file, from the current directory or from the installation.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = {
        "Change one value of the study, for example sample.train=5000 or"
            + " distill.methods[0].labelWeight=0.2. May be given several times."
      })
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--store",
      paramLabel = "FOLDER",
      defaultValue = "heirloom-store",
      description =
          "Where stages leave what they made: a folder, or gs://bucket/prefix (default:"
              + " ${DEFAULT-VALUE}).")
  private String store;

  @Mixin private PipelineOption pipeline;

  /**
   * Loads the study.
   *
   * @param home of the installation, where a file is looked for that is not in the current
   *     directory
   */
  StudyFile study(Path home) {
    Path shipped = home.resolve(file);
    boolean here = Files.exists(file) || !Files.exists(shipped);
    return StudyFile.load(here ? file : shipped, overrides);
  }

  Job job(StudyFile study, Path home) {
    return new Job(study.study(), study.folder(), pipeline.read(home));
  }

  Store open() {
    return Stores.open(store);
  }

  /** The store as it was given. */
  String store() {
    return store;
  }
}
