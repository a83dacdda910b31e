package org.heirloom.data.creature;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.data.creature.CreatureSettings.Cue;

/** The values of all factors of one drawing. */
final class FactorValues {
  private final EnumMap<Factor, Double> values;

  private FactorValues(EnumMap<Factor, Double> values) {
    this.values = values;
  }

  /**
   * Draws every factor from a stream of its own, so that none depends on which others are given.
   */
  static FactorValues draw(CreatureSettings settings, Seed image) {
    EnumMap<Factor, Double> values = new EnumMap<>(Factor.class);
    for (Factor factor : Factor.values()) {
      if (factor != Factor.CUE || settings.cue() != Cue.NONE) {
        values.put(factor, draw(factor, settings, image.child(factor.label()).stream()));
      }
    }
    return new FactorValues(values);
  }

  private static double draw(Factor factor, CreatureSettings settings, RandomStream random) {
    return switch (factor) {
      case TEXTURE -> random.nextInt(settings.singlePart() ? settings.classes() : 4);
      case CUE -> random.nextInt(settings.classes());
      case OCCLUDER -> random.nextBoolean(settings.occlusion()) ? 1 + random.nextInt(2) : 0;
      default ->
          factor.options().isEmpty()
              ? (float) random.nextDouble(factor.low(), factor.high())
              : random.nextInt(factor.options().size());
    };
  }

  FactorValues with(Factor factor, double value) {
    EnumMap<Factor, Double> changed = new EnumMap<>(values);
    changed.put(factor, (double) (float) value);
    return new FactorValues(changed);
  }

  /** The same with values moved into parts of their factors' ranges, where they lie as before. */
  FactorValues within(Map<Factor, CreatureSettings.Span> parts) {
    FactorValues moved = this;
    for (Map.Entry<Factor, CreatureSettings.Span> part : parts.entrySet()) {
      Factor factor = part.getKey();
      double share = (get(factor) - factor.low()) / (factor.high() - factor.low());
      double width = part.getValue().high() - part.getValue().low();
      moved = moved.with(factor, part.getValue().low() + share * width);
    }
    return moved;
  }

  boolean has(Factor factor) {
    return values.containsKey(factor);
  }

  double get(Factor factor) {
    return values.get(factor);
  }

  int index(Factor factor) {
    return values.get(factor).intValue();
  }

  double radians(Factor factor) {
    return get(factor) * Math.PI / 180;
  }

  Map<String, Double> byLabel() {
    Map<String, Double> byLabel = new LinkedHashMap<>();
    values.forEach((factor, value) -> byLabel.put(factor.label(), value));
    return Collections.unmodifiableMap(byLabel);
  }
}
