package org.heirloom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.heirloom.DataException;
import org.heirloom.Seed;
import org.heirloom.metrics.Measured;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.Blobs;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.heirloom.model.tensorflow.Toy;
import org.heirloom.model.tensorflow.Vae;
import org.heirloom.model.tensorflow.VaeTraining;
import org.heirloom.stats.Logits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Local distillation around blobs, of targets that are known. */
class LocalDistillerTest {
  private static final double[][] WEIGHTS = Locals.weights(3, 21);
  private static final Array IMAGES = Toy.unit(Blobs.images(12, 33));
  private static final double GENTLE = 1e-7;

  private static Vae.Coder coder;

  @BeforeAll
  static void train() {
    TensorFlowRuntime.start(2);
    coder = new VaeTraining(Blobs.task(12_000)).run(Toy.noCheckpoints(), done -> {}).vae().open();
  }

  @AfterAll
  static void close() {
    coder.close();
  }

  private static LocalDistiller distiller(Target target, int neighbours, double scale) {
    return new LocalDistiller(
        coder, target, Locals.settings(neighbours, scale, GENTLE), Locals.LIME, new Seed(4));
  }

  /** Of latent neighbours alone, which is quicker. */
  private static LocalDistiller latent(Target target, int neighbours, double scale) {
    return new LocalDistiller(
        coder,
        target,
        Locals.settings(neighbours, scale, GENTLE, "latent"),
        Locals.LIME,
        new Seed(4));
  }

  private static LocalStudent student(LocalDistiller distiller, int index) {
    String id = "example-" + index;
    return distiller.fit(id, distiller.around(id, image(index)));
  }

  private static Array image(int index) {
    return IMAGES.rows(new int[] {index});
  }

  private static Scene scene(int index, int label) {
    Array codes = coder.encode(IMAGES);
    return new Scene(
        "example-" + index,
        image(index),
        label,
        codes.row(index),
        codes.row((index + 1) % IMAGES.rows()));
  }

  private static LocalFindings examine(Target target, int neighbours, double scale, int index) {
    return distiller(target, neighbours, scale).examine(scene(index, 0));
  }

  @Test
  void linearTargetIsRecoveredOnEveryNeighbourhoodOfItsOwn() {
    LocalFindings found = examine(Locals.linear(WEIGHTS), 800, .5, 1);

    for (String kind : List.of("latent", "between", "noise", "superpixel")) {
      Fidelity fidelity = found.fidelity(kind, kind).orElseThrow();
      // Noise moves every value on its own, and there are hardly more neighbours than values.
      double enough = kind.equals("noise") ? .97 : .995;
      assertThat(fidelity.logitFit()).as(kind).isGreaterThan(enough);
      assertThat(fidelity.agreement()).as(kind).isGreaterThanOrEqualTo(.97);
      assertThat(fidelity.kl()).as(kind).isLessThan(3e-3);
    }
  }

  @Test
  void centredLogitsOfALinearTargetAreThoseOfTheStudentWhereNeighboursLie() {
    LocalFindings found = latent(Locals.linear(WEIGHTS), 600, .5).examine(scene(2, 0));
    Neighbours latent = found.neighbours().get(Neighbourhood.LATENT);

    for (int i = latent.judgedFrom(); i < latent.size(); i++) {
      double[] target = centred(latent.logits()[i]);
      double[] student = centred(found.student().logits(latent.images().row(i)));
      assertThat(student).containsExactly(target, within(.05));
    }
  }

  private static double[] centred(double[] logits) {
    double mean = Arrays.stream(logits).average().orElseThrow();
    return Arrays.stream(logits).map(z -> z - mean).toArray();
  }

  @Test
  void weightsAddUpToNothingOverClassesAndLieWhereNeighboursVary() {
    LocalStudent student = student(distiller(Locals.linear(WEIGHTS), 200, .5), 0);
    double shown = 0;
    double whole = 0;
    for (int c = 0; c < Locals.VALUES; c++) {
      double sum = 0;
      for (double[] weights : student.weights()) {
        sum += weights[c];
        whole += weights[c] * weights[c];
      }
      for (double[] weights : student.shown()) {
        shown += weights[c] * weights[c];
      }
      assertThat(sum).isEqualTo(0, within(1e-9));
    }

    assertThat(shown).isPositive().isLessThan(whole);
  }

  @Test
  void contributionsAddUpToWhatTheImageAddsToTheLogit() {
    LocalStudent student = student(distiller(Locals.linear(WEIGHTS), 200, .5), 0);
    double[] contributions = student.contributions(1, image(0).values());
    double sum = Arrays.stream(contributions).sum();
    double[] ofNothing = student.logits(new float[Locals.VALUES]);

    assertThat(student.logits(image(0).values())[1] - ofNothing[1]).isEqualTo(sum, within(1e-9));
  }

  @Test
  void widerNeighbourhoodsAreToldWorseWhereTheTargetBends() {
    double near = meanFit(.25);
    double further = meanFit(1);
    double far = meanFit(4);

    assertThat(near).isGreaterThan(.8).isGreaterThan(further + .02);
    assertThat(further).isGreaterThan(far + .02);
  }

  private static double meanFit(double scale) {
    LocalDistiller distiller = latent(Locals.bent(WEIGHTS), 250, scale);
    return IntStream.range(0, 6)
        .mapToObj(i -> distiller.examine(scene(i, 0)))
        .mapToDouble(found -> found.fidelity("latent", "latent").orElseThrow().logitFit())
        .average()
        .orElseThrow();
  }

  @Test
  void noNeighbourhoodWithoutAScale() {
    assertThatThrownBy(() -> distiller(Locals.linear(WEIGHTS), 100, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("all neighbours would be the same image. Got scale 0.0. Expected more than 0.");
  }

  @Test
  void neighboursThatAreAllTheSameAreAnErrorThatNamesTheExample() {
    Array same = new Array(new float[40 * Locals.VALUES], 40, Blobs.SIZE, Blobs.SIZE, 3);
    Neighbours neighbours = new Neighbours(same, new double[40][2]);

    assertThatThrownBy(
            () -> LocalFit.student("example-7", neighbours, new LocalFit.Settings(4, 1e-4)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "explainer local-distillation, example example-7: all neighbours are the same image. Got 40."
                + " Expected some that differ: raise explain.local.scale, or train the autoencoder"
                + " for longer.");
  }

  @Test
  void morphBeginsAndEndsWithTheReconstructions() {
    LocalFindings found = examine(Locals.linear(WEIGHTS), 100, .5, 3);
    Array ends = coder.decode(coder.encode(IMAGES.rows(new int[] {3, 4})));

    assertThat(found.morph().row(0)).containsExactly(ends.row(0));
    assertThat(found.morph().row(LocalDistiller.FRAMES - 1)).containsExactly(ends.row(1));
    assertThat(found.realism().reconstruction().row(0)).containsExactly(ends.row(0));
    assertThat(found.morphLogits()).hasNumberOfRows(LocalDistiller.FRAMES);
  }

  @Test
  void noiseIsAsFarFromTheImageAsLatentNeighbours() {
    LocalFindings found = examine(Locals.linear(WEIGHTS), 100, .5, 5);
    double latent =
        NeighbourImages.meanSquare(found.neighbours().get(Neighbourhood.LATENT).images(), image(5));
    double noise =
        NeighbourImages.meanSquare(found.neighbours().get(Neighbourhood.NOISE).images(), image(5));

    assertThat(noise).isEqualTo(latent, within(.01 * latent));
  }

  @Test
  void studentHasTheSameBitsWhateverWasDistilledBefore() {
    LocalDistiller one = distiller(Locals.bent(WEIGHTS), 150, .5);
    LocalDistiller other = distiller(Locals.bent(WEIGHTS), 150, .5);
    LocalStudent alone = student(one, 6);
    IntStream.range(0, 3).forEach(i -> student(other, i));
    LocalStudent later = student(other, 6);

    assertThat(later.weights()).isDeepEqualTo(alone.weights());
    assertThat(other.examine(scene(6, 0)).student().weights()).isDeepEqualTo(alone.weights());
  }

  @Test
  void targetOfOneClassHasNoBoundaryAtAnyScale() {
    LocalFindings found = examine(Locals.constant(3, 0, 0), 100, .5, 0);
    Fidelity fidelity = found.fidelity("latent", "latent").orElseThrow();

    assertThat(found.isConstant()).isTrue();
    assertThat(fidelity.agreement()).isEqualTo(1);
    assertThat(fidelity.logitFit()).isNaN();
    assertThat(fidelity.boundaryArea()).isNaN();
    assertThat(found.wider().scale()).isNaN();
    assertThat(found.relabelled()).isEmpty();
    for (double[] weights : found.student().weights()) {
      assertThat(weights).containsOnly(0);
    }
    assertThat(found.student().logits(image(0).values()))
        .containsExactly(new double[] {2, -1, -1}, within(1e-6));
  }

  @Test
  void boundaryThatIsTooFarIsFoundByDoublingTheScale() {
    // A margin that only distant neighbours cross.
    double[][] logits = new double[1][];
    Target far =
        images -> {
          Array answers = Locals.linear(WEIGHTS).block(images);
          if (logits[0] == null) {
            logits[0] = answers.rowAsDoubles(0);
          }
          float[] values = new float[2 * answers.rows()];
          for (int i = 0; i < answers.rows(); i++) {
            double moved = answers.row(i)[0] - logits[0][0];
            values[2 * i] = (float) (4 * (moved + .8));
          }
          return new Array(values, answers.rows(), 2);
        };
    far.block(coder.decode(coder.encode(image(0))));
    LocalFindings found = latent(far, 300, .1).examine(scene(0, 0));

    assertThat(found.fidelity("latent", "latent").orElseThrow().boundaryArea()).isNaN();
    assertThat(found.wider().widened()).isTrue();
    assertThat(found.wider().scale()).isIn(.2, .4, .8);
    assertThat(found.fidelity("wider", "wider").orElseThrow().boundaryArea()).isGreaterThan(.9);
  }

  @Test
  void relabelledStudentTellsUnchangedFromShifted() {
    Target linear = Locals.linear(WEIGHTS);
    LocalDistiller distiller = latent(linear, 250, 2);
    LocalFindings found =
        IntStream.range(0, IMAGES.rows())
            .mapToObj(i -> scene(i, Logits.argMax(linear.logits("x", image(i))[0])))
            .map(distiller::examine)
            .filter(findings -> findings.relabelled().isPresent())
            .findFirst()
            .orElseThrow();
    Fidelity fidelity = found.fidelity("re-labelled", "latent").orElseThrow();

    assertThat(found.relabelled().orElseThrow().classes()).isEqualTo(2);
    assertThat(fidelity.agreement()).isGreaterThan(.9);
    assertThat(fidelity.kl()).isNaN();
  }

  @Test
  void rowsAroundAnImageWhoseReconstructionIsAnotherClassAreFlaggedAndThoseOfTheImageAreNot() {
    float[] original = image(3).values();
    // Sure of class 0 at the image itself and as far away as noise goes, of class 1 elsewhere.
    Target picky =
        images -> {
          Array answers = Locals.linear(WEIGHTS).block(images);
          float[] values = new float[2 * images.rows()];
          for (int i = 0; i < images.rows(); i++) {
            boolean same = Arrays.equals(images.row(i), original);
            values[2 * i] = same ? 9 : answers.row(i)[0] - 9;
          }
          return new Array(values, images.rows(), 2);
        };
    LocalFindings found = examine(picky, 100, .5, 3);
    List<Measured> rows = LocalRows.of(found, List.of("latent", "noise"));

    assertThat(found.realism().keepsAnswer()).isFalse();
    assertThat(row(rows, "local-kl", "latent/latent").flag()).isEqualTo(LocalRows.CHANGED);
    assertThat(row(rows, "local-kl", "latent/latent").value()).isFinite();
    assertThat(row(rows, "local-kl", "noise/noise").flag()).isEmpty();
    assertThat(row(rows, "local-linearity", "").value()).isNaN();
    assertThat(row(rows, "local-boundary-area", "latent/latent").flag())
        .isEqualTo(LocalRows.NO_BOUNDARY);
    assertThat(row(rows, "reconstruction-kept", "").value()).isZero();
  }

  private static Measured row(List<Measured> rows, String metric, String subject) {
    return rows.stream()
        .filter(row -> row.metric().equals(metric) && row.subject().equals(subject))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void imageOfOneColourHasARowThatSaysSo() {
    float[] grey = new float[Locals.VALUES];
    Arrays.fill(grey, .5f);
    Array image = new Array(grey, 1, Blobs.SIZE, Blobs.SIZE, 3);
    LocalDistiller distiller = distiller(Locals.linear(WEIGHTS), 100, .5);
    LocalFindings found =
        distiller.examine(new Scene("grey", image, 0, distiller.code(image), new float[6]));
    Measured row =
        row(
            LocalRows.of(found, List.of("latent", "superpixel")),
            "local-agreement",
            "superpixel/superpixel");

    assertThat(row.value()).isNaN();
    assertThat(row.flag()).isEqualTo(LocalRows.ALIKE);
  }

  @Test
  void limeStandsBesideTheSuperpixelStudentOnTheSameSamples() {
    LocalFindings found = examine(Locals.linear(WEIGHTS), 400, .5, 8);
    Fidelity lime = found.fidelity("lime", "superpixel").orElseThrow();

    assertThat(lime.probabilityFit()).isBetween(.3, 1.0);
    assertThat(lime.agreement()).isGreaterThan(.5);
    assertThat(lime.logitFit()).isNaN();
  }

  @Test
  void imageOfOneColourHasNoSuperpixelNeighboursAndTheRestIsFinite() {
    float[] grey = new float[Locals.VALUES];
    Arrays.fill(grey, .5f);
    Array image = new Array(grey, 1, Blobs.SIZE, Blobs.SIZE, 3);
    LocalDistiller distiller = distiller(Locals.linear(WEIGHTS), 100, .5);
    float[] code = distiller.code(image);
    LocalFindings found =
        distiller.examine(new Scene("grey", image, 0, code, coder.encode(IMAGES).row(0)));

    assertThat(found.neighbours()).doesNotContainKey(Neighbourhood.SUPERPIXEL);
    assertThat(found.fidelity("lime", "superpixel")).isEmpty();
    assertThat(found.fidelity("latent", "latent").orElseThrow().logitFit()).isFinite();
  }

  @Test
  void targetThatGivesNoNumberIsAnErrorThatNamesTheExample() {
    assertThatThrownBy(() -> examine(Locals.constant(1, Float.NaN), 100, .5, 9))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "explainer local-distillation, example example-9: the network gives no number. Got NaN. Expected"
                + " finite logits.");
  }
}
