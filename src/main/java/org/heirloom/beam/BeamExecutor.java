package org.heirloom.beam;

import java.util.Optional;
import java.util.UUID;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.heirloom.InfraException;
import org.heirloom.stage.Executor;
import org.heirloom.stage.Pipeline.Step;
import org.heirloom.stage.StageTask;

/**
 * Runs a stage as a Beam pipeline: names of units, handed out as workers become free, done in
 * parallel, gathered, and the stage completed.
 *
 * <p>Close it after the last stage.
 */
public final class BeamExecutor implements Executor {
  private final Spread spread;
  private final EmbeddedFlink embedded = new EmbeddedFlink();
  private final SentFiles sent = new SentFiles();

  public BeamExecutor(Spread spread) {
    this.spread = spread;
  }

  @Override
  @SuppressWarnings("try") // The listeners only have to be there while the pipeline runs.
  public void execute(StageTask task, Step step, int parallelism, UnitListener listener) {
    RunnerFailures.requireReachable(spread);
    Patience patience = Patience.current();
    String session = UUID.randomUUID().toString();
    try (LocalProgress progress = LocalProgress.listen(session, listener);
        PublishedUnits published = PublishedUnits.watch(spread, task, listener)) {
      int losses = 0;
      Optional<RuntimeException> lost = run(options(task, parallelism), task, step, session);
      while (lost.isPresent()) {
        losses++;
        patience.awaitCluster(spread, task, losses, lost.get());
        listener.startsOver("the cluster has lost the job, which is submitted again");
        lost = run(options(task, parallelism), task, step, session);
      }
    }
  }

  private PipelineOptions options(StageTask task, int parallelism) {
    PipelineOptions options = RunnerOptions.of(spread, task, parallelism, embedded);
    sent.of(spread.filesToStage(), options);
    return options;
  }

  /** Stops the Flink of this process, if there is one. */
  @Override
  public void close() {
    embedded.close();
    sent.close();
  }

  /**
   * Submits the job and waits for its end.
   *
   * @return empty when it is done; what was thrown if the cluster has lost it, so that it may be
   *     submitted again: units that are published are reused, trainings go on from their
   *     checkpoints, and an old attempt that still lives cannot overwrite theirs
   */
  private Optional<RuntimeException> run(
      PipelineOptions options, StageTask task, Step step, String session) {
    try {
      PipelineResult.State state = pipeline(options, task, session).run().waitUntilFinish();
      if (state != PipelineResult.State.DONE) {
        throw RunnerFailures.ended(spread, task, state);
      }
      return Optional.empty();
    } catch (RuntimeException e) {
      if (RunnerFailures.isLoss(spread, e)) {
        return Optional.of(e);
      }
      Optional<InfraException> loss = WorkerLosses.explain(spread, step, e);
      throw loss.isPresent() ? loss.get() : RunnerFailures.unwrap(spread, task, e);
    }
  }

  /** The same for every stage and runner; the names are those that users see in Flink. */
  private static Pipeline pipeline(PipelineOptions options, StageTask task, String session) {
    Pipeline pipeline = Pipeline.create(options);
    String json = task.toJson();
    pipeline
        .apply("Units", Read.from(new UnitSource(task.units())))
        .apply("Work", ParDo.of(new WorkFn(json, session)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of()))
        .apply("Gather", GroupByKey.create())
        .apply("Complete", ParDo.of(new CompleteFn(json)))
        .setCoder(StringUtf8Coder.of());
    return pipeline;
  }
}
