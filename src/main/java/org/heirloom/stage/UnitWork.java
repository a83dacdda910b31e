package org.heirloom.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import org.heirloom.HeirloomException;
import org.heirloom.InfraException;
import org.heirloom.metrics.LiveSeries;
import org.heirloom.metrics.Recording;
import org.heirloom.store.Manifest;
import org.heirloom.store.Store;
import org.heirloom.store.StoreFailures;
import org.heirloom.study.CanonicalJson;

/**
 * What an {@link Executor} calls on its workers: one per worker, over a store of its own.
 *
 * <p>Not thread-safe.
 */
public final class UnitWork {
  private final StageTask task;
  private final Store store;
  private final InstantSource clock;
  private final StageRegistry registry;
  private final Stage stage;

  /**
   * Work on a task.
   *
   * @param store stays the caller's to close
   * @param clock for the reports only
   */
  public UnitWork(StageTask task, Store store, InstantSource clock) {
    this.task = task;
    this.store = store;
    this.clock = clock;
    this.registry = task.newRegistry();
    this.stage = Graph.byName(registry).get(task.stage());
  }

  /**
   * Does one unit, unless it is complete already; afterwards it is published. A damaged output is
   * replaced.
   *
   * <p>Where the study or the data are at fault, the failure is noted in the store for the engine,
   * this and the remaining units are left undone, and nothing is thrown, so that no runner tries
   * again what must fail again.
   *
   * @return what was done; empty if nothing was because of such a failure
   * @throws HeirloomException of a unit that the runner has stopped, for it to forget
   * @throws InfraException also noted, for a runner to try again
   */
  public Optional<UnitReport> run(String unit, DoubleConsumer progress) {
    if (UnitFailure.find(store, task).filter(UnitFailure::isFinal).isPresent()) {
      return Optional.empty();
    }
    // Known before the first failure, so that Prometheus sees it rise.
    Recording.now().add(LiveSeries.UNITS, 0, task.stage(), "failed");
    try {
      UnitReport report = runOrThrow(unit, stoppable(progress));
      count(report.reused() ? "reused" : "done");
      return Optional.of(report);
    } catch (CancellationException e) {
      throw e;
    } catch (HeirloomException e) {
      // A runner that stops a unit breaks off what it reads, and the data seem to be at fault.
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      count("failed");
      note(UnitFailure.of(unit, e));
      if (e instanceof InfraException) {
        throw e;
      }
      return Optional.empty();
    } catch (RuntimeException e) {
      count("failed");
      throw e;
    }
  }

  /** Runners stop a unit by interrupting its thread, when another one failed or at the end. */
  private static DoubleConsumer stoppable(DoubleConsumer progress) {
    return fraction -> {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("stopped by the runner");
      }
      progress.accept(fraction);
    };
  }

  private void count(String outcome) {
    Recording.now().add(LiveSeries.UNITS, 1, task.stage(), outcome);
  }

  private void note(UnitFailure failure) {
    try {
      failure.write(store, task);
    } catch (InfraException storeFails) {
      if (failure.isFinal()) {
        throw storeFails;
      }
    }
  }

  private UnitReport runOrThrow(String unit, DoubleConsumer progress) {
    Instant start = clock.instant();
    requireSameCode();
    String artifact = task.artifact(unit);
    boolean reused = isWhole(artifact);
    if (!reused) {
      compute(unit, artifact, progress);
    }
    store.clearCheckpoints(artifact);
    progress.accept(1);
    double seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
    return new UnitReport(unit, worker(), seconds, reused);
  }

  /** What another build would make is not what the key of the artifact says. */
  private void requireSameCode() {
    if (!CodeVersion.ofLoaded(stage).equals(task.code())) {
      throw new InfraException(
          "stage "
              + task.stage()
              + ": the workers have another build of heirloom than the command that asks them."
              + " Start the cluster anew with this build.");
    }
  }

  /**
   * Whether an artifact is there and undamaged; a damaged one is deleted. One that is not there is
   * left alone, for a rival may publish it at any moment.
   */
  private boolean isWhole(String artifact) {
    if (store.find(artifact).isEmpty()) {
      return false;
    }
    boolean whole = store.verify(artifact).isEmpty();
    if (!whole) {
      store.delete(artifact);
    }
    return whole;
  }

  private void compute(String unit, String artifact, DoubleConsumer progress) {
    Path draft = store.draft(artifact);
    try (StoreContext context = new StoreContext(task, unit, store, progress)) {
      stage.run(unit, context, draft);
      Environment here = Environment.current(registry.natives());
      Provenance provenance = Provenance.of(task, unit, List.of(here));
      Files.writeString(draft.resolve(Provenance.FILE), CanonicalJson.pretty(provenance));
    } catch (UncheckedIOException e) {
      throw StoreFailures.of(draft, e.getCause());
    } catch (IOException e) {
      throw StoreFailures.of(draft, e);
    }
    store.publish(artifact, draft);
  }

  /**
   * Publishes the artifact that makes the stage complete, if all units are.
   *
   * @param reports those of the units that were done, in any order
   * @throws InfraException if a unit is not published
   */
  public void complete(List<UnitReport> reports) {
    if (reports.size() < task.units().size()) {
      return;
    }
    StageRecord record = record();
    String artifact = Names.stage(task.stage(), task.key());
    Optional<StageRecord> there =
        isWhole(artifact) ? StageRecord.find(store, task.stage(), task.key()) : Optional.empty();
    if (there.filter(other -> !other.equals(record)).isPresent()) {
      store.delete(artifact);
    }
    if (there.filter(record::equals).isEmpty()) {
      publish(artifact, record);
    }
    List<UnitReport> sorted = new ArrayList<>(reports);
    sorted.sort(Comparator.comparing(UnitReport::unit));
    store.writeNote(RunRecord.unitsNote(task.run(), task.stage()), CanonicalJson.pretty(sorted));
  }

  private void publish(String artifact, StageRecord record) {
    Path draft = store.draft(artifact);
    try {
      Files.writeString(draft.resolve(StageRecord.FILE), CanonicalJson.pretty(record));
    } catch (IOException e) {
      throw StoreFailures.of(draft, e);
    }
    store.publish(artifact, draft);
  }

  private StageRecord record() {
    List<StageRecord.Unit> units = new ArrayList<>();
    List<Environment> environments = new ArrayList<>();
    for (String unit : task.units()) {
      String artifact = task.artifact(unit);
      Manifest manifest =
          store
              .find(artifact)
              .orElseThrow(
                  () ->
                      new InfraException(
                          artifact
                              + ": vanished while the stage ran. Run the same command again."));
      units.add(new StageRecord.Unit(unit, manifest.files()));
      StageRecord.text(store, artifact, Provenance.FILE)
          .ifPresent(text -> environments.addAll(Provenance.parse(text).environments()));
    }
    List<Environment> distinct =
        environments.stream()
            .distinct()
            .sorted(Comparator.comparing(Environment::toString))
            .toList();
    return new StageRecord(Provenance.of(task, null, distinct), units);
  }

  private static String worker() {
    String pid = Long.toString(ProcessHandle.current().pid());
    try {
      return InetAddress.getLocalHost().getHostName() + ":" + pid;
    } catch (IOException e) {
      return "localhost:" + pid;
    }
  }
}
