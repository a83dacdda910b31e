package org.heirloom.cli;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.heirloom.StudyException;
import org.heirloom.chain.TensorBoardExport;
import org.heirloom.metrics.exposed.Watch;
import org.heirloom.stage.Engine;
import org.heirloom.stage.Executor;
import org.heirloom.stage.Finished;
import org.heirloom.stage.Job;
import org.heirloom.stage.Pipeline.Step;
import org.heirloom.stage.RunOptions;
import org.heirloom.stage.StageContext;
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
  private static final String DISTILL = "distill";
  private static final String EXPLAIN = "explain";

  private final Shell shell;
  @Mixin private StudyOptions options;
  @Mixin private SpreadOptions spread;
  @Mixin private ProgressOptions progress;
  @Mixin private WatchOptions watch;
  @Mixin private PublishOptions publish;

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

  @Option(
      names = "--tensorboard",
      paramLabel = "FOLDER",
      description =
          "Also write training curves, images and maps as event files that TensorBoard opens:"
              + " tensorboard --logdir FOLDER.")
  private String tensorboard;

  RunCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  @SuppressWarnings("try") // The endpoint only has to be there while the run goes on.
  public Integer call() {
    publish.check();
    StudyFile study = options.study(shell.home());
    Job job = options.job(study, shell.home());
    StageNames.check("--force", force, job.pipeline());
    List<String> stages = job.pipeline().stages().stream().map(Step::stage).toList();
    publish.checkStages(stages);
    ReportFolder folder = ReportFolder.at(out, study.study().name());
    Optional<Path> board =
        Optional.ofNullable(tensorboard)
            .map(given -> OutputFolder.local("--tensorboard", given, "event files"));
    checkCurves(stages);
    RunOptions what = new RunOptions(spread.parallelism(), Set.of(), force);
    try (Watch.Watching watching = watch.open(shell);
        Store store = options.open();
        Executor executor = shell.executors().apply(spread.spread())) {
      Engine engine = new Engine(shell.stages(), executor, store, shell.clock());
      List<StageOutcome> outcomes = engine.run(job, what, progress.listener(shell));
      Conclusion conclusion = new Conclusion(shell.out(), study.study());
      int code = conclusion.tell(outcomes, store, folder);
      Finished finished = engine.finished(job, outcomes);
      board.ifPresent(place -> board(finished, stages.contains(EXPLAIN), place));
      if (!publish.isEmpty()) {
        publish.publish(conclusion.results(finished, store));
      }
      return code;
    }
  }

  private void checkCurves(List<String> stages) {
    if (tensorboard != null && !stages.contains(EXPLAIN) && !stages.contains(DISTILL)) {
      throw new StudyException(
          "--tensorboard: nothing to write. Got the stages %s. Expected %s or %s among them."
              .formatted(String.join(", ", stages), DISTILL, EXPLAIN));
    }
  }

  /** A pipeline that only trains has no maps. */
  private void board(Finished finished, boolean explained, Path place) {
    StageContext context = finished.context(explained ? EXPLAIN : DISTILL);
    int runs = new TensorBoardExport(context, shell.clock().instant(), explained).write(place);
    shell.out().printf("TensorBoard: %d runs in %s%n", runs, place);
  }
}
