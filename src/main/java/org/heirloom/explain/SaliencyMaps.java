package org.heirloom.explain;

import java.util.List;
import org.heirloom.DataException;
import org.heirloom.model.Array;

/**
 * One saliency map per example: raw, signed, higher where a pixel speaks for the class.
 *
 * @param values {@code [n, height, width]}, finite
 * @param flags per example: empty, or {@link #EMPTY}
 */
public record SaliencyMaps(Array values, List<String> flags) {
  /** Flag of a map that is zero everywhere: the explainer found nothing to say. */
  public static final String EMPTY = "empty-map";

  public SaliencyMaps {
    flags = List.copyOf(flags);
    if (values.shape().length != 3 || values.rows() != flags.size()) {
      throw new IllegalArgumentException(flags.size() + " flags for maps " + values);
    }
  }

  /**
   * Maps of a request, checked and flagged.
   *
   * @param explainer its name, for the message
   * @throws DataException if a value is not finite
   */
  static SaliencyMaps of(String explainer, ExplainRequest request, float[] values) {
    Array maps = new Array(values, request.size(), request.height(), request.width());
    List<String> flags =
        java.util.stream.IntStream.range(0, request.size())
            .mapToObj(i -> flag(explainer, request.ids().get(i), maps.row(i)))
            .toList();
    return new SaliencyMaps(maps, flags);
  }

  private static String flag(String explainer, String id, float[] map) {
    boolean empty = true;
    for (float value : map) {
      if (!Float.isFinite(value)) {
        throw new DataException(
            "explainer %s, example %s: the map is not finite. Got %s. Is the network's output finite?"
                .formatted(explainer, id, value));
      }
      empty &= value == 0;
    }
    return empty ? EMPTY : "";
  }
}
