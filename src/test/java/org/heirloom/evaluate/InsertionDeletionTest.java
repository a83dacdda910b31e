package org.heirloom.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.heirloom.Seed;
import org.heirloom.StudyException;
import org.heirloom.explain.ExplainRequest;
import org.heirloom.explain.SaliencyMaps;
import org.heirloom.explain.TestNetworks;
import org.heirloom.image.Blur;
import org.heirloom.image.FloatImage;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.model.tensorflow.Program;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class InsertionDeletionTest {
  private static final Offset<Double> SINGLE_PRECISION = within(1e-6);
  private static final Substrate BLACK = new Substrate.Constant(List.of(0f));

  @BeforeAll
  static void start() {
    TensorFlowRuntime.start(2);
  }

  private static List<InsertionDeletion.Curves> curves(
      NetworkFunction network, InsertionDeletion.Setting setting, Array images, Array maps) {
    List<String> ids = new ArrayList<>();
    List<String> flags = new ArrayList<>();
    for (int i = 0; i < images.rows(); i++) {
      ids.add("example-" + i);
      flags.add("");
    }
    try (InsertionDeletion measure = new InsertionDeletion(network, setting)) {
      return measure.curves(
          new ExplainRequest(ids, images, new int[ids.size()]), new SaliencyMaps(maps, flags));
    }
  }

  /** Score of the worked example: weights (.3, 0, .1, .05, .4, .15) over their score .645. */
  private static InsertionDeletion.Curves worked(int pixelsPerStep) {
    float score = .645f;
    return curves(
            TestNetworks.linearProbability(
                .3f / score, 0, .1f / score, .05f / score, .4f / score, .15f / score),
            new InsertionDeletion.Setting(2, 3, 1, pixelsPerStep, BLACK, BLACK),
            new Array(new float[] {.9f, .1f, .5f, .3f, .7f, .2f}, 1, 2, 3, 1),
            new Array(new float[] {5, 1, 3, 2, 6, 4}, 1, 2, 3))
        .get(0);
  }

  @Test
  void deletionOfTheWorkedExampleGivesItsScores() {
    assertThat(worked(1).deletion().scores())
        .containsExactly(
            new double[] {1, .5658914729, .1472868217, .1007751938, .0232558140, 0, 0},
            SINGLE_PRECISION);
  }

  @ParameterizedTest
  @CsvSource({
    "1, .2228682171, .7771317829",
    "2, .2235142119, .7764857881",
    "4, .2616279070, .7383720930"
  })
  void areasOfTheWorkedExampleDependOnTheStep(int step, double deletion, double insertion) {
    InsertionDeletion.Curves curves = worked(step);

    assertThat(curves.deletion().area()).isCloseTo(deletion, SINGLE_PRECISION);
    assertThat(curves.insertion().area()).isCloseTo(insertion, SINGLE_PRECISION);
  }

  @Test
  void constantNetworkScoresItsConstant() {
    InsertionDeletion.Curves curves =
        curves(
                TestNetworks.constant((float) Math.log(3), 0),
                new InsertionDeletion.Setting(8, 8, 3, 5, Substrate.Blurred.fitting(8), BLACK),
                TestNetworks.images(1, 8, 3, 1),
                TestNetworks.random(2, 1, 1, 8, 8))
            .get(0);

    assertThat(curves.insertion().area()).isCloseTo(.75, SINGLE_PRECISION);
    assertThat(curves.deletion().area()).isCloseTo(.75, SINGLE_PRECISION);
  }

  @Test
  void areasOfALinearScoreAddUpToItsEndsForAnyMap() {
    float[] weights = new float[64];
    java.util.Arrays.fill(weights, 1 / 64f);
    Array images = TestNetworks.images(5, 8, 1, 3);

    List<InsertionDeletion.Curves> all =
        curves(
            TestNetworks.linearProbability(weights),
            new InsertionDeletion.Setting(8, 8, 1, 7, BLACK, BLACK),
            images,
            TestNetworks.random(4, 1, 5, 8, 8));

    for (int i = 0; i < all.size(); i++) {
      double score = 0;
      for (float value : images.row(i)) {
        score += value / 64;
      }
      assertThat(all.get(i).insertion().area() + all.get(i).deletion().area())
          .isCloseTo(score, SINGLE_PRECISION);
    }
  }

  @Test
  void endsOfTheCurvesAreTheImageAndTheSubstrate() {
    NetworkFunction network = TestNetworks.convolutional(3, 4, 11);
    Array image = TestNetworks.images(1, 8, 3, 5);
    InsertionDeletion.Setting setting =
        new InsertionDeletion.Setting(
            8,
            8,
            3,
            4,
            Substrate.Blurred.fitting(8),
            new Substrate.Constant(List.of(.5f, .4f, .3f)));

    InsertionDeletion.Curves one =
        curves(network, setting, image, TestNetworks.random(1, 1, 1, 8, 8)).get(0);
    InsertionDeletion.Curves other =
        curves(network, setting, image, TestNetworks.random(2, 1, 1, 8, 8)).get(0);

    int last = one.deletion().steps();
    assertThat(last).isEqualTo(16);
    assertThat(one.deletion().scores()[0]).isEqualTo(one.insertion().scores()[last]);
    assertThat(one.deletion().scores()[last]).isEqualTo(other.deletion().scores()[last]);
    assertThat(one.insertion().scores()[0]).isEqualTo(other.insertion().scores()[0]);
    assertThat(one.insertion().scores()[5]).isNotEqualTo(other.insertion().scores()[5]);
  }

  @Test
  void deletingTheOnlyUsefulPixelFirstDropsTheScoreAtStepOne() {
    float[] weights = new float[16];
    weights[6] = 1;
    float[] map = new float[16];
    map[6] = 1;
    float[] image = new float[16];
    java.util.Arrays.fill(image, 1);

    InsertionDeletion.Curves curves =
        curves(
                TestNetworks.linearProbability(weights),
                new InsertionDeletion.Setting(4, 4, 1, 1, BLACK, BLACK),
                new Array(image, 1, 4, 4, 1),
                new Array(map, 1, 4, 4))
            .get(0);

    assertThat(curves.deletion().scores()).startsWith(1, 0, 0).endsWith(0);
    assertThat(curves.insertion().scores()).startsWith(0, 1, 1).endsWith(1);
  }

  @Test
  void curvesHaveTheSameBitsWhateverElseIsMeasured() {
    NetworkFunction network = TestNetworks.convolutional(3, 4, 11);
    Array images = TestNetworks.images(4, 8, 3, 5);
    Array maps = TestNetworks.random(3, 1, 4, 8, 8);
    InsertionDeletion.Setting setting =
        new InsertionDeletion.Setting(8, 8, 3, 4, Substrate.Blurred.fitting(8), BLACK_RGB);

    List<InsertionDeletion.Curves> all = curves(network, setting, images, maps);
    InsertionDeletion.Curves alone =
        curves(
                network,
                setting,
                new Array(images.row(2), 1, 8, 8, 3),
                new Array(maps.row(2), 1, 8, 8))
            .get(0);

    assertThat(alone.insertion().scores()).containsExactly(all.get(2).insertion().scores());
    assertThat(alone.deletion().scores()).containsExactly(all.get(2).deletion().scores());
  }

  private static final Substrate BLACK_RGB = new Substrate.Constant(List.of(0f, 0f, 0f));

  @Test
  void areasAreMeasuredPerExample() {
    assertThat(worked(2).measured("grad-cam", "empty-map"))
        .extracting(m -> m.metric() + " " + m.subject() + " " + m.example() + " " + m.flag())
        .containsExactly(
            "insertion grad-cam example-0 empty-map", "deletion grad-cam example-0 empty-map");
  }

  @Test
  void networkThatGivesNoNumberIsFlagged() {
    InsertionDeletion.Curves curves =
        curves(
                TestNetworks.constant(Float.NaN, 0),
                new InsertionDeletion.Setting(2, 2, 1, 1, BLACK, BLACK),
                TestNetworks.images(1, 2, 1, 1),
                TestNetworks.random(2, 1, 1, 2, 2))
            .get(0);

    assertThat(curves.measured("edge", "").get(0))
        .isEqualTo(
            new org.heirloom.metrics.Measured(
                "insertion", "edge", "example-0", Double.NaN, "not-finite"));
  }

  @Test
  void tiesBreakByPixelIndex() {
    assertThat(PixelRanks.of(new float[] {0, 2, -0f, 2, -1, 5})).containsExactly(3, 1, 4, 2, 5, 0);
  }

  @Test
  void randomOrderOfTiesKeepsTheOrderOfWhatDiffers() {
    float[] map = {0, 2, -0f, 2, -1, 5};
    boolean[] seen = new boolean[6];

    for (int seed = 0; seed < 20; seed++) {
      int[] ranks = PixelRanks.of(map, new Seed(seed).stream());
      assertThat(ranks).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
      assertThat(ranks[5]).isEqualTo(0);
      assertThat(ranks[4]).isEqualTo(5);
      assertThat(ranks[1]).isBetween(1, 2);
      assertThat(ranks[0]).isBetween(3, 4);
      seen[ranks[1]] = true;
    }

    assertThat(seen[1] && seen[2]).isTrue();
  }

  @Test
  void tiedPixelsAreCounted() {
    assertThat(PixelRanks.tied(new float[] {0, 2, -0f, 2, -1, 5})).isEqualTo(4 / 6.0);
    assertThat(PixelRanks.tied(new float[] {1, 2, 3})).isZero();
    assertThat(PixelRanks.tied(new float[4])).isEqualTo(1);
  }

  @Test
  void orderOfTiesIsTheExamplesOwn() {
    NetworkFunction network = TestNetworks.convolutional(3, 4, 11);
    Array images = TestNetworks.images(2, 8, 3, 5);
    SaliencyMaps flat = new SaliencyMaps(new Array(new float[128], 2, 8, 8), List.of("", ""));
    InsertionDeletion.Setting setting =
        new InsertionDeletion.Setting(8, 8, 3, 4, BLACK_RGB, BLACK_RGB);
    ExplainRequest both = new ExplainRequest(List.of("a", "b"), images, new int[2]);
    ExplainRequest alone = new ExplainRequest(List.of("b"), images.rows(new int[] {1}), new int[1]);
    SaliencyMaps one = new SaliencyMaps(new Array(new float[64], 1, 8, 8), List.of(""));
    try (InsertionDeletion measure = new InsertionDeletion(network, setting)) {
      double[] first = measure.curves(both, flat, new Seed(1)).get(1).deletion().scores();

      assertThat(measure.curves(alone, one, new Seed(1)).get(0).deletion().scores())
          .containsExactly(first);
      assertThat(measure.curves(alone, one, new Seed(2)).get(0).deletion().scores())
          .isNotEqualTo(first);
    }
  }

  @Test
  void noiseIsTheSameForEveryImage() {
    try (Program program =
        Program.build(
            tf -> {
              Placeholder<TFloat32> x =
                  tf.withName("x")
                      .placeholder(TFloat32.class, Placeholder.shape(Shape.of(2, 5, 5, 3)));
              return java.util.Map.of("y", Substrate.named("noise", List.of(.5f), 5).apply(tf, x));
            })) {
      Array noise = program.run(java.util.Map.of("x", TestNetworks.images(2, 5, 3, 1))).get("y");

      assertThat(noise.row(0)).containsExactly(noise.row(1)).doesNotHaveDuplicates();
      for (float value : noise.values()) {
        assertThat(value).isBetween(0f, 1f);
      }
    }
  }

  @Test
  void blurInTheGraphEqualsTheBlurOfImages() {
    Array image = TestNetworks.images(1, 9, 3, 8);
    Substrate.Blurred blur = new Substrate.Blurred(5, 1.7);

    try (Program program =
        Program.build(
            tf -> {
              Placeholder<TFloat32> x =
                  tf.withName("x")
                      .placeholder(TFloat32.class, Placeholder.shape(Shape.of(1, 9, 9, 3)));
              return java.util.Map.of("y", blur.apply(tf, x));
            })) {
      float[] blurred = program.run(java.util.Map.of("x", image)).get("y").values();

      assertThat(blurred)
          .containsExactly(
              Blur.gaussian(new FloatImage(9, 9, 3, image.values()), 5, 1.7).values(),
              within(1e-6f));
    }
  }

  @ParameterizedTest
  @CsvSource({"1024, 32, 32, 32", "1024, 1000, 2, 512", "1024, 5000, 1, 1024"})
  void stepsAreFittedToTheImage(int pixels, int asked, int perStep, int steps) {
    int side = (int) Math.sqrt(pixels);
    assertThat(InsertionDeletion.Setting.pixelsPerStep(side, side, asked)).isEqualTo(perStep);
    assertThat(new InsertionDeletion.Setting(side, side, 1, perStep, BLACK, BLACK).steps())
        .isEqualTo(steps);
  }

  @Test
  void unknownSubstrateIsRefusedWithTheRightNames() {
    assertThatThrownBy(() -> Substrate.named("white", List.of(.5f), 32))
        .isInstanceOf(StudyException.class)
        .hasMessage(
            "explain.substrate: no such substrate. Got white. Expected one of: blur, mean, black, noise.");
  }

  @Test
  void substratesTellTheirParameters() {
    assertThat(Substrate.named("blur", List.of(.5f), 64).description())
        .isEqualTo("blur 3×3, σ = 1.36 pixels");
    assertThat(Substrate.named("blur", List.of(.5f), 224).description())
        .isEqualTo("blur 11×11, σ = 5.00 pixels");
    assertThat(Substrate.named("black", List.of(.5f, .5f), 64).description())
        .isEqualTo("colour [0.0, 0.0]");
  }
}
