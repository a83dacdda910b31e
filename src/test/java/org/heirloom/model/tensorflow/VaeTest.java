package org.heirloom.model.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.heirloom.Seed;
import org.heirloom.StudyException;
import org.heirloom.model.Array;
import org.heirloom.model.VaeHistory;
import org.heirloom.model.VaeSpec;
import org.heirloom.model.Weights;
import org.heirloom.study.Jpeg;
import org.heirloom.study.Study;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;

/** Variational autoencoders, on images that six numbers can tell. */
class VaeTest {
  private static VaeTraining.Trained trained;

  @BeforeAll
  static void train() {
    TensorFlowRuntime.start(2);
    trained = new VaeTraining(Blobs.task(16_000)).run(Toy.noCheckpoints(), done -> {});
  }

  @Test
  void divergenceOfACodeIsThatOfTwoGaussians() {
    try (Program program =
        Program.build(
            tf -> {
              Operand<org.tensorflow.types.TFloat32> mean =
                  tf.constant(new float[][] {{.5f, -1}, {0, 0}});
              Operand<org.tensorflow.types.TFloat32> logVariance =
                  tf.math.log(tf.constant(new float[][] {{1, .25f}, {1, 1}}));
              return Map.of("kl", VaeGraph.divergence(tf, new VaeGraph.Code(mean, logVariance)));
            })) {
      float[] found = program.run(Map.of()).get("kl").values();

      assertThat((double) found[0]).isEqualTo(.9431471806, within(1e-7));
      assertThat(found[1]).isZero();
    }
  }

  @Test
  void crossEntropyIsThatOfProbabilities() {
    try (Program program =
        Program.build(
            tf ->
                Map.of(
                    "loss",
                    VaeGraph.crossEntropy(
                        tf,
                        tf.constant(new float[][][][] {{{{.25f, 1}}}}),
                        tf.constant(new float[][][][] {{{{.4f, -2}}}}))))) {
      double p = 1 / (1 + Math.exp(-.4));
      double q = 1 / (1 + Math.exp(2));
      double expected = -.25 * Math.log(p) - .75 * Math.log(1 - p) - Math.log(q);

      assertThat((double) program.run(Map.of()).get("loss").values()[0])
          .isEqualTo(expected, within(1e-6));
    }
  }

  @Test
  void trainingRaisesTheLowerBound() {
    List<VaeHistory.Epoch> epochs = trained.history().epochs();
    VaeHistory.Epoch kept = epochs.get(trained.history().selected());

    assertThat(kept.bound(1)).isGreaterThan(epochs.get(0).bound(1) + 5);
    assertThat(epochs).allSatisfy(e -> assertThat(e.bound(1)).isLessThanOrEqualTo(kept.bound(1)));
    assertThat(kept.divergence()).isGreaterThan(1);
  }

  @Test
  void weightOfTheDivergenceRisesToItsEnd() {
    List<Double> weights =
        trained.history().epochs().stream().map(VaeHistory.Epoch::divergenceWeight).toList();

    assertThat(weights).isSorted();
    assertThat(weights.get(0)).isBetween(.1, .9);
    assertThat(weights.get(weights.size() - 1)).isEqualTo(1);
  }

  @Test
  void reconstructionsOfNewImagesBeatTheMeanImage() {
    Array images = Toy.unit(Blobs.images(64, 77));
    float[] mean = meanImage(Toy.unit(Blobs.images(512, 1)));
    try (Vae.Coder coder = trained.vae().open()) {
      Array again = coder.decode(coder.encode(images));
      double error = 0;
      double ofMean = 0;
      for (int i = 0; i < images.values().length; i++) {
        double x = images.values()[i];
        error += Math.pow(again.values()[i] - x, 2);
        ofMean += Math.pow(mean[i % mean.length] - x, 2);
      }

      assertThat(error).isLessThan(.6 * ofMean);
    }
  }

  private static float[] meanImage(Array images) {
    float[] mean = new float[images.rowSize()];
    for (int i = 0; i < images.values().length; i++) {
      mean[i % mean.length] += images.values()[i] / images.rows();
    }
    return mean;
  }

  @Test
  void codeAndImageHaveTheSameBitsWhateverStandsBesideThem() {
    Array images = Toy.unit(Blobs.images(70, 9));
    try (Vae.Coder coder = trained.vae().open()) {
      Array codes = coder.encode(images);
      Array decoded = coder.decode(codes);
      int[] some = {69, 3, 40};
      Array fewer = coder.encode(images.rows(some));

      for (int i = 0; i < some.length; i++) {
        assertThat(fewer.row(i)).containsExactly(codes.row(some[i]));
        assertThat(coder.decode(fewer.rows(new int[] {i})).row(0))
            .containsExactly(decoded.row(some[i]));
      }
    }
  }

  @AfterEach
  void saveAsUsual() {
    System.clearProperty(SaveClock.SECONDS);
  }

  /** Killed after an evaluation, between two, and before the first. */
  @ParameterizedTest
  @CsvSource({"300, 0.6", "0, 0.6", "0, 0.02"})
  void killedAndResumedGivesTheSameBitsAsUndisturbed(
      String seconds, double killed, @TempDir Path folder) {
    System.setProperty(SaveClock.SECONDS, seconds);
    VaeTraining.Trained whole =
        new VaeTraining(Blobs.task(2_000)).run(Toy.noCheckpoints(), done -> {});
    Weights undisturbed = whole.vae().weights();
    FolderCheckpoints checkpoints = new FolderCheckpoints(folder);
    assertThatThrownBy(
            () -> new VaeTraining(Blobs.task(2_000)).run(checkpoints, Toy.killedAfter(killed)))
        .hasMessage("killed");
    assertThat(checkpoints.latest()).isPresent();

    VaeTraining.Trained again = new VaeTraining(Blobs.task(2_000)).run(checkpoints, done -> {});
    Weights resumed = again.vae().weights();

    assertThat(again.history()).isEqualTo(whole.history());

    assertThat(new TreeMap<>(resumed.arrays()).keySet()).isEqualTo(undisturbed.arrays().keySet());
    undisturbed
        .arrays()
        .forEach(
            (name, array) ->
                assertThat(resumed.get(name).values()).as(name).containsExactly(array.values()));
  }

  @Test
  void trainingEndsOnceTheBoundNoLongerRises() {
    VaeTraining.Task task = Blobs.task(16_000);
    Study.Training still =
        new Study.Training(
            16_000, 32, "adam", 1e-12, 0, 0, "constant", 0, 0, false, Jpeg.Augmentation.NONE);
    VaeHistory history =
        new VaeTraining(
                new VaeTraining.Task(
                    task.spec(),
                    still,
                    new VaeTraining.Divergence(1, 0, 2),
                    task.seed(),
                    task.train(),
                    task.selection()))
            .run(Toy.noCheckpoints(), done -> {})
            .history();

    assertThat(history.epochs().size()).isLessThan(20);
    assertThat(history.epochs().size() - 1 - history.selected()).isEqualTo(2);
  }

  @Test
  void divergedTrainingIsAnErrorThatNamesTheRate() {
    VaeTraining.Task task = Blobs.task(640);
    Study.Training wild =
        new Study.Training(
            640, 32, "momentum", 100, .9, 0, "constant", 0, 0, false, Jpeg.Augmentation.NONE);

    assertThatThrownBy(
            () ->
                new VaeTraining(
                        new VaeTraining.Task(
                            task.spec(),
                            wild,
                            task.divergence(),
                            task.seed(),
                            task.train(),
                            task.selection()))
                    .run(Toy.noCheckpoints(), done -> {}))
        .isInstanceOf(StudyException.class)
        .hasMessageStartingWith(
            "training.learningRate: the training of the autoencoder diverged. Got loss ")
        .hasMessageEndingWith("Lower learningRate (100.0) or lengthen warmup.");
  }

  @Test
  void storedAutoencoderIsTheSame(@TempDir Path folder) {
    trained.vae().write(folder);
    Vae read = Vae.read(folder);
    Array codes = new Array(new float[Blobs.spec().latent()], 1, Blobs.spec().latent());

    assertThat(read.spec()).isEqualTo(Blobs.spec());
    try (Vae.Coder one = trained.vae().open();
        Vae.Coder other = read.open()) {
      assertThat(other.decode(codes).values()).containsExactly(one.decode(codes).values());
    }
  }

  @Test
  void oddSidesAreMirroredByTheDecoder() {
    VaeSpec spec = new VaeSpec(13, 1, 2, 2);
    VaeTraining.Task task = Blobs.task(32);

    assertThat(spec.sides()).containsExactly(13, 7, 4);
    assertThat(new VaeSpec(64, 3, 32, 32).depths()).containsExactly(3, 32, 64, 128, 128);
    try (VaeLearner learner =
            new VaeLearner(
                new VaeTraining.Task(
                    spec,
                    task.recipe(),
                    task.divergence(),
                    new Seed(1),
                    task.train(),
                    task.selection()));
        Vae.Coder coder = coder(spec, learner)) {
      Array decoded = coder.decode(new Array(new float[6], 3, 2));

      assertThat(decoded.shape()).containsExactly(3, 13, 13, 1);
      assertThat(IntStream.range(0, decoded.values().length))
          .allMatch(i -> decoded.values()[i] > 0 && decoded.values()[i] < 1);
    }
  }

  private static Vae.Coder coder(VaeSpec spec, VaeLearner learner) {
    learner.initialise(new Seed(1));
    return new Vae(spec, learner.network()).open();
  }
}
