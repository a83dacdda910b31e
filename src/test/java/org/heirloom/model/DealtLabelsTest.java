package org.heirloom.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import org.heirloom.Seed;
import org.heirloom.image.Pixels;
import org.junit.jupiter.api.Test;

class DealtLabelsTest {
  private static final int[] LABELS = new int[300];

  static {
    Arrays.setAll(LABELS, i -> i % 10 == 9 ? ImageSet.UNLABELLED : i % 3);
  }

  private static ImageSet images() {
    return new LabelledImages(
        Collections.nCopies(LABELS.length, new Pixels(1, 1, 1, new byte[1])), LABELS.clone());
  }

  @Test
  void everyLabelIsAsFrequentAsBeforeAndTellsNothing() {
    DealtLabels dealt = DealtLabels.of(images(), new Seed(1));

    int[] before = LABELS.clone();
    int[] after = dealt.labels().clone();
    Arrays.sort(before);
    Arrays.sort(after);
    assertThat(after).isEqualTo(before);
    int same = 0;
    for (int i = 0; i < LABELS.length; i++) {
      assertThat(dealt.labels()[i] == ImageSet.UNLABELLED)
          .isEqualTo(LABELS[i] == ImageSet.UNLABELLED);
      same += dealt.labels()[i] == LABELS[i] && LABELS[i] >= 0 ? 1 : 0;
    }
    // A third of 270 by chance: 90, with a standard deviation below 8.
    assertThat(same).isBetween(60, 120);
  }

  @Test
  void sameSeedDealsAlikeAndTheFirstKeepTheirNewLabels() {
    DealtLabels dealt = DealtLabels.of(images(), new Seed(1));

    assertThat(DealtLabels.of(images(), new Seed(1)).labels()).isEqualTo(dealt.labels());
    assertThat(DealtLabels.of(images(), new Seed(2)).labels()).isNotEqualTo(dealt.labels());
    assertThat(dealt.first(20).labels()).isEqualTo(Arrays.copyOf(dealt.labels(), 20));
    assertThat(dealt.first(1000).size()).isEqualTo(LABELS.length);
  }
}
