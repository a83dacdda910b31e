package org.heirloom.probe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.heirloom.Seed;
import org.heirloom.probe.TcavFinding.VectorQuality;
import org.heirloom.stats.EffectSizes;
import org.heirloom.stats.TwoSampleTests;

/**
 * Testing with concept activation vectors: in how many images of a class does the class's logit
 * rise when a layer moves towards a concept, and is that more than chance.
 *
 * <p>We differ from the reference code: the logit before the softmax is differentiated, not the
 * loss, unless that is asked for; the classifier is solved to its optimum; zero sensitivity counts
 * one half; and chance is what random sets reach that play concepts ({@link PseudoConcepts}), since
 * a t-test takes vectors for independent that share the concept's images. A relative concept is
 * tested against all others at once, not one by one, and its chance is what its own images reach
 * when they are dealt out anew.
 *
 * <p>Pure arithmetic: equal input gives equal bits. A finding does not depend on which other
 * concepts are tested, but for {@link TcavFinding#familyP}.
 *
 * @see <a href="https://arxiv.org/abs/1711.11279">Kim et al. (2018)</a>
 */
public final class Tcav {
  private static final double LEVEL = 0.05;

  /** What leaves a cell without a score. */
  private static final Set<String> UNDEFINED =
      Set.of(TcavFinding.CONSTANT, TcavFinding.FEW_CLASS_EXAMPLES);

  private final TcavInput input;
  private final TcavSettings settings;
  private final GradientTable gradients;
  private final Map<String, LayerRows> pool = new LinkedHashMap<>();
  private final Map<List<Integer>, PseudoConcepts> chance = new HashMap<>();
  private final List<TcavFinding> findings = new ArrayList<>();
  private final List<SavedCav> vectors = new ArrayList<>();

  private Tcav(TcavInput input, TcavSettings settings) {
    this.input = input;
    this.settings = settings;
    this.gradients = new GradientTable(input);
    if (!input.concepts().isEmpty()) {
      input.layers().forEach(name -> pool.put(name, LayerRows.of(input.pool().layer(name))));
    }
  }

  /**
   * What was found, and with what.
   *
   * @param findings of every layer, concept and class, in that order; relative concepts are last
   * @param vectors of every layer and concept, in that order
   */
  public record Result(List<TcavFinding> findings, List<SavedCav> vectors) {}

  /** Findings of every layer, concept and class, in that order. */
  public static List<TcavFinding> findings(TcavInput input, TcavSettings settings) {
    return test(input, settings).findings();
  }

  /** Tests all concepts. */
  public static Result test(TcavInput input, TcavSettings settings) {
    Tcav tcav = new Tcav(input, settings);
    for (String layer : input.layers()) {
      input.concepts().keySet().forEach(concept -> tcav.test(layer, concept));
    }
    input.relatives().forEach(tcav::test);
    return new Result(List.copyOf(tcav.findings), List.copyOf(tcav.vectors));
  }

  private void test(String layer, String concept) {
    Representations images = input.concepts().get(concept);
    Set<String> showing = input.showing().getOrDefault(concept, Set.of());
    List<Draw> draws =
        RandomSets.concept(
            input.pool(),
            images,
            showing,
            settings.randomSets(),
            settings.seed().child("concept").child(concept));
    int rest = RandomSets.rest(input.pool(), images, showing);
    add(
        ConceptVectors.of(
            layer, concept, pool.get(layer).with(images.layer(layer)), draws, settings),
        () -> chance(images.size(), rest));
  }

  private PseudoConcepts chance(int size, int rest) {
    return chance.computeIfAbsent(
        List.of(size, rest),
        key ->
            new PseudoConcepts(
                gradients,
                pool,
                pseudo(
                    seed ->
                        RandomSets.pseudoConcept(
                            input.pool().size(), size, rest, settings.randomSets(), seed),
                    settings.seed().child("pseudo-concept")),
                settings));
  }

  private void test(String name, TcavInput.Relative relative) {
    int positives = relative.positives().size();
    int negatives = relative.negatives().size();
    Seed seed = settings.seed().child("relative").child(name);
    List<Draw> draws =
        RandomSets.resampled(
            IntStream.range(0, positives).toArray(),
            IntStream.range(positives, positives + negatives).toArray(),
            settings.randomSets(),
            seed);
    Map<String, LayerRows> rows = new LinkedHashMap<>();
    for (String layer : input.layers()) {
      rows.put(
          layer,
          LayerRows.of(relative.positives().layer(layer)).with(relative.negatives().layer(layer)));
    }
    PseudoConcepts pseudo =
        new PseudoConcepts(
            gradients,
            rows,
            pseudo(
                m -> RandomSets.dealt(positives, negatives, settings.randomSets(), m),
                seed.child("pseudo-concept")),
            settings);
    rows.forEach(
        (layer, each) -> add(ConceptVectors.of(layer, name, each, draws, settings), () -> pseudo));
  }

  private interface Drawing {
    List<Draw> of(Seed seed);
  }

  private List<List<Draw>> pseudo(Drawing drawing, Seed seed) {
    return IntStream.range(0, settings.pseudoConcepts())
        .mapToObj(m -> drawing.of(seed.child(m)))
        .toList();
  }

  private void add(ConceptVectors concept, Supplier<PseudoConcepts> pseudo) {
    vectors.add(concept.mean());
    VectorQuality quality = concept.quality();
    Map<String, String> flags = new LinkedHashMap<>();
    for (String className : input.classes().keySet()) {
      flags.put(className, flag(concept.layer(), className, quality));
    }
    Optional<PseudoConcepts> chance =
        flags.values().stream().allMatch(UNDEFINED::contains)
            ? Optional.empty()
            : Optional.of(pseudo.get());
    findings.addAll(
        List.copyOf(input.classes().keySet()).parallelStream()
            .map(name -> finding(concept, quality, name, flags.get(name), chance))
            .toList());
  }

  private TcavFinding finding(
      ConceptVectors concept,
      VectorQuality quality,
      String className,
      String flag,
      Optional<PseudoConcepts> chance) {
    if (UNDEFINED.contains(flag)) {
      return TcavFinding.undefined(concept.layer(), concept.concept(), className, quality, flag);
    }
    PseudoConcepts pseudo = chance.orElseThrow();
    String layer = concept.layer();
    double[][] classGradients = gradients.of(layer, className);
    Cell cell = Cell.of(concept.directions(), classGradients);
    double statistic = cell.statistic(gradients.mostImages());
    double corrected = pseudo.correctedP(statistic);
    double[] chanceScores = pseudo.scores(layer, className);
    return new TcavFinding(
        layer,
        concept.concept(),
        className,
        cell.score(),
        cell.interval(settings.confidence()),
        pseudo.p(layer, className, statistic),
        corrected,
        1 - Math.pow(1 - corrected, input.concepts().size() + input.relatives().size()),
        TwoSampleTests.welch(cell.scores(), chanceScores).p(),
        EffectSizes.cohen(cell.scores(), chanceScores),
        Cell.of(concept.differences().toArray(double[][]::new), classGradients).score(),
        cell.sensitivity(),
        Cell.risingShare(concept.directions(), gradients.unscaled(layer, className)),
        quality,
        flag);
  }

  private String flag(String layer, String className, VectorQuality quality) {
    if (Double.isNaN(quality.accuracy())) {
      return TcavFinding.CONSTANT;
    }
    if (!gradients.has(className)) {
      return TcavFinding.FEW_CLASS_EXAMPLES;
    }
    if (gradients.isZero(layer, className)) {
      return TcavFinding.ZERO_GRADIENT;
    }
    if (quality.accuracy() <= 0.5 || quality.accuracyP() > LEVEL) {
      return TcavFinding.NOT_DECODABLE;
    }
    return quality.stability() < settings.minStability() ? TcavFinding.UNSTABLE : "";
  }
}
