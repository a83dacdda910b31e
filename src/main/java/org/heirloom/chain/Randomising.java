package org.heirloom.chain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.heirloom.Seed;
import org.heirloom.data.Example;
import org.heirloom.evaluate.Localisation;
import org.heirloom.evaluate.Randomisation;
import org.heirloom.explain.AttentiveSurrogate;
import org.heirloom.explain.ExplainRequest;
import org.heirloom.explain.Explainers;
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
        .made()
        .forEach(
            (name, maps) ->
                byExplainer.put(name, new Randomisation(name, judged.request().ids(), maps)));
  }

  /** Likenesses of every explainer, and where maps of the wholly random network lie. */
  List<Measured> all() {
    Seed seed = judged.seed().child("randomisation");
    List<String> ofNetwork =
        byExplainer.keySet().stream().filter(name -> !Explainers.asksSurrogate(name)).toList();
    cascade(
        judged.model().layersFromTheTop(),
        ofNetwork,
        layers -> {
          StoredModel random = judged.model().randomised(layers, seed);
          return name -> judged.explain(name, random::apply, judged.request());
        });
    judged.surrogated().ifPresent(surrogated -> cascade(surrogated, seed));
    ExplainRequest others = otherClasses(seed);
    byExplainer.forEach(
        (name, randomisation) ->
            randomisation.otherClass(judged.explain(name, judged.model()::apply, others)));
    byExplainer.forEach(
        (name, randomisation) -> mapsByHeart(name).ifPresent(randomisation::randomLabels));
    List<Measured> measured = new ArrayList<>();
    byExplainer.values().forEach(randomisation -> measured.addAll(randomisation.measured()));
    measured.addAll(localised);
    return measured;
  }

  /** What an explainer says of the network that was trained on random labels, or its surrogate. */
  private Optional<SaliencyMaps> mapsByHeart(String name) {
    return Explainers.asksSurrogate(name)
        ? judged
            .surrogated()
            .flatMap(s -> s.byHeart().map(twin -> s.explain(name, twin, judged.request())))
        : judged.byHeart().map(twin -> judged.explain(name, twin::apply, judged.request()));
  }

  /** What a surrogate says is learned by the surrogate: its own layers are made random. */
  private void cascade(Surrogated surrogated, Seed seed) {
    for (String name : byExplainer.keySet()) {
      if (Explainers.asksSurrogate(name)) {
        cascade(
            surrogated.surrogate().layersFromTheTop(name),
            List.of(name),
            layers -> {
              AttentiveSurrogate random = surrogated.surrogate().randomised(layers, seed);
              return asked -> surrogated.explain(asked, random, judged.request());
            });
      }
    }
  }

  /**
   * Compares with maps after each layer, alone and with all above it.
   *
   * @param fromTheTop layers
   * @param randomised from layers that are random to the maps of an explainer
   */
  private void cascade(
      List<String> fromTheTop,
      List<String> explainers,
      Function<Set<String>, Function<String, SaliencyMaps>> randomised) {
    if (explainers.isEmpty()) {
      return;
    }
    Set<String> layers = new LinkedHashSet<>();
    for (String layer : fromTheTop) {
      layers.add(layer);
      boolean all = layers.size() == fromTheTop.size();
      Function<String, SaliencyMaps> cascading = randomised.apply(layers);
      for (String name : explainers) {
        SaliencyMaps maps = cascading.apply(name);
        byExplainer.get(name).cascading(layer, maps);
        if (all) {
          localise(name, maps);
        }
      }
      Function<String, SaliencyMaps> alone = randomised.apply(Set.of(layer));
      explainers.forEach(name -> byExplainer.get(name).independent(layer, alone.apply(name)));
    }
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
