package org.heirloom.model.tensorflow;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;
import org.heirloom.metrics.Phase;
import org.heirloom.model.Schedule;
import org.heirloom.store.Checkpoints;
import org.heirloom.study.Study;

/**
 * How long a training goes on, and when it is looked at: after each epoch, or after as many as make
 * a twentieth of the run.
 *
 * @param recipe how long, how fast
 * @param images in the training set
 * @param steps in all
 * @param interval steps between two evaluations
 */
record Course(Study.Training recipe, int images, long steps, long interval, Schedule schedule) {
  /** Images that are evaluated at once. */
  static final int EVALUATION_BATCH = 256;

  private static final int MOST_INTERVALS = 20;

  static Course of(Study.Training recipe, int images) {
    long batch = recipe.batchSize();
    long steps = ceilDiv(recipe.samples(), batch);
    long epoch = ceilDiv(images, batch);
    long interval = epoch * Math.max(1, ceilDiv(steps, epoch * MOST_INTERVALS));
    return new Course(recipe, images, steps, interval, new Schedule(recipe, steps));
  }

  private static long ceilDiv(long a, long b) {
    return (a + b - 1) / b;
  }

  /**
   * What goes through a course.
   *
   * @param step learns from one batch, after so many
   * @param evaluate looks at it after so many
   * @param hasSettled whether it ends before the course does
   * @param write leaves all that it needs to go on in an empty folder
   * @param read takes up what was left there
   */
  record Trainee(
      LongConsumer step,
      LongConsumer evaluate,
      BooleanSupplier hasSettled,
      Consumer<Path> write,
      Consumer<Path> read) {}

  /**
   * Goes through the course, from the newest checkpoint on.
   *
   * @param progress takes the fraction done
   */
  void run(Trainee trainee, Checkpoints checkpoints, DoubleConsumer progress) {
    Optional<Checkpoints.Saved> saved = checkpoints.latest();
    saved.ifPresent(at -> trainee.read().accept(at.folder()));
    long step = saved.map(Checkpoints.Saved::step).orElse(0L);
    SaveClock saves = new SaveClock();
    while (step < steps && !trainee.hasSettled().getAsBoolean()) {
      long before = step;
      Phase.TRAINING.during(() -> trainee.step().accept(before));
      step++;
      if (isEvaluated(step)) {
        long done = step;
        Phase.EVALUATION.during(() -> trainee.evaluate().accept(done));
      }
      if (isEvaluated(step) || saves.isDue()) {
        checkpoints.save(step, trainee.write());
        saves.saved();
      }
      progress.accept(fraction(step));
    }
  }

  /** Whether the network is evaluated once so many steps are done. */
  boolean isEvaluated(long done) {
    return done % interval == 0 || done == steps;
  }

  /** Where a step stands that comes after so many. */
  Learner.Moment moment(long done) {
    return new Learner.Moment(done + 1, fraction(done), schedule.rate(done));
  }

  /** Share of the steps that are done. */
  double fraction(long done) {
    return (double) done / steps;
  }

  /** Images seen. */
  long samples(long done) {
    return done * recipe.batchSize();
  }

  /** Passes over the training set. */
  double epoch(long done) {
    return (double) samples(done) / images;
  }

  /** The rate of the last step. */
  double lastRate(long done) {
    return schedule.rate(done - 1);
  }
}
