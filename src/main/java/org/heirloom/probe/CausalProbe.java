package org.heirloom.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.heirloom.metrics.Measured;
import org.heirloom.model.Array;
import org.heirloom.stats.Logits;

/**
 * How much the knowledge of a class hangs on few units: ranks units by what the class loses without
 * each, then switches off the first few together and counts, beside as many random ones.
 *
 * <p>Two passes: units are ranked on one half of the examples, balanced accuracy is counted on the
 * other. Random units are drawn from all of the layer and may hit those that matter. Keeps sums and
 * counts only.
 *
 * @see <a href="https://doi.org/10.1073/pnas.1907375117">Bau et al. (2020), Understanding the role
 *     of individual units</a>; we rank by probabilities (see {@link UnitRanking}) and add the
 *     random units
 */
public final class CausalProbe implements Probe {
  private static final String ONE_UNIT = "one-unit";
  private static final String NO_CLASS = "no-class-in-both-halves";
  private static final String NOT_SIGNIFICANT = "not-significant";

  private final String layer;
  private final Ablations ablations;
  private final List<String> classes;
  private final CausalSettings settings;
  private final Halves halves;
  private final int[] sizes;
  private final List<float[]> single = new ArrayList<>();
  private final UnitRanking ranking;
  private Judged judged; // when the second pass has begun

  /**
   * Asks one layer.
   *
   * @param ablations of that layer; the caller closes it when all is seen
   * @param classes names by label
   */
  public CausalProbe(
      String layer, Ablations ablations, List<String> classes, CausalSettings settings) {
    this.layer = layer;
    this.ablations = ablations;
    this.classes = List.copyOf(classes);
    this.settings = settings;
    this.halves = new Halves(settings.seed().child("halves"));
    this.sizes =
        settings.sizes().stream().mapToInt(k -> k).filter(k -> k < ablations.units()).toArray();
    single.add(ablations.nothingOff());
    for (int unit = 0; unit < ablations.units(); unit++) {
      single.add(ablations.off(unit));
    }
    this.ranking = new UnitRanking(single.size(), classes.size());
  }

  @Override
  public Set<String> maps() {
    return Set.of(layer);
  }

  @Override
  public int passes() {
    return 2;
  }

  @Override
  public boolean hasSeenEnough(int pass) {
    return sizes.length == 0;
  }

  @Override
  public void see(int pass, Seen network, Optional<Seen> teacher) {
    int[] rows =
        IntStream.range(0, network.size())
            .filter(i -> halves.chooses(network.examples().get(i).id()) == (pass == 0))
            .toArray();
    if (rows.length == 0) {
      return;
    }
    Array maps = network.map(layer).rows(rows);
    int[] labels = Arrays.stream(rows).map(i -> network.examples().get(i).label()).toArray();
    if (pass == 0) {
      List<Array> logits = ablations.logits(maps, single);
      for (int i = 0; i < labels.length; i++) {
        ranking.add(logits, i, labels[i]);
      }
    } else {
      judged().see(maps, labels);
    }
  }

  private Judged judged() {
    if (judged == null) {
      judged = new Judged();
    }
    return judged;
  }

  @Override
  public List<Measured> findings() {
    List<Measured> findings = new ArrayList<>();
    for (int s = 0; s < sizes.length; s++) {
      findings.addAll(judged().measured(s));
    }
    if (sizes.length == 0) {
      findings.add(new Measured("ablation-drop", layer, "", Double.NaN, ONE_UNIT));
    }
    return findings;
  }

  /** What stands behind the findings, class by class; without those that a half lacks. */
  public List<CausalFinding> classFindings() {
    return sizes.length == 0
        ? List.of()
        : judged().known().mapToObj(judged()::finding).collect(Collectors.toList());
  }

  /** Decisions with sets of units off, on the half that did not choose them. */
  private final class Judged {
    private final List<float[]> masks = new ArrayList<>();
    private final List<BalancedCounts> counts;
    private final int randomFrom;

    /** Nothing off; then by size and class the first units; then by size the random sets. */
    Judged() {
      masks.add(ablations.nothingOff());
      for (int size : sizes) {
        for (int c = 0; c < classes.size(); c++) {
          masks.add(
              ranking.knows(c)
                  ? ablations.off(Arrays.copyOf(ranking.order(c), size))
                  : ablations.nothingOff());
        }
      }
      randomFrom = masks.size();
      for (int size : sizes) {
        for (int set = 0; set < settings.randomSets(); set++) {
          masks.add(ablations.off(settings.randomUnits(set, ablations.units(), size)));
        }
      }
      counts = masks.stream().map(mask -> new BalancedCounts(classes.size())).toList();
    }

    void see(Array maps, int[] labels) {
      List<Array> logits = ablations.logits(maps, masks);
      for (int mask = 0; mask < masks.size(); mask++) {
        for (int i = 0; i < labels.length; i++) {
          int decision = Logits.argMax(logits.get(mask).rowAsDoubles(i));
          counts.get(mask).add(decision, labels[i]);
        }
      }
    }

    /** Classes that both halves know. */
    IntStream known() {
      return IntStream.range(0, classes.size())
          .filter(ranking::knows)
          .filter(c -> !Double.isNaN(counts.get(0).accuracy(c)));
    }

    private double drop(int mask, int label) {
      return counts.get(0).accuracy(label) - counts.get(mask).accuracy(label);
    }

    private double ofTop(int s, int label) {
      return drop(1 + s * classes.size() + label, label);
    }

    private double ofRandom(int s, int set, int label) {
      return drop(randomFrom + s * settings.randomSets() + set, label);
    }

    /** The drop at one size, as the mean over classes, and what random units do. */
    List<Measured> measured(int s) {
      String subject = "top %d of %s".formatted(sizes[s], layer);
      int[] known = known().toArray();
      if (known.length == 0) {
        return List.of(new Measured("ablation-drop", subject, "", Double.NaN, NO_CLASS));
      }
      double top = Arrays.stream(known).mapToDouble(c -> ofTop(s, c)).average().orElseThrow();
      double[] random =
          IntStream.range(0, settings.randomSets())
              .mapToDouble(
                  set ->
                      Arrays.stream(known)
                          .mapToDouble(c -> ofRandom(s, set, c))
                          .average()
                          .orElseThrow())
              .toArray();
      long asLarge = Arrays.stream(random).filter(r -> r >= top).count();
      double p = (1.0 + asLarge) / (1 + random.length);
      double mean = Arrays.stream(random).average().orElseThrow();
      return List.of(
          new Measured(
              "ablation-drop",
              subject,
              "",
              top,
              p <= 1 - settings.confidence() ? "" : NOT_SIGNIFICANT),
          new Measured("ablation-drop-random", subject, "", mean, ""));
    }

    CausalFinding finding(int label) {
      int most = sizes[sizes.length - 1];
      double[] effects = ranking.effects(label);
      List<Integer> units = Arrays.stream(ranking.order(label)).limit(most).boxed().toList();
      List<CausalFinding.Step> steps = new ArrayList<>();
      for (int s = 0; s < sizes.length; s++) {
        int at = s;
        double random =
            IntStream.range(0, settings.randomSets())
                .mapToDouble(set -> ofRandom(at, set, label))
                .average()
                .orElseThrow();
        steps.add(new CausalFinding.Step(sizes[s], ofTop(s, label), random));
      }
      return new CausalFinding(
          classes.get(label),
          counts.get(0).accuracy(label),
          units,
          units.stream().map(u -> effects[u]).toList(),
          steps);
    }
  }
}
