package org.heirloom.probe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.probe.TcavFinding.VectorQuality;
import org.heirloom.stats.Counts;
import org.heirloom.stats.Interval;
import org.heirloom.stats.TwoSampleTests;

/**
 * Testing with concept activation vectors: in how many images of a class does the class's logit
 * rise when a layer moves towards a concept, and is that more than chance.
 *
 * <p>We differ from the reference code: the logit before the softmax is differentiated, not the
 * loss; activations are pooled over space; the classifier is solved to its optimum; zero
 * sensitivity counts one half; and chance is what random sets reach that play concepts ({@link
 * PseudoConcepts}), since a t-test takes vectors for independent that share the concept's images.
 *
 * <p>Pure arithmetic: equal input gives equal bits. A finding does not depend on which other
 * concepts are tested, but for {@link TcavFinding#familyP}.
 *
 * @see <a href="https://arxiv.org/abs/1711.11279">Kim et al. (2018)</a>
 */
public final class Tcav {
  private static final double LEVEL = 0.05;

  private final TcavInput input;
  private final TcavSettings settings;
  private final GradientTable gradients;
  private final Map<Integer, PseudoConcepts> chance = new HashMap<>();

  private Tcav(TcavInput input, TcavSettings settings) {
    this.input = input;
    this.settings = settings;
    this.gradients = new GradientTable(input);
  }

  /** Findings of every layer, concept and class, in that order. */
  public static List<TcavFinding> findings(TcavInput input, TcavSettings settings) {
    Tcav tcav = new Tcav(input, settings);
    List<TcavFinding> findings = new ArrayList<>();
    for (String layer : input.layers()) {
      for (String concept : input.concepts().keySet()) {
        tcav.test(layer, concept, findings);
      }
    }
    return findings;
  }

  private void test(String layer, String concept, List<TcavFinding> findings) {
    Representations images = input.concepts().get(concept);
    RandomSets sets =
        RandomSets.concept(
            input.pool(),
            images,
            settings.randomSets(),
            settings.seed().child("concept").child(concept));
    double[][] pool = input.pool().layer(layer);
    List<Cav> cavs = sets.fit(images.layer(layer), pool, settings.ridge());
    Vectors vectors =
        new Vectors(
            layer,
            concept,
            cavs.stream().map(Cav::direction).toArray(double[][]::new),
            sets.sets().stream()
                .map(set -> Cav.meanDifference(images.layer(layer), RandomSets.rows(pool, set)))
                .toArray(double[][]::new),
            quality(cavs));
    for (String className : input.classes().keySet()) {
      findings.add(finding(vectors, className));
    }
  }

  /** The vectors of a concept at a layer, one per random set. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Vectors(
      String layer,
      String concept,
      double[][] fitted,
      double[][] differences,
      VectorQuality quality) {}

  private VectorQuality quality(List<Cav> cavs) {
    int heldOut = cavs.get(0).heldOut();
    if (cavs.stream().anyMatch(cav -> Matrices.norm(cav.direction()) == 0)) {
      return new VectorQuality(Double.NaN, Double.NaN, Double.NaN, heldOut);
    }
    double correct = cavs.stream().mapToDouble(Cav::correct).sum() / cavs.size();
    double p = Counts.binomialP((int) Math.floor(correct), heldOut, 0.5);
    return new VectorQuality(correct / heldOut, p, stability(cavs), heldOut);
  }

  private static double stability(List<Cav> cavs) {
    double sum = 0;
    int pairs = 0;
    for (int i = 0; i < cavs.size(); i++) {
      for (int j = 0; j < i; j++) {
        sum += Matrices.dot(cavs.get(i).direction(), cavs.get(j).direction());
        pairs++;
      }
    }
    return sum / pairs;
  }

  private TcavFinding finding(Vectors vectors, String className) {
    String flag = flag(vectors, className);
    if (flag.equals(TcavFinding.CONSTANT) || flag.equals(TcavFinding.FEW_CLASS_EXAMPLES)) {
      return undefined(vectors, className, flag);
    }
    String layer = vectors.layer();
    double[][] classGradients = gradients.of(layer, className);
    Cell cell = Cell.of(vectors.fitted(), classGradients);
    PseudoConcepts pseudo = chance(input.concepts().get(vectors.concept()).size());
    double statistic = cell.statistic(gradients.mostImages());
    double corrected = pseudo.correctedP(statistic);
    return new TcavFinding(
        layer,
        vectors.concept(),
        className,
        cell.score(),
        cell.interval(settings.confidence()),
        pseudo.p(layer, className, statistic),
        corrected,
        1 - Math.pow(1 - corrected, input.concepts().size()),
        TwoSampleTests.welch(cell.scores(), pseudo.scores(layer, className)).p(),
        Cell.of(vectors.differences(), classGradients).score(),
        cell.sensitivity(),
        vectors.quality(),
        flag);
  }

  private PseudoConcepts chance(int size) {
    return chance.computeIfAbsent(
        size, n -> new PseudoConcepts(gradients, input.pool(), n, settings));
  }

  private String flag(Vectors vectors, String className) {
    VectorQuality quality = vectors.quality();
    if (Double.isNaN(quality.accuracy())) {
      return TcavFinding.CONSTANT;
    }
    if (!gradients.has(className)) {
      return TcavFinding.FEW_CLASS_EXAMPLES;
    }
    if (gradients.isZero(vectors.layer(), className)) {
      return TcavFinding.ZERO_GRADIENT;
    }
    if (quality.accuracy() <= 0.5 || quality.accuracyP() > LEVEL) {
      return TcavFinding.NOT_DECODABLE;
    }
    return quality.stability() < settings.minStability() ? TcavFinding.UNSTABLE : "";
  }

  private static TcavFinding undefined(Vectors vectors, String className, String flag) {
    double no = Double.NaN;
    return new TcavFinding(
        vectors.layer(),
        vectors.concept(),
        className,
        no,
        Interval.UNKNOWN,
        no,
        no,
        no,
        no,
        no,
        no,
        vectors.quality(),
        flag);
  }
}
