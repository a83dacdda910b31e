package org.heirloom.probe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.heirloom.Seed;
import org.heirloom.data.Example;
import org.heirloom.metrics.Measured;
import org.heirloom.stats.Counts;

/**
 * {@link LinearProbe} for many concepts and layers over examples that pass by: keeps a {@link
 * Subsample} of pooled activations.
 *
 * <p>Per concept as many examples with it as without, so that chance is one half; of the more
 * frequent sort those that come first by their hash. An accuracy that a fair coin would reach as
 * well is flagged: the null is the exact binomial one, by Bonferroni for all concepts and layers of
 * this network.
 */
public final class LinearProbes implements Probe {
  /** Flag of a concept with too few examples of either sort. */
  public static final String FEW = "few-examples";

  /** Flag of an accuracy that chance reaches too. */
  public static final String CHANCE = "not-above-chance";

  /** Least number of examples with a concept, and without. */
  static final int FEWEST = 20;

  private final Settings settings;
  private final List<Label> labels;
  private final Subsample<Kept> kept;

  /**
   * How probes are fitted.
   *
   * @param layers to look into
   * @param examples at most so many are kept
   * @param heldOut share of them that classifiers are judged on, in (0, 1)
   * @param ridge L2 penalty on standardised activations, above 0
   * @param level of significance of all together
   * @param seed of the subsample, the split and the control task; give networks that are compared
   *     the same one
   */
  public record Settings(
      List<String> layers, int examples, double heldOut, double ridge, double level, Seed seed) {}

  /**
   * A concept that is known of every example.
   *
   * @param concept its name
   * @param has whether an example has it
   * @param type what an example is in the sense of the control task; types must recur
   */
  public record Label(String concept, Predicate<Example> has, ToIntFunction<Example> type) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Kept(Map<String, double[]> rows, boolean[] has, int[] types) {}

  /** Probes of some concepts. */
  public LinearProbes(Settings settings, List<Label> labels) {
    this.settings = settings;
    this.labels = List.copyOf(labels);
    this.kept = new Subsample<>(settings.examples(), settings.seed().child("examples"));
  }

  @Override
  public Set<String> layers() {
    return new LinkedHashSet<>(settings.layers());
  }

  @Override
  public void see(int pass, Seen network, Optional<Seen> teacher) {
    for (int i = 0; i < network.size(); i++) {
      int row = i;
      Example example = network.examples().get(i);
      kept.offer(example.id(), () -> kept(example, network.pooled(), row));
    }
  }

  private Kept kept(Example example, Representations pooled, int row) {
    Map<String, double[]> rows = new LinkedHashMap<>();
    settings.layers().forEach(layer -> rows.put(layer, pooled.layer(layer)[row]));
    boolean[] has = new boolean[labels.size()];
    int[] types = new int[labels.size()];
    for (int c = 0; c < has.length; c++) {
      has[c] = labels.get(c).has().test(example);
      types[c] = labels.get(c).type().applyAsInt(example);
    }
    return new Kept(rows, has, types);
  }

  /** One concept at one layer; NaN where it cannot be told. */
  private record Found(String subject, LinearProbe probe, int heldOut, String flag) {}

  /** Accuracy, that of the control task and the difference, with subject {@code layer/concept}. */
  @Override
  public List<Measured> findings() {
    List<Kept> examples = kept.values();
    List<Found> found = new ArrayList<>();
    for (int c = 0; c < labels.size(); c++) {
      Split split = Split.of(examples, c, settings.heldOut());
      for (String layer : settings.layers()) {
        found.add(found(layer, labels.get(c).concept(), split));
      }
    }
    List<Measured> measured = new ArrayList<>();
    double level = settings.level() / Math.max(1, found.size());
    found.forEach(each -> tell(each, level, measured));
    return measured;
  }

  private Found found(String layer, String concept, Split split) {
    String subject = layer + "/" + concept;
    if (!split.isEnough()) {
      return new Found(subject, new LinearProbe(Double.NaN, Double.NaN), 0, FEW);
    }
    LinearProbe probe =
        LinearProbe.of(
            split.part(layer, split.train()),
            split.part(layer, split.test()),
            settings.ridge(),
            settings.seed().child("control").child(concept));
    String flag = Double.isNaN(probe.accuracy()) ? TcavFinding.CONSTANT : "";
    return new Found(subject, probe, split.test().size(), flag);
  }

  private static void tell(Found found, double level, List<Measured> sink) {
    LinearProbe probe = found.probe();
    String flag = found.flag();
    if (flag.isEmpty()
        && (probe.accuracy() <= 0.5 || chance(probe.accuracy(), found.heldOut()) > level)) {
      flag = CHANCE;
    }
    sink.add(new Measured("decodability", found.subject(), "", probe.accuracy(), flag));
    sink.add(new Measured("control-accuracy", found.subject(), "", probe.control(), found.flag()));
    sink.add(new Measured("selectivity", found.subject(), "", probe.selectivity(), found.flag()));
  }

  private static double chance(double accuracy, int heldOut) {
    return Counts.binomialP((int) Math.floor(accuracy * heldOut), heldOut, 0.5);
  }

  /** Balanced examples of one concept, in the order of their hashes. */
  private record Split(int concept, List<Kept> train, List<Kept> test) {

    static Split of(List<Kept> examples, int concept, double heldOut) {
      List<List<Kept>> sorts = List.of(new ArrayList<>(), new ArrayList<>());
      examples.forEach(e -> sorts.get(e.has()[concept] ? 1 : 0).add(e));
      int size = Math.min(sorts.get(0).size(), sorts.get(1).size());
      int held = (int) Math.round(heldOut * size);
      List<Kept> train = new ArrayList<>();
      List<Kept> test = new ArrayList<>();
      for (List<Kept> sort : sorts) {
        test.addAll(sort.subList(0, Math.min(held, size)));
        train.addAll(sort.subList(Math.min(held, size), size));
      }
      return new Split(concept, train, known(train, test, concept));
    }

    /** Those of a type that occurs in training: of others the control task has no label. */
    private static List<Kept> known(List<Kept> train, List<Kept> test, int concept) {
      Set<Integer> types = new HashSet<>();
      train.forEach(e -> types.add(e.types()[concept]));
      return test.stream().filter(e -> types.contains(e.types()[concept])).toList();
    }

    boolean isEnough() {
      long with = train.stream().filter(e -> e.has()[concept]).count();
      long types = train.stream().map(e -> e.types()[concept]).distinct().count();
      return with + test.size() / 2 >= FEWEST && !test.isEmpty() && types >= 2;
    }

    LinearProbe.Examples part(String layer, List<Kept> part) {
      boolean[] has = new boolean[part.size()];
      int[] types = new int[part.size()];
      for (int i = 0; i < has.length; i++) {
        has[i] = part.get(i).has()[concept];
        types[i] = part.get(i).types()[concept];
      }
      return new LinearProbe.Examples(
          part.stream().map(e -> e.rows().get(layer)).toArray(double[][]::new), has, types);
    }
  }
}
