package org.heirloom.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.heirloom.stage.Engine;
import org.heirloom.stage.Executor;
import org.heirloom.stage.Job;
import org.heirloom.stage.RunOptions;
import org.heirloom.stage.StageOutcome;
import org.heirloom.store.Store;
import org.heirloom.study.StudyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code heirloom run STUDY}: the whole chain, from examples to report. */
@Command(
    name = "run",
    description = {
      "Runs a study through every stage and writes its report.",
      "Stages whose output is complete are reused; after an interruption the same command goes on."
    },
    versionProvider = Version.class,
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private final Shell shell;
  @Mixin private StudyOptions options;
  @Mixin private SpreadOptions spread;
  @Mixin private ProgressOptions progress;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description =
          "Where the report goes: a folder, or gs://bucket/prefix (default: heirloom-report/<study's"
              + " name>).")
  private String out;

  @Option(
      names = "--force",
      paramLabel = "STAGE",
      description = "Run this stage again although its output is complete. May be repeated.")
  private Set<String> force = new LinkedHashSet<>();

  RunCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    StudyFile study = options.study(shell.home());
    Job job = options.job(study, shell.home());
    StageNames.check("--force", force, job.pipeline());
    ReportFolder folder = ReportFolder.at(out, study.study().name());
    RunOptions what = new RunOptions(spread.parallelism(), Set.of(), force);
    try (Store store = options.open();
        Executor executor = shell.executors().apply(spread.spread())) {
      Engine engine = new Engine(shell.stages(), executor, store, shell.clock());
      List<StageOutcome> outcomes = engine.run(job, what, progress.listener(shell));
      return new Conclusion(shell.out(), study.study()).tell(outcomes, store, folder);
    }
  }
}
