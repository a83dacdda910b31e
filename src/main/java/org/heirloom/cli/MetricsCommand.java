package org.heirloom.cli;

import java.util.concurrent.Callable;
import org.heirloom.beam.Spread;
import org.heirloom.metrics.exposed.Results;
import org.heirloom.stage.Engine;
import org.heirloom.stage.Executor;
import org.heirloom.stage.Job;
import org.heirloom.stage.Pipeline.Step;
import org.heirloom.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code heirloom metrics STUDY}: results of a study that is done, for Prometheus. */
@Command(
    name = "metrics",
    description = {
      "Publishes the results of a study that was run, for Prometheus: from its files alone.",
      "Without an option they are printed. heirloom list series says what there is."
    },
    versionProvider = Version.class,
    mixinStandardHelpOptions = true)
final class MetricsCommand implements Callable<Integer> {
  private final Shell shell;
  @Mixin private StudyOptions options;
  @Mixin private PublishOptions publish;

  MetricsCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    publish.check();
    Job job = options.job(options.study(shell.home()), shell.home());
    publish.checkStages(job.pipeline().stages().stream().map(Step::stage).toList());
    try (Store store = options.open();
        Executor executor = shell.executors().apply(Spread.EMBEDDED)) {
      Engine engine = new Engine(shell.stages(), executor, store, shell.clock());
      Results results =
          new Conclusion(shell.out(), job.study()).results(engine.finished(job), store);
      if (publish.isEmpty()) {
        shell.out().print(results.text());
      }
      publish.publish(results);
    }
    return 0;
  }
}
