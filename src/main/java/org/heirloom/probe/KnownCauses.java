package org.heirloom.probe;

import java.util.LinkedHashMap;
import java.util.Map;
import org.heirloom.data.Example;
import org.heirloom.data.creature.Factor;

/**
 * What is known to be true of an example, by name: its class, the generator's factors, and whether
 * each mask marks any pixel ({@code mask/<name>}).
 */
public final class KnownCauses {
  /** The name of the class among causes. */
  public static final String CLASS = "class";

  private static final String MASK = "mask/";

  private KnownCauses() {}

  /** All that is known of an example; of what has few values, the index. */
  public static Map<String, Double> of(Example example) {
    Map<String, Double> causes = new LinkedHashMap<>();
    causes.put(CLASS, (double) example.label());
    causes.putAll(example.factors());
    example.masks().forEach((name, mask) -> causes.put(MASK + name, marks(mask)));
    return causes;
  }

  private static double marks(byte[] mask) {
    for (byte pixel : mask) {
      if (pixel != 0) {
        return 1;
      }
    }
    return 0;
  }

  /** Whether a cause has a few values in no order, and not numbers. */
  public static boolean isCategorical(String name) {
    for (Factor factor : Factor.values()) {
      if (factor.label().equals(name)) {
        return factor == Factor.CUE || !factor.options().isEmpty();
      }
    }
    return name.equals(CLASS) || name.startsWith(MASK);
  }
}
