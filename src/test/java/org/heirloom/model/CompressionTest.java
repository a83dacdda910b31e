package org.heirloom.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.StudyException;
import org.heirloom.image.JpegQuantiser;
import org.heirloom.image.Pixels;
import org.heirloom.study.Jpeg;
import org.heirloom.study.Study;
import org.junit.jupiter.api.Test;

class CompressionTest {
  private static final JpegQuantiser QUALITY = JpegQuantiser.of(20);

  private static LabelledImages images(int channels) {
    RandomStream random = new Seed(7).stream();
    List<Pixels> pixels = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      byte[] bytes = new byte[8 * 8 * channels];
      for (int b = 0; b < bytes.length; b++) {
        bytes[b] = (byte) random.nextInt(256);
      }
      pixels.add(new Pixels(8, 8, channels, bytes));
    }
    return new LabelledImages(pixels, new int[] {0, 1, 2, 3});
  }

  private static Study.Training recipe(double share) {
    return new Study.Training(
        64, 4, "adam", 1, 0, 0, "constant", 0, 0, false, new Jpeg.Augmentation(share, 20));
  }

  @Test
  void someImagesAreCompressedAndOthersAreThemselves() {
    LabelledImages plain = images(3);
    BitSet odd = new BitSet();
    odd.set(1);
    odd.set(3);
    CompressedImages images = new CompressedImages(plain, odd, QUALITY);

    assertThat(images.pixels(new int[] {3, 0}))
        .containsExactly(QUALITY.apply(plain.pixels().get(3)), plain.pixels().get(0))
        .doesNotContain(plain.pixels().get(3));
    assertThat(images.labels()).containsExactly(0, 1, 2, 3);
  }

  @Test
  void classesOfOddIndexAreCompressed() {
    Jpeg odd = new Jpeg("odd", 20);

    assertThat(odd.compresses(1)).isTrue();
    assertThat(odd.compresses(2)).isFalse();
    assertThat(odd.compresses(ImageSet.UNLABELLED)).isFalse();
    assertThat(new Jpeg("none", 20).compresses(1)).isFalse();
  }

  @Test
  void batchesAreCompressedByTheirShare() {
    LabelledImages plain = images(3);
    Batches.Batch all = new Batches(plain, recipe(1), new Seed(1)).batch(0);
    Batches.Batch none = new Batches(plain, recipe(0), new Seed(1)).batch(0);
    int compressed = 0;
    Batches half = new Batches(plain, recipe(.5), new Seed(1));
    for (int step = 0; step < 100; step++) {
      Batches.Batch batch = half.batch(step);
      for (int i = 0; i < 4; i++) {
        compressed += batch.pixels().get(i).equals(plain.pixels().get(batch.labels()[i])) ? 0 : 1;
      }
    }

    for (int i = 0; i < 4; i++) {
      assertThat(all.pixels().get(i)).isEqualTo(QUALITY.apply(plain.pixels().get(all.labels()[i])));
      assertThat(none.pixels().get(i)).isEqualTo(plain.pixels().get(none.labels()[i]));
    }
    assertThat(compressed).isBetween(160, 240);
  }

  @Test
  void greyImagesAreRefused() {
    assertThatThrownBy(() -> new Batches(images(1), recipe(1), new Seed(1)).batch(0))
        .isInstanceOf(StudyException.class)
        .hasMessage(
            "jpeg: compresses colour images, and these are grey. Got 1 channel. Expected 3, or data.jpeg.classes none and training.jpeg.share 0.");
  }
}
