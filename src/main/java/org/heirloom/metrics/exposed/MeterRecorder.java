package org.heirloom.metrics.exposed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.heirloom.metrics.LiveSeries;
import org.heirloom.metrics.Recorder;
import org.heirloom.metrics.Series;
import org.heirloom.metrics.SeriesCatalogue;

/** Records into a registry of Micrometer's, by the names of the catalogue and no others. */
final class MeterRecorder implements Recorder {
  private final MeterRegistry registry;
  private final Map<Key, Counter> counters = new ConcurrentHashMap<>();
  private final Map<Key, AtomicReference<Double>> levels = new ConcurrentHashMap<>();

  private record Key(LiveSeries series, List<String> labels) {}

  MeterRecorder(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void add(LiveSeries series, double amount, String... labels) {
    counters.computeIfAbsent(new Key(series, List.of(labels)), this::counter).increment(amount);
  }

  @Override
  public void set(LiveSeries series, double value, String... labels) {
    levels.computeIfAbsent(new Key(series, List.of(labels)), key -> level(key, value)).set(value);
  }

  private Counter counter(Key key) {
    return Counter.builder(key.series().seriesName())
        .description(SeriesCatalogue.of(key.series()).meaning())
        .tags(tags(key))
        .register(registry);
  }

  private AtomicReference<Double> level(Key key, double value) {
    AtomicReference<Double> level = new AtomicReference<>(value);
    Gauge.builder(key.series().seriesName(), level, AtomicReference::get)
        .tags(tags(key))
        .register(registry);
    return level;
  }

  private static Iterable<Tag> tags(Key key) {
    Series series = SeriesCatalogue.of(key.series());
    List<String> names = series.labelNames();
    if (names.size() != key.labels().size()) {
      throw new IllegalArgumentException(
          series.name() + ": got labels " + key.labels() + "; expected " + names);
    }
    Tags tags = Tags.empty();
    for (int i = 0; i < names.size(); i++) {
      tags = tags.and(names.get(i), key.labels().get(i));
    }
    return tags;
  }
}
