package org.heirloom.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.heirloom.image.JpegQuantiser;
import org.heirloom.image.Pixels;
import org.heirloom.metrics.Measured;
import org.heirloom.model.Array;
import org.heirloom.model.Prototypes;
import org.heirloom.model.tensorflow.Network;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.model.tensorflow.Program;
import org.heirloom.stats.Logits;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Whether a network that learned where compression went with the class still goes by it.
 *
 * <p>The same images are shown clean; mixed, as in training (images of the compressed classes are
 * compressed); and conflicting (the others are). Of a network of prototypes it is also told whether
 * compression alone changes which class's prototype an image is most like. Owns native memory:
 * close it. Not thread-safe.
 *
 * @see <a href="https://arxiv.org/abs/2105.02968">Hoffmann et al. (2021)</a>, who show clean and
 *     mixed images
 */
public final class CompressionCue implements AutoCloseable {
  /** Subjects of the accuracies. */
  public static final List<String> SHOWN = List.of("clean", "mixed", "conflicting");

  private static final int BLOCK = 32;
  private static final String NOT_FINITE = "undefined";

  private final Program program;
  private final long[] shape;

  /** Builds the graph around a network for images of a size. */
  public CompressionCue(NetworkFunction network, int height, int width, int channels) {
    this.shape = new long[] {BLOCK, height, width, channels};
    this.program =
        Program.build(
            tf -> {
              Operand<TFloat32> images =
                  tf.withName("images")
                      .placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
              Network applied = network.apply(tf, images);
              boolean prototypes = applied.layers().containsKey(Prototypes.SIMILARITIES);
              Operand<TFloat32> alike =
                  prototypes ? applied.layers().get("pooled") : applied.logits();
              return Map.of("logits", applied.logits(), "alike", alike);
            });
  }

  private record Answers(double[] logits, double[] alike) {
    int answer() {
      return Logits.argMax(logits);
    }

    int likeClass() {
      return Logits.argMax(alike) / Prototypes.PER_CLASS;
    }

    boolean finite() {
      return IntStream.range(0, logits.length).allMatch(i -> Double.isFinite(logits[i]))
          && IntStream.range(0, alike.length).allMatch(i -> Double.isFinite(alike[i]));
    }
  }

  /**
   * Every value of every image.
   *
   * @param compressed whether a class was compressed in training
   * @param quality of the compression
   * @param prototypes whether the network is made of them
   */
  public List<Measured> measured(
      Examples examples, IntPredicate compressed, int quality, boolean prototypes) {
    JpegQuantiser jpeg = JpegQuantiser.of(quality);
    List<Answers> clean = answers(examples.images);
    List<Answers> squeezed = answers(examples.images.stream().map(jpeg::apply).toList());
    List<Measured> measured = new ArrayList<>();
    for (int i = 0; i < clean.size(); i++) {
      int label = examples.labels[i];
      boolean cue = compressed.test(label);
      Answers mixed = cue ? squeezed.get(i) : clean.get(i);
      Answers conflicting = cue ? clean.get(i) : squeezed.get(i);
      String id = examples.ids.get(i);
      measured.add(right("clean", id, clean.get(i), label));
      measured.add(right("mixed", id, mixed, label));
      measured.add(right("conflicting", id, conflicting, label));
      if (prototypes) {
        measured.addAll(flips(id, clean.get(i), squeezed.get(i)));
      }
    }
    return measured;
  }

  /**
   * Images that are known.
   *
   * @param ids of the examples
   * @param images clean
   * @param labels their true classes
   */
  public record Examples(List<String> ids, List<Pixels> images, int[] labels) {
    public Examples {
      ids = List.copyOf(ids);
      images = List.copyOf(images);
    }
  }

  private static Measured right(String shown, String id, Answers answers, int label) {
    boolean defined = answers.finite();
    double right = answers.answer() == label ? 1 : 0;
    return new Measured(
        "compression-accuracy", shown, id, defined ? right : Double.NaN, defined ? "" : NOT_FINITE);
  }

  private static List<Measured> flips(String id, Answers clean, Answers squeezed) {
    boolean defined = clean.finite() && squeezed.finite();
    boolean flips = clean.likeClass() != squeezed.likeClass();
    boolean silently = flips && clean.answer() == squeezed.answer();
    String reason = defined ? "" : NOT_FINITE;
    return List.of(
        new Measured("explanation-flip", "", id, defined ? (flips ? 1 : 0) : Double.NaN, reason),
        new Measured(
            "explanation-flip-alone", "", id, defined ? (silently ? 1 : 0) : Double.NaN, reason));
  }

  private List<Answers> answers(List<Pixels> images) {
    List<Answers> answers = new ArrayList<>();
    for (int from = 0; from < images.size(); from += BLOCK) {
      Array some = Array.ofImages(images.subList(from, Math.min(images.size(), from + BLOCK)));
      float[] block = new float[BLOCK * some.rowSize()];
      System.arraycopy(some.values(), 0, block, 0, some.values().length);
      Map<String, Array> outputs = program.run(Map.of("images", new Array(block, shape)));
      for (int i = 0; i < some.rows(); i++) {
        answers.add(
            new Answers(
                outputs.get("logits").rowAsDoubles(i), outputs.get("alike").rowAsDoubles(i)));
      }
    }
    return answers;
  }

  @Override
  public void close() {
    program.close();
  }
}
