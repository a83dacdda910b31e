package org.heirloom.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.heirloom.StudyException;
import org.heirloom.model.FeatureMap.Field;
import org.heirloom.study.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {

  private static Footprint footprint(String architecture, int width, int pixels, int classes) {
    return Footprint.of(
        new Study.Network(architecture, width, "mean"), Footprint.images(pixels, 3), classes);
  }

  /**
   * Published sizes: of torchvision for the ImageNet networks, of RepDistiller's models for
   * CIFAR-100 for the others, where its vgg has biases under batch normalisation (1,472 and 2,944)
   * that we leave out.
   */
  @ParameterizedTest
  @CsvSource({
    "resnet-20, 16, 32, 10, 272474",
    "resnet-20, 16, 32, 100, 278324",
    "resnet-56, 16, 32, 100, 861620",
    "resnet-imagenet-18, 64, 224, 1000, 11689512",
    "resnet-imagenet-34, 64, 224, 1000, 21797672",
    "resnet-imagenet-50, 64, 224, 1000, 25557032",
    "wrn-16-2, 16, 32, 100, 703284",
    "wrn-40-2, 16, 32, 100, 2255156",
    "wrn-40-1, 16, 32, 100, 569780",
    "vgg-8, 64, 32, 100, 3963556",
    "vgg-13, 64, 32, 100, 9459236",
    "mobilenet-v2, 16, 32, 100, 812836"
  })
  void parametersAreThoseThatArePublished(
      String architecture, int width, int pixels, int classes, long expected) {
    assertThat(footprint(architecture, width, pixels, classes).parameters()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "resnet-20, 16, 32, 10, 41",
    "resnet-56, 16, 32, 10, 126",
    "resnet-imagenet-18, 64, 224, 1000, 1814",
    "resnet-imagenet-50, 64, 224, 1000, 4089",
    "wrn-40-2, 16, 32, 100, 328"
  })
  void millionsOfMultiplyAddsAreThoseThatArePublished(
      String architecture, int width, int pixels, int classes, long expected) {
    assertThat(Math.round(footprint(architecture, width, pixels, classes).multiplyAdds() / 1e6))
        .isEqualTo(expected);
  }

  @Test
  void invertedResidualExpandsFiltersAndNarrows() {
    Architecture small =
        new Architecture(
            "small",
            List.of(
                new Step.InvertedResidual("block", Channels.times(1), 1, 2),
                new Step.Layer("block")));
    assertThat(small.draw(new Names(), 3, "x"))
        .hasToString(
            "{block=(x > block/expand 1×1 3→6 RELU6 > block/spatial 3×3 6 each RELU6"
                + " > block/project 1×1 6→3 + x)}");
  }

  @Test
  void attentionStandsBehindEachStageAndIsAddedToIt() {
    Architecture small =
        new Architecture("small", List.of(new Step.Attention("stage1"), new Step.Layer("stage1")));
    assertThat(small.draw(new Names(), 3, "x"))
        .hasToString("{stage1=(x + x × [stage1 channels by 4] × [stage1 positions by 7])}");
    assertThat(Architecture.require("attentive-resnet-14").steps())
        .filteredOn(step -> step instanceof Step.Attention)
        .containsExactly(
            new Step.Attention("stage1"),
            new Step.Attention("stage2"),
            new Step.Attention("stage3"));
  }

  @Test
  void attentionAddsItsGatesAndSeesTheWholeImage() {
    Footprint plain = footprint("resnet-8", 16, 32, 10);
    Footprint attentive = footprint("attentive-resnet-8", 16, 32, 10);

    // Gates of 16, 32 and 64 channels by 4, 4 and 8 hidden units, used for means and for maxima;
    // and
    // three filters of 7×7×2, at 32², 16² and 8² positions.
    long channels = 2 * (16 * 4 + 32 * 4 + 64 * 8);
    assertThat(attentive.parameters() - plain.parameters()).isEqualTo(channels + 3 * 98);
    assertThat(attentive.multiplyAdds() - plain.multiplyAdds())
        .isEqualTo(2 * channels + 98 * (32 * 32 + 16 * 16 + 8 * 8));
    Field last = attentive.layers().get("stage3").field();
    for (int position = 0; position < 8; position++) {
      assertThat(last.start() + position * last.step()).isLessThanOrEqualTo(0);
      assertThat(last.start() + position * last.step() + last.size()).isGreaterThanOrEqualTo(32);
    }
  }

  @Test
  void attentionAndPositionsAreCounted() {
    Study.Network max = new Study.Network("bagnet-9", 2, "max");
    Study.Network attention = new Study.Network("bagnet-9", 2, "attention");
    FeatureMap images = Footprint.images(16, 3);
    Footprint mean = footprint("bagnet-9", 2, 16, 5);

    // 16 → 14 → 6 → 4: 16 positions of 16 channels, 16 hidden units.
    assertThat(Footprint.of(max, images, 5).parameters()).isEqualTo(mean.parameters());
    assertThat(Footprint.of(max, images, 5).multiplyAdds() - mean.multiplyAdds())
        .isEqualTo(15 * 16 * 5);
    assertThat(Footprint.of(attention, images, 5).parameters() - mean.parameters())
        .isEqualTo(16 * 16 + 16);
    assertThat(Footprint.of(attention, images, 5).multiplyAdds() - mean.multiplyAdds())
        .isEqualTo(16 * (16 * 16 + 16 + 16));
  }

  @ParameterizedTest
  @CsvSource({"bagnet-9, 12", "bagnet-17, 8", "bagnet-13, 10"})
  void receptiveFieldOfABagnetStandsInItsName(String architecture, int positions) {
    FeatureMap last = footprint(architecture, 4, 32, 3).layers().get("stage3");

    int field = Integer.parseInt(architecture.substring("bagnet-".length()));
    assertThat(last).isEqualTo(new FeatureMap(positions, 32, new Field(field, 2, 0)));
  }

  @Test
  void receptiveFieldOfAPaddedNetworkReachesOverTheBorder() {
    // Stem 3; stage1 two more 3×3: 7 pixels from −3 on. Stage2: stride 2 on an even side pads
    // behind
    // alone, then 3×3 at step 2.
    assertThat(footprint("resnet-8", 4, 32, 3).layers().values())
        .extracting(FeatureMap::field)
        .containsExactly(
            new Field(3, 1, -1), new Field(7, 1, -3), new Field(13, 2, -5), new Field(25, 4, -9));
  }

  @ParameterizedTest
  @CsvSource({
    "resnet-20, 28, 28 28 14 7",
    "resnet-20, 33, 33 33 17 9",
    "resnet-imagenet-18, 33, 9 9 5 3 2",
    "wrn-16-2, 33, 33 33 17 9",
    "vgg-8, 33, 33 16 8 4 4",
    "mobilenet-v2, 33, 17 17 9 5 3 3",
    "bagnet-9, 33, 31 15 13 13"
  })
  void anySizeOfImageWillDo(String architecture, int pixels, String sizes) {
    assertThat(footprint(architecture, 4, pixels, 3).layers().values())
        .extracting(map -> Integer.toString(map.size()))
        .containsExactly(sizes.split(" "));
  }

  @ParameterizedTest
  @CsvSource({"bagnet-17, 16", "vgg-8, 7"})
  void imagesThatAreTooSmallAreRefused(String architecture, int pixels) {
    assertThatThrownBy(() -> footprint(architecture, 4, pixels, 3))
        .isInstanceOf(StudyException.class)
        .hasMessage(
            "network.architecture: the images are too small for it. Got %s on %d×%d pixels. Expected larger images or another architecture."
                .formatted(architecture, pixels, pixels));
    assertThat(footprint(architecture, 4, pixels + 1, 3).layers()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resnet-9",
        "resnet-2",
        "resnet",
        "resnet-08",
        "resnet-260",
        "resnet-imagenet-20",
        "wrn-16",
        "wrn-16-0",
        "wrn-15-2",
        "vgg-9",
        "mobilenet-v3",
        "bagnet-11",
        "Resnet-8"
      })
  void unknownArchitecturesHaveNoName(String name) {
    assertThat(Architecture.named(name)).isEmpty();
    assertThatThrownBy(() -> Architecture.require(name))
        .isInstanceOf(StudyException.class)
        .hasMessageStartingWith(
            "architecture: unknown. Got " + name + ". Expected resnet-(6n+2), ");
  }

  @Test
  void lastStepNamesTheLastFeatures() {
    assertThatThrownBy(() -> new Architecture("a", List.of(new Step.MaxPool(Window.inside(2, 2)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a: the last step must name the last features");
  }

  /** Writes down what is drawn on three channels. */
  private static final class Names implements Operations<String> {
    private int channels = 3;

    @Override
    public int channels(String input) {
      return input.equals("x") ? 3 : channels;
    }

    @Override
    public String convolution(String name, String input, Kernel kernel) {
      channels = kernel.out();
      int size = kernel.window().size();
      String mixing = kernel.depthwise() ? kernel.in() + " each" : kernel.in() + "→" + kernel.out();
      return "%s > %s %d×%d %s".formatted(input, name, size, size, mixing);
    }

    @Override
    public String norm(String name, String input) {
      return input;
    }

    @Override
    public String activate(String input, Activation activation) {
      return input + " " + activation;
    }

    @Override
    public String maxPool(String input, Window window) {
      return input + " pool";
    }

    @Override
    public String add(String a, String b) {
      return "(" + a + " + " + b + ")";
    }

    @Override
    public String channelGate(String stage, String input, int hidden) {
      return stage + " channels by " + hidden;
    }

    @Override
    public String positionGate(String stage, String input, Window window) {
      return stage + " positions by " + window.size();
    }

    @Override
    public String gated(String input, String gate) {
      return input + " × [" + gate + "]";
    }
  }
}
