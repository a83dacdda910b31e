package org.heirloom.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CorruptionTest {
  private static final int SIZE = 20;

  private static FloatImage grey(float value) {
    float[] values = new float[SIZE * SIZE * 3];
    java.util.Arrays.fill(values, value);
    return new FloatImage(SIZE, SIZE, 3, values);
  }

  /** Smooth, with a little texture, and colour. */
  private static FloatImage picture() {
    float[] values = new float[SIZE * SIZE * 3];
    for (int i = 0; i < values.length; i++) {
      int pixel = i / 3;
      double wave = Math.sin(Math.floorDiv(pixel, SIZE) * .5 + i % 3) * Math.cos(pixel % SIZE * .7);
      values[i] = (float) (.5 + .35 * wave);
    }
    return new FloatImage(SIZE, SIZE, 3, values);
  }

  private static RandomStream random() {
    return new Seed(4).stream();
  }

  private static double distance(FloatImage a, FloatImage b) {
    double sum = 0;
    for (int i = 0; i < a.values().length; i++) {
      sum += Math.pow(a.values()[i] - b.values()[i], 2);
    }
    return Math.sqrt(sum / a.values().length);
  }

  private static double mean(FloatImage image) {
    double sum = 0;
    for (float value : image.values()) {
      sum += value;
    }
    return sum / image.values().length;
  }

  @ParameterizedTest
  @EnumSource
  void higherSeverityDoesMoreHarmAndStaysInRange(Corruption corruption) {
    FloatImage image = picture();

    FloatImage slight = corruption.apply(image, 1, random());
    FloatImage severe = corruption.apply(image, 5, random());

    assertThat(distance(image, slight)).isPositive();
    assertThat(distance(image, severe)).isGreaterThan(distance(image, slight) * .9);
    for (float value : severe.values()) {
      assertThat(value).isBetween(0f, 1f);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sameStreamGivesTheSameImage(Corruption corruption) {
    assertThat(corruption.apply(picture(), 3, random()))
        .isEqualTo(corruption.apply(picture(), 3, random()));
    assertThat(Corruption.named(corruption.label())).contains(corruption);
  }

  @Test
  void severityOutsideItsRangeIsRefused() {
    assertThatThrownBy(() -> Corruption.FOG.apply(picture(), 6, random()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("severity must be in 1..5, got 6");
  }

  @Test
  void noisesHaveTheirDeviations() {
    FloatImage image = grey(.5f);

    assertThat(distance(image, Corruption.GAUSSIAN_NOISE.apply(image, 3, random())))
        .isCloseTo(.08, within(.005));
    assertThat(distance(image, Corruption.SPECKLE_NOISE.apply(image, 3, random())))
        .isCloseTo(.5 * .12, within(.004));
    // Poisson of mean 50 over 100: √50/100.
    assertThat(distance(image, Corruption.SHOT_NOISE.apply(image, 3, random())))
        .isCloseTo(.0707, within(.005));
  }

  @Test
  void impulsesAreBlackAndWhiteInEqualShares() {
    FloatImage noisy = Corruption.IMPULSE_NOISE.apply(grey(.5f), 5, random());

    int black = 0;
    int white = 0;
    for (float value : noisy.values()) {
      black += value == 0 ? 1 : 0;
      white += value == 1 ? 1 : 0;
    }
    assertThat((black + white) / (double) noisy.values().length).isCloseTo(.07, within(.025));
    assertThat(black).isCloseTo(white, within(25));
  }

  @Test
  void countsOfPhotonsHaveTheMeanAndVarianceOfPoisson() {
    RandomStream random = random();
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 20_000; i++) {
      double count = Noises.poisson(7.5, random);
      sum += count;
      squares += count * count;
    }

    double mean = sum / 20_000;
    assertThat(mean).isCloseTo(7.5, within(.08));
    assertThat(squares / 20_000 - mean * mean).isCloseTo(7.5, within(.3));
  }

  @Test
  void contrastKeepsTheMeanAndShrinksDistancesFromIt() {
    FloatImage flat = Corruption.CONTRAST.apply(picture(), 5, random());

    assertThat(mean(flat)).isCloseTo(mean(picture()), within(1e-4));
    assertThat(distance(flat, Corruption.CONTRAST.apply(flat, 5, random())))
        .isLessThan(distance(picture(), flat) * .2);
  }

  @Test
  void brightnessRaisesTheGreatestChannelAndKeepsTheRatios() {
    FloatImage one = new FloatImage(1, 1, 3, new float[] {.4f, .2f, .1f});

    assertThat(Corruption.BRIGHTNESS.apply(one, 5, random()).values())
        .containsExactly(new float[] {.7f, .35f, .175f}, within(1e-6f));
  }

  @Test
  void saturationScalesDistancesFromTheGreatestChannel() {
    FloatImage one = new FloatImage(1, 1, 3, new float[] {.4f, .2f, .3f});

    // Saturation .5 becomes .15: the least channel .4·(1 − .15), the middle one half as far.
    assertThat(Corruption.SATURATE.apply(one, 1, random()).values())
        .containsExactly(new float[] {.4f, .34f, .37f}, within(1e-6f));
  }

  @Test
  void flatPictureSurvivesWhatOnlyMovesPixels() {
    for (Corruption corruption :
        new Corruption[] {Corruption.GAUSSIAN_BLUR, Corruption.PIXELATE, Corruption.CONTRAST}) {
      assertThat(distance(grey(.3f), corruption.apply(grey(.3f), 5, random()))).isLessThan(1e-6);
    }
  }

  @Test
  void pixelationRepeatsMeans() {
    FloatImage four = new FloatImage(1, 4, 1, new float[] {0, 1, .5f, .25f});

    assertThat(Squares.pixelated(four, .5).values())
        .containsExactly(new float[] {.5f, .5f, .375f, .375f}, within(1e-6f));
  }

  @Test
  void fogKeepsTheBrightestValueInReach() {
    FloatImage foggy = Corruption.FOG.apply(grey(.5f), 1, random());

    // (.5 + .2·p)·.5/(.5 + .2) for a plasma p in [0, 1].
    for (float value : foggy.values()) {
      assertThat(value).isBetween(.5f * .5f / .7f - 1e-6f, .5f + 1e-6f);
    }
    assertThat(distance(foggy, grey((float) mean(foggy)))).isGreaterThan(.01);
  }

  @Test
  void quantisationTablesFollowTheStandard() {
    assertThat(JpegQuantiser.luminance(50)).startsWith(16, 11, 10, 16, 24, 40, 51, 61);
    assertThat(JpegQuantiser.luminance(80)).startsWith(6, 4, 4, 6, 10, 16, 20, 24);
    assertThat(JpegQuantiser.luminance(20)).startsWith(40, 28, 25, 40, 60, 100, 128, 153);
    assertThat(JpegQuantiser.luminance(1)).containsOnly(255);
  }

  @Test
  void cosineTransformIsOrthonormal() {
    double[] block = new double[64];
    RandomStream random = random();
    for (int i = 0; i < 64; i++) {
      block[i] = random.nextGaussian();
    }

    assertThat(JpegQuantiser.transformed(JpegQuantiser.transformed(block, true), false))
        .containsExactly(block, within(1e-12));
    double[] flat = new double[64];
    java.util.Arrays.fill(flat, 3);
    assertThat(JpegQuantiser.transformed(flat, true)[0]).isCloseTo(24, within(1e-12));
  }

  @Test
  void greyIsRoundedToTheStepOfItsCoefficient() {
    // 100 − 128 = −28: a coefficient of −224, which is 14 steps of 16. At quality 30 steps are of
    // 27
    // (16 × 166 %): −8.3 steps are rounded to −8, a coefficient of −216, which is 101.
    assertThat(JpegQuantiser.of(50).apply(grey(100 / 255f)).values()[0])
        .isCloseTo(100 / 255f, within(1e-6f));
    assertThat(JpegQuantiser.of(30).apply(grey(100 / 255f)).values()[0])
        .isCloseTo(101 / 255f, within(1e-6f));
  }
}
