package org.heirloom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heirloom.DataException;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.study.Study;
import org.junit.jupiter.api.Test;

class HashSamplingTest {
  private static final List<String> CLASSES = List.of("ant", "bee", "cow");

  private static Study.Sample wanted(
      int train, int minPerClass, String duplicates, Double... budgets) {
    return new Study.Sample(train, 20, 30, 10, 6, minPerClass, duplicates, List.of(budgets));
  }

  /** 100, 60 and 40 examples of the classes in {@code train}, half as many in {@code test}. */
  private static List<IndexEntry> examples() {
    List<IndexEntry> entries = new ArrayList<>();
    int[] sizes = {100, 60, 40};
    for (int c = 0; c < sizes.length; c++) {
      for (int i = 0; i < sizes[c] * 3 / 2; i++) {
        String id = CLASSES.get(c) + i;
        entries.add(
            new IndexEntry(id, c, i < sizes[c] ? "train" : "test", "hash-" + id, "shard-00000", i));
      }
    }
    return entries;
  }

  private static HashSampling.Chosen choose(Study.Sample wanted, List<IndexEntry> entries) {
    return new HashSampling(wanted, new Seed(1), CLASSES).choose(entries::forEach);
  }

  private static Set<String> ids(HashSampling.Chosen chosen, String manifest) {
    Set<String> ids = new HashSet<>();
    chosen.manifests().get(manifest).forEach(e -> ids.add(e.id()));
    return ids;
  }

  @Test
  void everyRoleHasItsExactShareOfEveryClass() {
    HashSampling.Chosen chosen = choose(wanted(100, 1, "fail", 1.0), examples());

    Map<String, List<Integer>> perClass = new java.util.TreeMap<>();
    chosen.report().roles().forEach(r -> perClass.put(r.name(), r.perClass()));
    assertThat(perClass.get("train")).containsExactly(50, 30, 20);
    assertThat(perClass.get("selection")).containsExactly(10, 6, 4);
    assertThat(perClass.get("test")).containsExactly(15, 9, 6);
    assertThat(perClass.get("probe")).containsExactly(5, 3, 2);
    assertThat(perClass.get("saliency")).containsExactly(3, 2, 1);
    assertThat(chosen.report().shortfalls()).isEmpty();
  }

  @Test
  void rolesAreDisjointAndKeepToTheirSplit() {
    HashSampling.Chosen chosen = choose(wanted(100, 1, "fail", 1.0), examples());

    Set<String> all = new HashSet<>();
    int sum = 0;
    for (String role : List.of("train", "selection", "test", "probe", "saliency")) {
      all.addAll(ids(chosen, role));
      sum += ids(chosen, role).size();
    }
    assertThat(all).hasSize(sum);
    Set<String> testSplit = new HashSet<>();
    examples().stream().filter(e -> e.split().equals("test")).forEach(e -> testSplit.add(e.id()));
    assertThat(testSplit).containsAll(ids(chosen, "test")).containsAll(ids(chosen, "saliency"));
    assertThat(testSplit).doesNotContainAnyElementsOf(ids(chosen, "train"));
  }

  @Test
  void orderOfArrivalChangesNothing() {
    HashSampling.Chosen expected = choose(wanted(100, 1, "fail", 0.1, 0.5), examples());
    for (long seed = 0; seed < 20; seed++) {
      List<IndexEntry> shuffled = new ArrayList<>();
      List<IndexEntry> original = examples();
      for (int i : new Seed(seed).stream().permutation(original.size())) {
        shuffled.add(original.get(i));
      }

      HashSampling.Chosen chosen = choose(wanted(100, 1, "fail", 0.1, 0.5), shuffled);

      for (String manifest : expected.manifests().keySet()) {
        assertThat(ids(chosen, manifest))
            .as(manifest + " seed " + seed)
            .isEqualTo(ids(expected, manifest));
      }
    }
  }

  @Test
  void smallerBudgetIsPartOfTheLarger() {
    HashSampling.Chosen chosen = choose(wanted(100, 1, "fail", 0.1, 0.5, 1.0), examples());

    assertThat(chosen.manifests().get("train-0.1")).hasSize(10);
    assertThat(ids(chosen, "train-0.5")).hasSize(50).containsAll(ids(chosen, "train-0.1"));
    assertThat(ids(chosen, "train-1.0"))
        .isEqualTo(ids(chosen, "train"))
        .containsAll(ids(chosen, "train-0.5"));
  }

  @Test
  void anotherSeedChoosesOtherExamples() {
    HashSampling.Chosen other =
        new HashSampling(wanted(100, 1, "fail", 1.0), new Seed(2), CLASSES)
            .choose(examples()::forEach);

    assertThat(ids(other, "train"))
        .isNotEqualTo(ids(choose(wanted(100, 1, "fail", 1.0), examples()), "train"));
  }

  @Test
  void shortfallIsReported() {
    HashSampling.Chosen chosen = choose(wanted(1000, 1, "fail", 1.0), examples());

    assertThat(chosen.report().shortfalls()).containsExactly("train: asked for 1000, found 170.");
  }

  @Test
  void classWithTooFewExamplesIsNamed() {
    assertThatThrownBy(() -> choose(wanted(100, 2, "fail", 1.0), examples()))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "sample.saliency: too few examples of class \"cow\". Got 1. Expected at least 2 (sample.minPerClass).\n"
                + "Ask for other numbers in sample, or bring more images of these classes.");
  }

  @Test
  void equalPixelsInTwoRolesFailOrAreReported() {
    List<IndexEntry> entries = examples();
    // Every example of ant shows one picture.
    entries.replaceAll(
        e ->
            e.label() == 0
                ? new IndexEntry(e.id(), 0, e.split(), "same", e.shard(), e.offset())
                : e);

    assertThatThrownBy(() -> choose(wanted(100, 1, "fail", 1.0), entries))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("images stand in two roles")
        .hasMessageEndingWith("Remove the copies, or set sample.duplicates: allow.");
    assertThat(choose(wanted(100, 1, "allow", 1.0), entries).report().duplicates()).isNotEmpty();
  }

  @Test
  void emptyDataSetIsRefused() {
    assertThatThrownBy(() -> choose(wanted(100, 1, "fail", 1.0), List.of()))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "data: no examples. Got an empty data set. Expected at least one image per class.");
  }

  @Test
  void sharesSumToWhatIsAskedForAnyClassSizes() {
    for (long seed = 0; seed < 200; seed++) {
      RandomStream random = new Seed(seed).stream();
      int[] sizes = new int[2 + random.nextInt(10)];
      int total = 0;
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = random.nextInt(50);
        total += sizes[i];
      }
      int n = random.nextInt(total + 1);

      int[] share = HashSampling.apportion(n, sizes, sizes);

      assertThat(java.util.Arrays.stream(share).sum()).as("seed " + seed).isEqualTo(n);
      for (int i = 0; i < sizes.length; i++) {
        assertThat(share[i]).isBetween((int) ((long) n * sizes[i] / Math.max(1, total)), sizes[i]);
      }
    }
  }
}
