package org.heirloom.explain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.heirloom.Seed;
import org.heirloom.StudyException;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.tensorflow.ndarray.Shape;

/** The explainers by the name that a study uses: a new one is one class and one line here. */
public final class Explainers {
  private static final Map<String, Entry> BY_NAME = entries();

  private Explainers() {}

  private record Entry(String meaning, Function<Setting, Explainer> make) {}

  /**
   * What explainers are made from.
   *
   * @param network the network to explain
   * @param layer where explainers look that need a layer
   * @param height of the images in pixels
   * @param width of the images in pixels
   * @param channels of the images
   * @param seed of explainers that draw random numbers; each example has a child of its own
   */
  public record Setting(
      NetworkFunction network, String layer, int height, int width, int channels, Seed seed) {}

  private static Map<String, Entry> entries() {
    Map<String, Entry> entries = new LinkedHashMap<>();
    entries.put(
        GradCam.NAME,
        new Entry(
            "gradient-weighted class activation (Selvaraju et al., 2017)",
            s ->
                new GradCam(
                    s.network(), s.layer(), Shape.of(s.height(), s.width(), s.channels()))));
    entries.put(
        RandomMaps.NAME,
        new Entry(
            "control: noise, which knows neither image nor network",
            s -> new RandomMaps(s.seed())));
    entries.put(
        EdgeMaps.NAME,
        new Entry(
            "control: edges of the image, which know nothing of the network", s -> new EdgeMaps()));
    return Collections.unmodifiableMap(entries);
  }

  /** Every name with a short meaning, in the order in which they are told. */
  public static Map<String, String> meanings() {
    Map<String, String> meanings = new LinkedHashMap<>();
    BY_NAME.forEach((name, entry) -> meanings.put(name, entry.meaning()));
    return meanings;
  }

  /**
   * Makes an explainer; the caller closes it.
   *
   * @throws StudyException if there is none of that name, or the network lacks the layer
   */
  public static Explainer named(String name, Setting setting) {
    Entry entry = BY_NAME.get(name);
    if (entry == null) {
      throw new StudyException(
          "explain.explainers: no such explainer. Got %s. Expected one of: %s."
              .formatted(name, String.join(", ", BY_NAME.keySet())));
    }
    return entry.make().apply(setting);
  }

  /** Whether an explainer looks at no network, so that it agrees with itself on every one. */
  public static boolean isControl(String name) {
    return name.equals(RandomMaps.NAME) || name.equals(EdgeMaps.NAME);
  }
}
