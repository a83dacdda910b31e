package org.heirloom.explain;

/**
 * The attentive surrogate's mask in (0, 1): high where the image must be seen for the class, as the
 * explanation network learned it.
 *
 * <p>A mask that is nearly the same everywhere says nothing, and is flagged {@link
 * SaliencyMaps#COLLAPSED}.
 *
 * @see AttentiveSurrogate
 */
final class Attentive extends SurrogateExplainer {
  static final String NAME = "attentive";

  Attentive(Explainers.Setting setting) {
    super(
        NAME, setting, (tf, surrogate, student, classes) -> surrogate.masks(tf, student, classes));
  }

  @Override
  public SaliencyMaps explain(ExplainRequest request) {
    return super.explain(request).flaggedWhereCollapsed();
  }
}
