package org.heirloom.cli;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.heirloom.beam.FlinkApplication;
import org.heirloom.stage.Engine;
import org.heirloom.stage.Executor;
import org.heirloom.stage.Job;
import org.heirloom.stage.PlanEntry;
import org.heirloom.stage.RunOptions;
import org.heirloom.stage.StageOutcome;
import org.heirloom.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code heirloom stage NAME STUDY}: one stage, as a cluster runs it. */
@Command(
    name = "stage",
    description = "Runs one stage of a study; the stages before it must be complete.",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true)
final class StageCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(index = "0", paramLabel = "NAME", description = "The stage, for example teach.")
  private String name;

  @Mixin private StudyOptions options;
  @Mixin private SpreadOptions spread;
  @Mixin private ProgressOptions progress;

  StageCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Job job = options.job(options.study(shell.home()), shell.home());
    StageNames.check("stage", Set.of(name), job.pipeline());
    RunOptions what = new RunOptions(spread.parallelism(), Set.of(name), Set.of());
    try (Store store = options.open();
        Executor executor = shell.executors().apply(spread.spread())) {
      List<StageOutcome> outcomes =
          new Engine(shell.stages(), executor, store, shell.clock())
              .run(job, what, progress.listener(shell));
      if (outcomes.isEmpty()) {
        shell.out().println(name + ": this study asks for nothing that this stage makes.");
      }
      if (spread.isApplication() && outcomes.stream().allMatch(StageCommand::isReused)) {
        FlinkApplication.runNothing();
      }
    }
    return 0;
  }

  private static boolean isReused(StageOutcome outcome) {
    return outcome.plan().action() == PlanEntry.Action.REUSE;
  }
}
