package org.heirloom.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.heirloom.Seed;
import org.heirloom.explain.ExplainRequest;
import org.heirloom.explain.SaliencyMaps;
import org.heirloom.metrics.Measured;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.model.tensorflow.Program;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Insertion and deletion: how the probability of a class grows as pixels appear on a blurred image,
 * and falls as they are replaced, from the most salient pixel to the least.
 *
 * <p>All channels of a pixel go together; equal pixels go in the order of their index, or in a
 * random one that is asked for. The class is given, and the same for every network that is
 * compared. Java hands over images and the order of pixels; blurring, masking, the network, the
 * softmax and the choice of the class are one graph. One image with all its steps is one block, so
 * that a curve has the same bits whatever else is measured. Owns native memory: close it. Not
 * thread-safe.
 *
 * @see <a href="https://arxiv.org/abs/1806.07421">RISE (Petsiuk et al., 2018), section 4.2</a>; we
 *     start insertion from a true Gaussian blur with repeated edges
 */
public final class InsertionDeletion implements AutoCloseable {
  /** Flag of a network whose output is not a number. */
  public static final String NOT_FINITE = "not-finite";

  private final Program program;
  private final Setting setting;

  /**
   * What is measured.
   *
   * @param height of the images in pixels
   * @param width of the images in pixels
   * @param channels of the images
   * @param pixelsPerStep how many pixels change from one point of a curve to the next; the last
   *     step may have fewer
   * @param insertion what insertion starts from
   * @param deletion what deletion leaves
   */
  public record Setting(
      int height,
      int width,
      int channels,
      int pixelsPerStep,
      Substrate insertion,
      Substrate deletion) {

    public Setting {
      if (pixelsPerStep < 1) {
        throw new IllegalArgumentException("pixelsPerStep must be positive, got " + pixelsPerStep);
      }
    }

    /** How many pixels a step changes where a curve shall have about {@code steps} of them. */
    public static int pixelsPerStep(int height, int width, int steps) {
      return Math.max(1, (height * width + steps - 1) / steps);
    }

    /** Number of steps of a curve. */
    public int steps() {
      return (height * width + pixelsPerStep - 1) / pixelsPerStep;
    }

    private int[] changedPixels() {
      int[] changed = new int[steps() + 1];
      for (int i = 0; i < changed.length; i++) {
        changed[i] = Math.min(height * width, i * pixelsPerStep);
      }
      return changed;
    }
  }

  /**
   * Both curves of one example.
   *
   * @param id of the example
   * @param insertion from the substrate to the image
   * @param deletion from the image to the substrate
   */
  public record Curves(String id, Curve insertion, Curve deletion) {

    /**
     * The areas as measured values: {@code insertion} and {@code deletion}.
     *
     * @param subject name of the explainer
     * @param mapFlag flag of the map; that of a network that gives no number goes before it
     */
    public List<Measured> measured(String subject, String mapFlag) {
      return List.of(
          measured("insertion", subject, insertion.area(), mapFlag),
          measured("deletion", subject, deletion.area(), mapFlag));
    }

    private Measured measured(String metric, String subject, double area, String mapFlag) {
      return new Measured(metric, subject, id, area, Double.isNaN(area) ? NOT_FINITE : mapFlag);
    }
  }

  /** Builds the graph around a network. */
  public InsertionDeletion(NetworkFunction network, Setting setting) {
    this.setting = setting;
    this.program = Program.build(tf -> outputs(tf, network, setting));
  }

  private static Map<String, Operand<?>> outputs(Ops tf, NetworkFunction network, Setting setting) {
    int pixels = setting.height() * setting.width();
    int points = setting.steps() + 1;
    Placeholder<TFloat32> image =
        tf.withName("image")
            .placeholder(
                TFloat32.class,
                Placeholder.shape(
                    Shape.of(1, setting.height(), setting.width(), setting.channels())));
    Placeholder<TInt32> ranks =
        tf.withName("ranks").placeholder(TInt32.class, Placeholder.shape(Shape.of(1, pixels)));
    Placeholder<TInt32> chosen =
        tf.withName("class").placeholder(TInt32.class, Placeholder.shape(Shape.of(1)));
    Operand<TInt32> thresholds =
        tf.reshape(tf.constant(setting.changedPixels()), tf.array(points, 1));
    Operand<TBool> changed =
        tf.reshape(
            tf.math.less(ranks, thresholds),
            tf.array(points, setting.height(), setting.width(), 1));
    Operand<TFloat32> appearing = tf.select(changed, image, setting.insertion().apply(tf, image));
    Operand<TFloat32> disappearing = tf.select(changed, setting.deletion().apply(tf, image), image);
    Operand<TFloat32> logits =
        network.apply(tf, tf.concat(List.of(appearing, disappearing), tf.constant(0))).logits();
    Operand<TFloat32> scores =
        tf.reshape(tf.gather(tf.nn.softmax(logits), chosen, tf.constant(1)), tf.array(2, points));
    return Map.of("scores", scores);
  }

  /**
   * The curves of every example, in the order of the request.
   *
   * @param request examples, and the class whose probability is followed
   * @param maps their saliency maps
   */
  public List<Curves> curves(ExplainRequest request, SaliencyMaps maps) {
    return ordered(request, maps, i -> PixelRanks.of(maps.values().row(i)));
  }

  /**
   * The same, with equally salient pixels in random order.
   *
   * @param seed of the order; each example has a child of its own
   */
  public List<Curves> curves(ExplainRequest request, SaliencyMaps maps, Seed seed) {
    return ordered(
        request,
        maps,
        i -> PixelRanks.of(maps.values().row(i), seed.child(request.ids().get(i)).stream()));
  }

  private List<Curves> ordered(
      ExplainRequest request, SaliencyMaps maps, IntFunction<int[]> ranksOf) {
    if (maps.values().rows() != request.size()) {
      throw new IllegalArgumentException(
          maps.values().rows() + " maps for " + request.size() + " examples");
    }
    List<Curves> curves = new ArrayList<>();
    for (int i = 0; i < request.size(); i++) {
      int[] ranks = ranksOf.apply(i);
      Map<String, Array> feeds = new LinkedHashMap<>();
      feeds.put("image", request.image(i));
      feeds.put("ranks", floats(ranks));
      feeds.put("class", new Array(new float[] {request.classes()[i]}, 1));
      Array scores = program.run(feeds).get("scores");
      curves.add(new Curves(request.ids().get(i), curve(scores.row(0)), curve(scores.row(1))));
    }
    return curves;
  }

  private static Array floats(int[] ranks) {
    float[] values = new float[ranks.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = ranks[i];
    }
    return new Array(values, 1, values.length);
  }

  private static Curve curve(float[] scores) {
    double[] values = new double[scores.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = scores[i];
    }
    return new Curve(values);
  }

  /** Images that are put through the network per example. */
  public int callsPerExample() {
    return 2 * (setting.steps() + 1);
  }

  @Override
  public void close() {
    program.close();
  }
}
