package org.heirloom.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.heirloom.data.CueCounterfactuals.Condition;
import org.heirloom.image.Pixels;
import org.heirloom.metrics.Measured;
import org.heirloom.model.Array;
import org.heirloom.stats.Logits;

/**
 * Does a network lean on a spurious cue, and does it come free of it when the units that carry the
 * cue are switched off?
 *
 * <p>Shows every example with the cue agreeing, conflicting and absent. Units, and how many of
 * them, are chosen on one half of the examples; what switching them off brings is counted on the
 * other, beside as many random units. Draws images twice and holds a block of them at a time; of
 * every example of the choosing half it keeps two vectors.
 *
 * @see <a href="https://arxiv.org/abs/1703.04096">Dong et al. (2017)</a>, who edit units by hand
 */
public final class Shortcut {
  private static final String ONE_UNIT = "one-unit";
  private static final String FEW = "too-few-examples";

  private final String layer;
  private final Activations network;
  private final Ablations ablations;
  private final CausalSettings settings;
  private final Halves halves;
  private final int[] sizes;
  private final List<Measured> measured = new ArrayList<>();

  /** One example: who it is and what class it has. */
  public record Case(String id, int label) {}

  /** Draws an example under a condition of the cue. */
  public interface Artist {
    Pixels draw(String id, Condition condition);
  }

  /**
   * Asks one network.
   *
   * @param layer whose units are switched off
   * @param network with that layer, pooled and as maps
   * @param ablations of that layer
   */
  public Shortcut(String layer, Activations network, Ablations ablations, CausalSettings settings) {
    this.layer = layer;
    this.network = network;
    this.ablations = ablations;
    this.settings = settings;
    this.halves = new Halves(settings.seed().child("halves"));
    this.sizes =
        settings.sizes().stream().mapToInt(k -> k).filter(k -> k < ablations.units()).toArray();
  }

  /** Shows all cases; once. */
  public ShortcutFinding find(List<Case> cases, Artist artist) {
    CueUnits carriers = new CueUnits();
    Map<Condition, Integer> right = new EnumMap<>(Condition.class);
    long choosing = cases.stream().filter(c -> halves.chooses(c.id())).count();
    for (List<Case> block : blocks(cases)) {
      lean(block, artist, carriers, right);
    }
    List<Double> accuracies =
        Arrays.stream(Condition.values())
            .map(c -> right.getOrDefault(c, 0) / (double) cases.size())
            .toList();
    if (sizes.length == 0 || choosing == 0 || choosing == cases.size()) {
      String flag = sizes.length == 0 ? ONE_UNIT : FEW;
      measured.add(new Measured("edited-recovery", layer, "", Double.NaN, flag));
      return new ShortcutFinding(accuracies, List.of(), List.of(), List.of(), List.of(), flag);
    }
    EditedAccuracy edits = new EditedAccuracy(carriers.order());
    for (List<Case> block : blocks(cases)) {
      edits.see(block, artist);
    }
    return edits.finding(accuracies);
  }

  private static List<List<Case>> blocks(List<Case> cases) {
    List<List<Case>> blocks = new ArrayList<>();
    for (int from = 0; from < cases.size(); from += Activations.BLOCK) {
      blocks.add(cases.subList(from, Math.min(cases.size(), from + Activations.BLOCK)));
    }
    return blocks;
  }

  private Activations.Forward show(List<Case> block, Artist artist, Condition condition) {
    return network.forward(
        block.stream().map(Case::id).toList(),
        Array.ofImages(block.stream().map(c -> artist.draw(c.id(), condition)).toList()));
  }

  private void lean(
      List<Case> block, Artist artist, CueUnits carriers, Map<Condition, Integer> right) {
    Map<Condition, Activations.Forward> shown = new EnumMap<>(Condition.class);
    for (Condition condition : Condition.values()) {
      shown.put(condition, show(block, artist, condition));
    }
    for (int i = 0; i < block.size(); i++) {
      Case example = block.get(i);
      Map<Condition, Integer> hit = new EnumMap<>(Condition.class);
      for (Condition condition : Condition.values()) {
        hit.put(condition, hit(shown.get(condition).logits(), i, example.label()));
        right.merge(condition, hit.get(condition), Integer::sum);
        measured.add(
            new Measured("cue-accuracy", condition.label(), example.id(), hit.get(condition), ""));
      }
      measured.add(
          new Measured(
              "shortcut-reliance",
              "",
              example.id(),
              hit.get(Condition.AGREEING) - hit.get(Condition.CONFLICTING),
              ""));
      if (halves.chooses(example.id())) {
        carriers.add(
            shown.get(Condition.AGREEING).pooled().layer(layer)[i],
            shown.get(Condition.CONFLICTING).pooled().layer(layer)[i]);
      }
    }
  }

  private static int hit(Array logits, int row, int label) {
    return Logits.argMax(logits.rowAsDoubles(row)) == label ? 1 : 0;
  }

  /** What {@link #find} has measured. */
  public List<Measured> measured() {
    return List.copyOf(measured);
  }

  /** Accuracy with the first carriers, and with random units, off. */
  private final class EditedAccuracy {
    private final int[] carriers;
    private final List<float[]> masks = new ArrayList<>();
    private final Map<Condition, int[]> chosenOn = new EnumMap<>(Condition.class);
    private final Map<Condition, int[]> judgedOn = new EnumMap<>(Condition.class);
    private int judging;

    /** Nothing off; then by size the carriers; then by size the random sets. */
    EditedAccuracy(int[] carriers) {
      this.carriers = carriers;
      masks.add(ablations.nothingOff());
      for (int size : sizes) {
        masks.add(ablations.off(Arrays.copyOf(carriers, size)));
      }
      for (int size : sizes) {
        for (int set = 0; set < settings.randomSets(); set++) {
          masks.add(ablations.off(settings.randomUnits(set, ablations.units(), size)));
        }
      }
      for (Condition condition : Condition.values()) {
        chosenOn.put(condition, new int[masks.size()]);
        judgedOn.put(condition, new int[masks.size()]);
      }
    }

    void see(List<Case> block, Artist artist) {
      for (Condition condition : Condition.values()) {
        Array maps = show(block, artist, condition).maps().get(layer);
        List<Array> logits = ablations.logits(maps, masks);
        for (int i = 0; i < block.size(); i++) {
          boolean chooses = halves.chooses(block.get(i).id());
          int[] counts = (chooses ? chosenOn : judgedOn).get(condition);
          for (int mask = 0; mask < counts.length; mask++) {
            counts[mask] += hit(logits.get(mask), i, block.get(i).label());
          }
        }
      }
      judging += (int) block.stream().filter(c -> !halves.chooses(c.id())).count();
    }

    /** With as many carriers off as did best on the choosing half; of equal numbers the least. */
    ShortcutFinding finding(List<Double> accuracies) {
      int[] choosing = chosenOn.get(Condition.CONFLICTING);
      int best = 0;
      for (int s = 1; s < sizes.length; s++) {
        best = choosing[1 + s] > choosing[1 + best] ? s : best;
      }
      int firstRandom = 1 + sizes.length + best * settings.randomSets();
      List<Double> random =
          IntStream.range(0, settings.randomSets())
              .mapToObj(set -> judged(Condition.CONFLICTING, firstRandom + set))
              .toList();
      double before = judged(Condition.CONFLICTING, 0);
      double mean = random.stream().mapToDouble(r -> r).average().orElseThrow();
      measured.add(recovery("edited-recovery", judged(Condition.CONFLICTING, 1 + best) - before));
      measured.add(recovery("edited-recovery-random", mean - before));
      return new ShortcutFinding(
          accuracies,
          Arrays.stream(carriers).limit(sizes[best]).boxed().toList(),
          all(1 + best),
          all(0),
          random,
          "");
    }

    private double judged(Condition condition, int mask) {
      return judgedOn.get(condition)[mask] / (double) judging;
    }

    private List<Double> all(int mask) {
      return Arrays.stream(Condition.values()).map(c -> judged(c, mask)).toList();
    }

    private Measured recovery(String metric, double value) {
      return new Measured(metric, layer, "", value, "");
    }
  }
}
