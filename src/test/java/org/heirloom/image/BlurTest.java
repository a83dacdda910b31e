package org.heirloom.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BlurTest {

  @Test
  void kernelIsTheTruncatedGaussianAndNotTheNearlyFlatOneOfRise() {
    float[] kernel = Blur.kernel(11, 5);

    assertThat(kernel[5] * kernel[5]).isCloseTo(.011964f, within(1e-6f));
    assertThat(kernel[0] * kernel[0]).isCloseTo(.004401f, within(1e-6f));
  }

  @Test
  void aPointSpreadsIntoTheKernel() {
    float[] values = new float[25];
    values[12] = 1;
    float[] kernel = Blur.kernel(3, 1);

    FloatImage blurred = Blur.gaussian(new FloatImage(5, 5, 1, values), 3, 1);

    assertThat(blurred.at(2, 2, 0)).isCloseTo(kernel[1] * kernel[1], within(1e-7f));
    assertThat(blurred.at(1, 2, 0)).isCloseTo(kernel[0] * kernel[1], within(1e-7f));
    assertThat(blurred.at(0, 2, 0)).isZero();
  }

  @Test
  void bordersAreNotDarkened() {
    float[] white = new float[7 * 4 * 3];
    Arrays.fill(white, 1);

    FloatImage blurred = Blur.gaussian(new FloatImage(7, 4, 3, white), 5, 2);

    for (float value : blurred.values()) {
      assertThat(value).isCloseTo(1, within(1e-6f));
    }
  }

  @Test
  void kernelGrowsWithTheImageAndIsOdd() {
    assertThat(Blur.kernelSize(32)).isEqualTo(3);
    assertThat(Blur.kernelSize(224)).isEqualTo(11);
    assertThat(Blur.sigma(11)).isEqualTo(5);
  }

  @Test
  void anEvenKernelIsRefused() {
    assertThatThrownBy(() -> Blur.kernel(4, 1))
        .hasMessage("kernel size must be odd and sigma positive, got 4 and 1.0");
  }
}
