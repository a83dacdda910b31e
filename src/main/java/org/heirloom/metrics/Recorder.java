package org.heirloom.metrics;

/**
 * Takes what a process tells of itself while it runs. Safe for several threads; never fails its
 * caller, and no result depends on it.
 *
 * <p>Labels are given as values, in the order in which {@link SeriesCatalogue} names them. They
 * never tell replicates, examples or runs apart, so that their number does not grow with a study.
 */
public interface Recorder {
  /** Forgets everything. */
  Recorder NOTHING =
      new Recorder() {
        @Override
        public void add(LiveSeries series, double amount, String... labels) {
          // Nobody watches.
        }

        @Override
        public void set(LiveSeries series, double value, String... labels) {
          // Nobody watches.
        }
      };

  /** Adds to a counter. */
  void add(LiveSeries series, double amount, String... labels);

  /** Sets a gauge. */
  void set(LiveSeries series, double value, String... labels);
}
