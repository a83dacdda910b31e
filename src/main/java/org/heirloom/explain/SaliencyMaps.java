package org.heirloom.explain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.heirloom.DataException;
import org.heirloom.metrics.Measured;
import org.heirloom.model.Array;

/**
 * One saliency map per example: raw, signed, higher where a pixel speaks for the class.
 *
 * @param values {@code [n, height, width]}, finite
 * @param flags per example: empty, or {@link #EMPTY}, {@link #INCOMPLETE} or {@link #COLLAPSED}
 * @param efforts per example: what its map took
 */
public record SaliencyMaps(Array values, List<String> flags, List<Effort> efforts) {
  /** Flag of a map that is zero everywhere: the explainer found nothing to say. */
  public static final String EMPTY = "empty-map";

  /** Flag of a map whose values should add up to a known number and do not. */
  public static final String INCOMPLETE = "incomplete-path";

  /**
   * Flag of a mask that is nearly the same everywhere: it leaves out all of the image, or nothing.
   */
  public static final String COLLAPSED = "collapsed-mask";

  /** Range of a mask, which could go from 0 to 1, below which it has collapsed. */
  private static final float LEAST_RANGE = 0.1f;

  private static final String UNDEFINED = "undefined";

  public SaliencyMaps {
    flags = List.copyOf(flags);
    efforts = List.copyOf(efforts);
    if (values.shape().length != 3
        || values.rows() != flags.size()
        || efforts.size() != flags.size()) {
      throw new IllegalArgumentException(
          "%d flags and %d efforts for maps %s".formatted(flags.size(), efforts.size(), values));
    }
  }

  /** Maps that took no call of a network. */
  public SaliencyMaps(Array values, List<String> flags) {
    this(values, flags, Collections.nCopies(flags.size(), Effort.exact(0, 0)));
  }

  /**
   * Maps of a request, each of which took the same; checked and flagged.
   *
   * @param explainer its name, for the message
   * @throws DataException if a value is not finite
   */
  static SaliencyMaps of(
      String explainer, ExplainRequest request, float[] values, Explainer.Cost cost) {
    return of(
        explainer,
        request,
        values,
        Collections.nCopies(request.size(), Effort.exact(cost.calls(), cost.gradients())));
  }

  /**
   * Maps of a request that were made elsewhere, checked and flagged.
   *
   * @param name whose maps they are, for the message
   * @throws DataException if a value is not finite
   */
  public static SaliencyMaps brought(String name, ExplainRequest request, float[] values) {
    return of(name, request, values, new Explainer.Cost(0, 0));
  }

  /** Maps of a request, checked and flagged. */
  static SaliencyMaps of(
      String explainer, ExplainRequest request, float[] values, List<Effort> efforts) {
    Array maps = new Array(values, request.size(), request.height(), request.width());
    List<String> flags =
        IntStream.range(0, request.size())
            .mapToObj(i -> flag(explainer, request.ids().get(i), maps.row(i)))
            .toList();
    return new SaliencyMaps(maps, flags, efforts);
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

  /** These maps, those flagged as incomplete whose {@code incomplete} is set and that have none. */
  SaliencyMaps flagged(boolean[] incomplete) {
    return flagged(incomplete, INCOMPLETE);
  }

  /** These masks in [0, 1], those that are nearly the same everywhere flagged as collapsed. */
  SaliencyMaps flaggedWhereCollapsed() {
    boolean[] collapsed = new boolean[flags.size()];
    for (int i = 0; i < collapsed.length; i++) {
      float least = 1;
      float greatest = 0;
      for (float value : values.row(i)) {
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
      collapsed[i] = greatest - least < LEAST_RANGE;
    }
    return flagged(collapsed, COLLAPSED);
  }

  private SaliencyMaps flagged(boolean[] which, String flag) {
    List<String> marked =
        IntStream.range(0, which.length)
            .mapToObj(i -> which[i] && flags.get(i).isEmpty() ? flag : flags.get(i))
            .toList();
    return new SaliencyMaps(values, marked, efforts);
  }

  /**
   * These maps, where the network's answers are numbers.
   *
   * @param answers some for each example, in the order of the request
   * @throws DataException if one is not finite
   */
  SaliencyMaps answered(String explainer, ExplainRequest request, float[] answers) {
    int each = answers.length / request.size();
    for (int i = 0; i < answers.length; i++) {
      requireFinite(explainer, request.ids().get(i / each), answers[i]);
    }
    return this;
  }

  /**
   * Refuses an answer of a network that is no number.
   *
   * @throws DataException if it is not finite
   */
  static void requireFinite(String explainer, String id, float answer) {
    if (!Float.isFinite(answer)) {
      throw new DataException(
          "explainer %s, example %s: the network gives no number. Got %s. Expected finite logits."
              .formatted(explainer, id, answer));
    }
  }

  /**
   * What the maps took: {@code explanation-calls}, and where they apply {@code explanation-error}
   * and {@code explanation-fit}. Nothing where no network was called.
   *
   * @param subject name of the explainer
   * @param ids of the examples
   */
  public List<Measured> measured(String subject, List<String> ids) {
    List<Measured> measured = new ArrayList<>();
    for (int i = 0; i < efforts.size(); i++) {
      Effort effort = efforts.get(i);
      String id = ids.get(i);
      int passes = effort.calls() + effort.gradients();
      if (passes > 0) {
        measured.add(new Measured("explanation-calls", subject, id, passes, ""));
        add(measured, "explanation-error", subject, id, effort.error());
        add(measured, "explanation-fit", subject, id, effort.fit());
      }
    }
    return measured;
  }

  private static void add(
      List<Measured> measured, String metric, String subject, String id, OptionalDouble value) {
    value.ifPresent(
        v -> measured.add(new Measured(metric, subject, id, v, Double.isNaN(v) ? UNDEFINED : "")));
  }
}
