package org.heirloom.chain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heirloom.Seed;
import org.heirloom.data.Example;
import org.heirloom.evaluate.Localisation;
import org.heirloom.evaluate.Randomisation;
import org.heirloom.explain.ExplainRequest;
import org.heirloom.explain.SaliencyMaps;
import org.heirloom.metrics.Measured;
import org.heirloom.model.tensorflow.StoredModel;

/** Asks every explainer again about networks whose layers, or labels, were made random. */
final class Randomising {
  /** Behind an explainer: asked about the network all of whose layers are random. */
  static final String RANDOMISED = "/randomised";

  private final Judged judged;
  private final Map<String, Randomisation> byExplainer = new LinkedHashMap<>();
  private final List<Measured> localised = new ArrayList<>();

  Randomising(Judged judged) {
    this.judged = judged;
    judged
        .maps()
        .forEach(
            (name, maps) ->
                byExplainer.put(name, new Randomisation(name, judged.request().ids(), maps)));
  }

  /** Likenesses of every explainer, and where maps of the wholly random network lie. */
  List<Measured> all() {
    Seed seed = judged.seed().child("randomisation");
    Set<String> layers = new LinkedHashSet<>();
    List<String> fromTheTop = judged.model().layersFromTheTop();
    for (String layer : fromTheTop) {
      layers.add(layer);
      StoredModel cascading = judged.model().randomised(layers, seed);
      boolean all = layers.size() == fromTheTop.size();
      byExplainer.forEach(
          (name, randomisation) -> {
            SaliencyMaps maps = judged.explain(name, cascading::apply, judged.request());
            randomisation.cascading(layer, maps);
            if (all) {
              localise(name, maps);
            }
          });
      StoredModel alone = judged.model().randomised(Set.of(layer), seed);
      byExplainer.forEach(
          (name, randomisation) ->
              randomisation.independent(
                  layer, judged.explain(name, alone::apply, judged.request())));
    }
    ExplainRequest others = otherClasses(seed);
    byExplainer.forEach(
        (name, randomisation) ->
            randomisation.otherClass(judged.explain(name, judged.model()::apply, others)));
    judged
        .byHeart()
        .ifPresent(
            network ->
                byExplainer.forEach(
                    (name, randomisation) ->
                        randomisation.randomLabels(
                            judged.explain(name, network::apply, judged.request()))));
    List<Measured> measured = new ArrayList<>();
    byExplainer.values().forEach(randomisation -> measured.addAll(randomisation.measured()));
    measured.addAll(localised);
    return measured;
  }

  private void localise(String explainer, SaliencyMaps maps) {
    for (int i = 0; i < judged.examples().size(); i++) {
      Example example = judged.examples().get(i);
      byte[] mask = example.masks().get(Explaining.EVIDENCE);
      if (mask != null) {
        Localisation.of(maps.values().row(i), mask)
            .measured(explainer + RANDOMISED, example.id())
            .stream()
            .filter(m -> judged.wants(m.metric()))
            .forEach(localised::add);
      }
    }
  }

  /** The same images, each asked about a class drawn from the other ones. */
  private ExplainRequest otherClasses(Seed seed) {
    ExplainRequest request = judged.request();
    int classes = judged.model().spec().classes();
    int[] others = new int[request.size()];
    for (int i = 0; i < others.length; i++) {
      int step = seed.child(request.ids().get(i)).stream().nextInt(classes - 1);
      others[i] = (request.classes()[i] + 1 + step) % classes;
    }
    return new ExplainRequest(request.ids(), request.images(), others);
  }
}
