package org.heirloom.stage;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;

/** One run over a chain: stage after stage, and what becomes of each. */
final class ChainRun {
  private final Engine engine;
  private final Setting setting;
  private final Planner planner;
  private final StageTimes times;

  /** What a run is given. */
  record Setting(Chain chain, RunOptions options, ProgressListener listener, RunRecord record) {}

  ChainRun(Engine engine, Job job, Setting setting) {
    this.engine = engine;
    this.setting = setting;
    this.planner = new Planner(job, engine.store());
    this.times = new StageTimes(engine.store(), job.study().name());
  }

  /** Runs or reuses one stage, whose inputs must be complete. */
  StageOutcome stage(Chain.Link link, int number) {
    Instant start = engine.clock().instant();
    boolean forced = setting.options().force().contains(link.stage().name());
    PlanEntry plan = planner.entry(link, forced);
    setting.listener().stageBegins(plan, number, count());
    link.inputs().keySet().forEach(input -> engine.requireComplete(setting.chain().link(input)));
    if (plan.action() == PlanEntry.Action.RUN) {
      execute(link, forced);
    }
    StageRecord made = engine.requireComplete(link);
    planner.latest().remember(made.provenance());
    Duration elapsed = Duration.between(start, engine.clock().instant());
    List<UnitReport> reports =
        plan.action() == PlanEntry.Action.RUN ? setting.record().reports(plan.stage()) : List.of();
    int run = (int) reports.stream().filter(report -> !report.reused()).count();
    StageOutcome outcome = new StageOutcome(plan, made.unitNames(), run, elapsed);
    Instant now = engine.clock().instant();
    setting.record().add(outcome, reports, now);
    times.remember(outcome, reports, now);
    setting.listener().stageEnds(outcome);
    return outcome;
  }

  private int count() {
    int asked = setting.options().only().size();
    return asked == 0 ? setting.chain().links().size() : asked;
  }

  private void execute(Chain.Link link, boolean forced) {
    StageTask bare = planner.task(link, engine.registry(), setting.record().run());
    StageTask task = bare.withUnits(units(link.stage(), bare));
    if (forced) {
      engine.store().delete(Names.stage(task.stage(), task.key()));
      task.units().forEach(unit -> engine.store().delete(task.artifact(unit)));
    }
    int asked = setting.options().parallelism();
    int parallelism = asked > 0 ? asked : link.step().parallelism();
    ProgressMeter meter =
        new ProgressMeter(task.stage(), task.units(), setting.listener(), engine.clock());
    try {
      engine.executor().execute(task, link.step(), parallelism, meter);
    } catch (RuntimeException e) {
      UnitFailure.find(engine.store(), task).ifPresent(failure -> failure.explain(e));
      throw e;
    }
    UnitFailure.find(engine.store(), task)
        .filter(UnitFailure::isFinal)
        .ifPresent(failure -> failure.rethrow(null));
  }

  private List<String> units(Stage stage, StageTask task) {
    try (StoreContext context = new StoreContext(task, null, engine.store(), fraction -> {})) {
      List<String> units = stage.units(context);
      if (units.isEmpty() || new HashSet<>(units).size() != units.size()) {
        throw new IllegalStateException(
            "stage " + stage.name() + ": no units, or some twice: " + units);
      }
      return units;
    }
  }
}
