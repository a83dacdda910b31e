package org.heirloom.chain;

import java.util.Optional;
import java.util.function.BiFunction;
import org.heirloom.explain.AttentiveSurrogate;
import org.heirloom.explain.ExplainRequest;
import org.heirloom.explain.Explainer;
import org.heirloom.explain.SaliencyMaps;

/**
 * A surrogate whose maps are judged.
 *
 * @param surrogate as it was fitted
 * @param byHeart that of the same network trained on random labels, where there is one
 * @param makers makes an explainer, by name, for it or one of the same shape
 */
record Surrogated(
    AttentiveSurrogate surrogate,
    Optional<AttentiveSurrogate> byHeart,
    BiFunction<String, AttentiveSurrogate, Explainer> makers) {

  /** What one explainer says of a surrogate; closes the explainer. */
  SaliencyMaps explain(String name, AttentiveSurrogate of, ExplainRequest asked) {
    try (Explainer explainer = makers.apply(name, of)) {
      return explainer.explain(asked);
    }
  }
}
