package org.heirloom.metrics;

import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps what this process tells, until it is closed: sums of counters and last values of gauges.
 */
public final class Recorded implements Recorder, AutoCloseable {
  private final Map<String, Double> values = new TreeMap<>();

  /** Begins to listen. */
  public Recorded() {
    Recording.to(this);
  }

  private static String key(LiveSeries series, String... labels) {
    return (series.seriesName() + " " + String.join(" ", labels)).strip();
  }

  @Override
  public synchronized void add(LiveSeries series, double amount, String... labels) {
    values.merge(key(series, labels), amount, Double::sum);
  }

  @Override
  public synchronized void set(LiveSeries series, double value, String... labels) {
    values.put(key(series, labels), value);
  }

  /** What was told, by name and labels. */
  public synchronized Map<String, Double> values() {
    return new TreeMap<>(values);
  }

  /** One value; NaN if nothing was told. */
  public double value(LiveSeries series, String... labels) {
    return values().getOrDefault(key(series, labels), Double.NaN);
  }

  @Override
  public void close() {
    Recording.to(Recorder.NOTHING);
  }
}
