package org.heirloom.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.heirloom.DataException;
import org.heirloom.Seed;
import org.heirloom.study.Study;

/**
 * Assigns examples to roles by a keyed hash of their ids: within each class, the examples of
 * smallest rank are taken, role by role.
 *
 * <p>The result depends on the seed and the set of examples, not on their order or on how they are
 * spread. Every role has its share of every class (largest remainders); roles are disjoint; a
 * smaller budget is part of a larger one. Training, selection and probe examples come from the
 * split {@code train}, test and saliency examples from {@code test}; where the data set is not
 * split, all come from {@code all}. Memory grows with the sample, not with the data set: the
 * examples are passed twice.
 */
public final class HashSampling {
  /**
   * Roles that are filled first come first: where examples are short, it is training that goes
   * without.
   */
  private static final List<String> TRAINING_ROLES = List.of("selection", "probe", "train");

  private static final List<String> TEST_ROLES = List.of("saliency", "test");
  private static final Comparator<Ranked> BY_RANK =
      Comparator.comparingLong(Ranked::rank).thenComparing(r -> r.entry().id());

  private final Study.Sample wanted;
  private final Seed seed;
  private final List<String> classes;

  /** Sampling as a study wants it. */
  public HashSampling(Study.Sample wanted, Seed seed, List<String> classes) {
    this.wanted = wanted;
    this.seed = seed;
    this.classes = List.copyOf(classes);
  }

  /**
   * What was chosen.
   *
   * @param manifests entries by manifest name: each role, and {@code train-<budget>} for each
   *     budget
   */
  public record Chosen(Map<String, List<SampleEntry>> manifests, SampleReport report) {}

  private record Ranked(long rank, IndexEntry entry) {}

  /**
   * Chooses.
   *
   * @param examples passes every example of the data set to its argument, in any order; called
   *     twice
   * @throws DataException if a class has too few examples, or two roles share an image and the
   *     study forbids it
   */
  public Chosen choose(Consumer<Consumer<IndexEntry>> examples) {
    Map<String, int[]> counts = new TreeMap<>();
    examples.accept(
        e -> counts.computeIfAbsent(e.split(), s -> new int[classes.size()])[e.label()]++);
    if (counts.isEmpty()) {
      throw new DataException(
          "data: no examples. Got an empty data set. Expected at least one image per class.");
    }
    Map<String, Map<String, int[]>> quotas = quotas(counts);
    Map<String, List<Ranked>> byRole = take(examples, quotas);
    return chosen(byRole);
  }

  /** Per split, per role: how many of each class. */
  private Map<String, Map<String, int[]>> quotas(Map<String, int[]> counts) {
    Map<String, Map<String, int[]>> quotas = new TreeMap<>();
    if (counts.containsKey("test")) {
      quotas.put("test", fill(TEST_ROLES, counts.get("test")));
      quotas.put(
          "train", fill(TRAINING_ROLES, counts.getOrDefault("train", new int[classes.size()])));
    } else {
      List<String> all = new ArrayList<>(TEST_ROLES);
      all.addAll(TRAINING_ROLES);
      String split = counts.keySet().iterator().next();
      quotas.put(split, fill(all, counts.get(split)));
    }
    return quotas;
  }

  private Map<String, int[]> fill(List<String> roles, int[] available) {
    int[] left = available.clone();
    Map<String, int[]> filled = new LinkedHashMap<>();
    for (String role : roles) {
      int[] share = apportion(Math.min(asked(role), Arrays.stream(left).sum()), available, left);
      for (int c = 0; c < left.length; c++) {
        left[c] -= share[c];
      }
      filled.put(role, share);
    }
    return filled;
  }

  /**
   * Shares of {@code n} in proportion to {@code weights}, by largest remainders, within {@code
   * most}.
   */
  static int[] apportion(int n, int[] weights, int[] most) {
    long total = Arrays.stream(weights).asLongStream().sum();
    int[] share = new int[weights.length];
    List<Integer> byRemainder = new ArrayList<>();
    for (int c = 0; c < share.length; c++) {
      share[c] = total == 0 ? 0 : (int) Math.min(most[c], (long) n * weights[c] / total);
      byRemainder.add(c);
    }
    byRemainder.sort(
        Comparator.comparing((Integer c) -> -((long) n * weights[c] % Math.max(1, total))));
    int missing = n - Arrays.stream(share).sum();
    while (missing > 0) {
      int before = missing;
      for (int c : byRemainder) {
        if (missing > 0 && share[c] < most[c]) {
          share[c]++;
          missing--;
        }
      }
      if (missing == before) {
        break;
      }
    }
    return share;
  }

  private int asked(String role) {
    return switch (role) {
      case "train" -> wanted.train();
      case "selection" -> wanted.selection();
      case "test" -> wanted.test();
      case "probe" -> wanted.probe();
      case "saliency" -> wanted.saliency();
      default -> throw new IllegalArgumentException(role);
    };
  }

  private Map<String, List<Ranked>> take(
      Consumer<Consumer<IndexEntry>> examples, Map<String, Map<String, int[]>> quotas) {
    Map<String, List<PriorityQueue<Ranked>>> heaps = new TreeMap<>();
    quotas.forEach(
        (split, roles) -> {
          List<PriorityQueue<Ranked>> perClass = new ArrayList<>();
          classes.forEach(c -> perClass.add(new PriorityQueue<>(BY_RANK.reversed())));
          heaps.put(split, perClass);
        });
    examples.accept(
        e -> {
          if (quotas.containsKey(e.split())) {
            PriorityQueue<Ranked> heap = heaps.get(e.split()).get(e.label());
            heap.add(new Ranked(seed.rank(e.id()), e));
            if (heap.size() > total(quotas.get(e.split()), e.label())) {
              heap.poll();
            }
          }
        });
    Map<String, List<Ranked>> byRole = new TreeMap<>();
    quotas.forEach(
        (split, roles) -> {
          for (int c = 0; c < classes.size(); c++) {
            List<Ranked> sorted = new ArrayList<>(heaps.get(split).get(c));
            sorted.sort(BY_RANK);
            int from = 0;
            for (Map.Entry<String, int[]> role : roles.entrySet()) {
              int to = from + role.getValue()[c];
              byRole
                  .computeIfAbsent(role.getKey(), r -> new ArrayList<>())
                  .addAll(sorted.subList(from, to));
              from = to;
            }
          }
        });
    return byRole;
  }

  private static int total(Map<String, int[]> roles, int label) {
    return roles.values().stream().mapToInt(share -> share[label]).sum();
  }

  private Chosen chosen(Map<String, List<Ranked>> byRole) {
    Map<String, List<SampleEntry>> manifests = new TreeMap<>();
    List<SampleReport.Role> roles = new ArrayList<>();
    List<String> shortfalls = new ArrayList<>();
    byRole.forEach((role, ranked) -> add(role, asked(role), ranked, manifests, roles));
    for (double budget : wanted.budgets()) {
      List<Ranked> part = budget(byRole.get("train"), budget);
      add("train-" + budget, part.size(), part, manifests, roles);
    }
    List<String> tooFew = new ArrayList<>();
    for (SampleReport.Role role : roles) {
      if (role.found() < role.asked()) {
        shortfalls.add(
            "%s: asked for %d, found %d.".formatted(role.name(), role.asked(), role.found()));
      }
      for (int c = 0; c < classes.size() && role.asked() > 0; c++) {
        if (role.perClass().get(c) < wanted.minPerClass()) {
          tooFew.add(
              "sample.%s: too few examples of class \"%s\". Got %d. Expected at least %d (sample.minPerClass)."
                  .formatted(
                      role.name(), classes.get(c), role.perClass().get(c), wanted.minPerClass()));
        }
      }
    }
    if (!tooFew.isEmpty()) {
      throw new DataException(
          String.join("\n", tooFew)
              + "\nAsk for other numbers in sample, or bring more images of these classes.");
    }
    return new Chosen(manifests, new SampleReport(roles, shortfalls, duplicates(byRole)));
  }

  private void add(
      String name,
      int asked,
      List<Ranked> ranked,
      Map<String, List<SampleEntry>> manifests,
      List<SampleReport.Role> roles) {
    Integer[] perClass = new Integer[classes.size()];
    Arrays.fill(perClass, 0);
    List<SampleEntry> entries = new ArrayList<>();
    for (Ranked r : ranked) {
      IndexEntry e = r.entry();
      perClass[e.label()]++;
      entries.add(new SampleEntry(e.id(), e.label(), e.shard(), e.offset()));
    }
    manifests.put(name, entries);
    roles.add(new SampleReport.Role(name, asked, List.of(perClass)));
  }

  /**
   * The examples of smallest rank, class by class: so that every smaller budget is part of this
   * one.
   */
  private List<Ranked> budget(List<Ranked> train, double fraction) {
    List<Ranked> part = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      int label = c;
      List<Ranked> ofClass = train.stream().filter(r -> r.entry().label() == label).toList();
      part.addAll(ofClass.subList(0, (int) Math.round(fraction * ofClass.size())));
    }
    return part;
  }

  private List<String> duplicates(Map<String, List<Ranked>> byRole) {
    Map<String, String> seen = new TreeMap<>();
    List<String> found = new ArrayList<>();
    byRole.forEach(
        (role, ranked) ->
            ranked.forEach(
                r -> {
                  String here = role + " " + r.entry().id();
                  String there = seen.putIfAbsent(r.entry().pixels(), here);
                  if (there != null && !there.startsWith(role + " ")) {
                    found.add("%s shows the same pixels as %s.".formatted(here, there));
                  }
                }));
    if (!found.isEmpty() && wanted.duplicates().equals("fail")) {
      throw new DataException(
          "sample: %d images stand in two roles. Got %s%s Expected disjoint roles. Remove the copies, or set sample.duplicates: allow."
              .formatted(
                  found.size(),
                  String.join(" ", found.subList(0, Math.min(5, found.size()))),
                  found.size() > 5 ? " …" : ""));
    }
    return found;
  }
}
