package org.heirloom.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.heirloom.Seed;
import org.junit.jupiter.api.Test;

class SubsampleTest {

  private static Subsample<String> of(int most, int[] order) {
    Subsample<String> sample = new Subsample<>(most, new Seed(9));
    for (int i : order) {
      sample.offer("id-" + i, () -> "value " + i);
    }
    return sample;
  }

  @Test
  void keepsTheSameWhateverTheOrderAndLessIsPartOfMore() {
    int[] order = IntStream.range(0, 500).toArray();
    List<String> ids = of(40, order).ids();

    assertThat(of(40, new Seed(1).stream().permutation(500)).ids()).isEqualTo(ids).hasSize(40);
    assertThat(of(10, order).ids()).isEqualTo(ids.subList(0, 10));
    assertThat(of(900, order).ids()).hasSize(500);
    assertThat(of(10, order).values())
        .containsExactlyElementsOf(
            ids.subList(0, 10).stream().map(id -> id.replace("id-", "value ")).toList());
  }
}
