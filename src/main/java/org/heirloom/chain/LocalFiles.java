package org.heirloom.chain;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.heirloom.local.LocalDistiller;
import org.heirloom.local.LocalFindings;
import org.heirloom.local.LocalStudent;
import org.heirloom.local.Neighbourhood;
import org.heirloom.local.Neighbours;
import org.heirloom.model.Array;
import org.heirloom.model.Npy;
import org.heirloom.stats.Logits;

/**
 * What local distillation leaves of an example for the report: numbers in {@code local.json};
 * {@code local-<number>-images.npy} with the reconstruction, {@value #GALLERY} latent neighbours
 * and the morph; {@code local-<number>-weights.npy} and {@code -shown.npy} with the local student's
 * weights, all and without directions in which neighbours hardly vary, {@code [classes, height,
 * width, channels]}, and {@code -relabelled.npy} with those of "unchanged", where there are any.
 */
final class LocalFiles {
  static final String NUMBERS = "local.json";

  /** Latent neighbours that a report shows. */
  static final int GALLERY = 12;

  private LocalFiles() {}

  /**
   * The numbers of one example.
   *
   * @param number of its files
   * @param label the explained class
   * @param other id of the example that it is morphed to
   * @param target the network's probabilities on the image
   * @param reconstructed the network's probabilities on the reconstruction
   * @param student the local student's probabilities on the reconstruction
   * @param error of the reconstruction
   * @param neighbours of the gallery
   * @param morph the network's answers on the way, and the local student's probability of label
   * @param boundaryScale NaN where no boundary was met
   */
  record Numbers(
      int number,
      String id,
      int label,
      String other,
      double[] target,
      double[] reconstructed,
      double[] student,
      double error,
      List<Answer> neighbours,
      List<Answer> morph,
      List<LocalFindings.Judgement> judgements,
      double boundaryScale) {}

  /**
   * What is answered to one image.
   *
   * @param label the network's class
   * @param probability of the explained class, by the network
   * @param student the same by the local student
   */
  record Answer(int label, double probability, double student) {}

  static String images(int number) {
    return "local-%d-images.npy".formatted(number);
  }

  static String weights(int number) {
    return "local-%d-weights.npy".formatted(number);
  }

  static String shown(int number) {
    return "local-%d-shown.npy".formatted(number);
  }

  static String relabelled(int number) {
    return "local-%d-relabelled.npy".formatted(number);
  }

  /** Writes an example's pictures and gives its numbers. */
  static Numbers write(Path draft, int number, LocalFindings found, String other) {
    Neighbours latent = found.neighbours().get(Neighbourhood.LATENT);
    int first = latent.judgedFrom();
    int shown = Math.min(GALLERY, latent.size() - first);
    int[] rows = new int[shown];
    Arrays.setAll(rows, i -> first + i);
    Array gallery = latent.images().rows(rows);
    LocalStudent student = found.student();
    Npy.write(
        draft.resolve(images(number)),
        joined(found.realism().reconstruction(), gallery, found.morph()));
    Npy.write(draft.resolve(weights(number)), images(found, student.weights()));
    Npy.write(draft.resolve(shown(number)), images(found, student.shown()));
    found
        .relabelled()
        .ifPresent(
            two ->
                Npy.write(
                    draft.resolve(relabelled(number)),
                    images(found, new double[][] {two.shown()[0]})));
    double[][] answers = Arrays.copyOfRange(latent.logits(), first, first + shown);
    return new Numbers(
        number,
        found.scene().id(),
        found.scene().label(),
        other,
        Logits.softmax(found.realism().logits()),
        Logits.softmax(found.realism().reconstructedLogits()),
        Logits.softmax(student.logits(found.realism().reconstruction().row(0))),
        found.realism().error(),
        answers(found, gallery, answers),
        answers(found, found.morph(), found.morphLogits()),
        found.judgements(),
        found.wider().scale());
  }

  private static List<Answer> answers(LocalFindings found, Array images, double[][] logits) {
    int label = found.scene().label();
    Answer[] answers = new Answer[logits.length];
    Arrays.setAll(
        answers,
        i ->
            new Answer(
                Logits.argMax(logits[i]),
                Logits.softmax(logits[i])[label],
                Logits.softmax(found.student().logits(images.row(i)))[label]));
    return List.of(answers);
  }

  private static Array joined(Array... some) {
    int rows = Arrays.stream(some).mapToInt(Array::rows).sum();
    float[] values = new float[rows * some[0].rowSize()];
    int at = 0;
    for (Array array : some) {
      System.arraycopy(array.values(), 0, values, at, array.values().length);
      at += array.values().length;
    }
    long[] shape = some[0].shape().clone();
    shape[0] = rows;
    return new Array(values, shape);
  }

  private static Array images(LocalFindings found, double[][] rows) {
    float[] values = new float[rows.length * rows[0].length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) rows[i / rows[0].length][i % rows[0].length];
    }
    long[] shape = found.scene().image().shape().clone();
    shape[0] = rows.length;
    return new Array(values, shape);
  }

  /** Number of images of a morph. */
  static int frames() {
    return LocalDistiller.FRAMES;
  }
}
