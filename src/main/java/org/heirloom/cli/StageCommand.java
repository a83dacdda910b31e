package org.heirloom.cli;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.heirloom.beam.FlinkApplication;
import org.heirloom.metrics.exposed.Watch;
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
  @Mixin private WatchOptions watch;
  @Mixin private PublishOptions publish;

  StageCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  @SuppressWarnings("try") // The endpoint only has to be there while the stage runs.
  public Integer call() {
    publish.check();
    Job job = options.job(options.study(shell.home()), shell.home());
    StageNames.check("stage", Set.of(name), job.pipeline());
    publish.checkStages(List.of(name));
    RunOptions what = new RunOptions(spread.parallelism(), Set.of(name), Set.of());
    try (Watch.Watching watching = watch.open(shell);
        Store store = options.open();
        Executor executor = shell.executors().apply(spread.spread())) {
      Engine engine = new Engine(shell.stages(), executor, store, shell.clock());
      List<StageOutcome> outcomes = engine.run(job, what, progress.listener(shell));
      if (outcomes.isEmpty()) {
        shell.out().println(name + ": this study asks for nothing that this stage makes.");
      }
      if (spread.isApplication() && outcomes.stream().allMatch(StageCommand::isReused)) {
        FlinkApplication.runNothing();
      }
      if (!publish.isEmpty()) {
        publish.publish(
            new Conclusion(shell.out(), job.study()).results(engine.finished(job), store));
      }
    }
    return 0;
  }

  private static boolean isReused(StageOutcome outcome) {
    return outcome.plan().action() == PlanEntry.Action.REUSE;
  }
}
