package org.heirloom.chain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.heirloom.Seed;
import org.heirloom.data.Example;
import org.heirloom.explain.ExplainRequest;
import org.heirloom.explain.Explainer;
import org.heirloom.explain.SaliencyMaps;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.study.Study;

/**
 * Maps that are to be judged, with all that measures need.
 *
 * @param model the network that they explain
 * @param byHeart the same network trained on random labels, where there is one
 * @param request what was asked
 * @param maps by explainer
 * @param examples of the request, with their masks
 * @param makers makes an explainer, by name, for any network of the same shape
 * @param mean colour of the teacher's training images
 * @param seed of the stage, the same for all networks
 * @param surrogated the network's surrogate, where an explainer asks it
 */
record Judged(
    Study study,
    StoredModel model,
    Optional<StoredModel> byHeart,
    ExplainRequest request,
    Map<String, SaliencyMaps> maps,
    List<Example> examples,
    BiFunction<String, NetworkFunction, Explainer> makers,
    List<Float> mean,
    Seed seed,
    Optional<Surrogated> surrogated) {

  /** Whether the study asks for a measure. */
  boolean wants(String measure) {
    return study.explain().measures().contains(measure);
  }

  /** Maps that can be made again of another image or network: not those that are brought. */
  Map<String, SaliencyMaps> made() {
    Map<String, SaliencyMaps> made = new LinkedHashMap<>(maps);
    made.keySet().retainAll(study.explain().explainers());
    return made;
  }

  /** What one explainer says of a network; closes the explainer. */
  SaliencyMaps explain(String name, NetworkFunction network, ExplainRequest asked) {
    try (Explainer explainer = makers.apply(name, network)) {
      return explainer.explain(asked);
    }
  }

  int channels() {
    return model.spec().channels();
  }

  /** Height, width, channels. */
  int[] size() {
    return new int[] {request.height(), request.width(), channels()};
  }
}
