package org.heirloom.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.Seed;
import org.heirloom.explain.ExplainRequest;
import org.heirloom.explain.SaliencyMaps;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.model.tensorflow.Program;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Removes random sets of pixels from an image and sees how far the class's logit falls: the ground
 * on which maps are compared by {@link Faithfulness}.
 *
 * <p>The sets of an example depend on its id alone: every explainer and every network is asked
 * about the same. One image with all its sets is one block. Owns native memory: close it. Not
 * thread-safe.
 */
public final class RandomRemovals implements AutoCloseable {
  private final Program program;
  private final Setting setting;

  /**
   * What is removed.
   *
   * @param height of the images in pixels
   * @param width of the images in pixels
   * @param channels of the images
   * @param sets how many sets an image is asked about, at least 3
   * @param share of the pixels that a set holds, in (0, 1)
   * @param substrate what stands in place of removed pixels
   * @param seed of the sets
   */
  public record Setting(
      int height,
      int width,
      int channels,
      int sets,
      double share,
      Substrate substrate,
      Seed seed) {}

  /**
   * The sets of one example and what removing each does.
   *
   * @param sets pixels by set
   * @param drops of the class's logit, set by set
   */
  public record Drops(int[][] sets, double[] drops) {

    /** How well a map tells these drops. */
    public Faithfulness of(float[] map) {
      double[] sums = new double[sets.length];
      for (int s = 0; s < sums.length; s++) {
        for (int pixel : sets[s]) {
          sums[s] += map[pixel];
        }
      }
      return Faithfulness.of(sums, drops);
    }
  }

  /** Builds the graph around a network. */
  public RandomRemovals(NetworkFunction network, Setting setting) {
    this.setting = setting;
    this.program = Program.build(tf -> Map.of("logits", logits(tf, network, setting)));
  }

  private static Operand<TFloat32> logits(Ops tf, NetworkFunction network, Setting setting) {
    long points = setting.sets() + 1L;
    Placeholder<TFloat32> image =
        tf.withName("image")
            .placeholder(
                TFloat32.class,
                Placeholder.shape(
                    Shape.of(1, setting.height(), setting.width(), setting.channels())));
    Placeholder<TFloat32> kept =
        tf.withName("kept")
            .placeholder(
                TFloat32.class,
                Placeholder.shape(Shape.of(points, setting.height(), setting.width(), 1)));
    Placeholder<TInt32> chosen =
        tf.withName("class").placeholder(TInt32.class, Placeholder.shape(Shape.of(1)));
    Operand<TFloat32> left =
        tf.select(
            tf.math.greater(kept, tf.constant(0.5f)), image, setting.substrate().apply(tf, image));
    return tf.reshape(
        tf.gather(network.apply(tf, left).logits(), chosen, tf.constant(1)),
        tf.array(setting.sets() + 1));
  }

  /** The sets and drops of every example, in the order of the request. */
  public List<Drops> drops(ExplainRequest request) {
    List<Drops> all = new ArrayList<>();
    int pixels = setting.height() * setting.width();
    for (int i = 0; i < request.size(); i++) {
      int[][] sets = sets(request.ids().get(i), pixels);
      float[] kept = new float[(sets.length + 1) * pixels];
      java.util.Arrays.fill(kept, 1);
      for (int s = 0; s < sets.length; s++) {
        for (int pixel : sets[s]) {
          kept[s * pixels + pixel] = 0;
        }
      }
      Map<String, Array> feeds = new LinkedHashMap<>();
      feeds.put("image", request.image(i));
      feeds.put("kept", new Array(kept, sets.length + 1L, setting.height(), setting.width(), 1));
      feeds.put("class", new Array(new float[] {request.classes()[i]}, 1));
      float[] logits = program.run(feeds).get("logits").values();
      double[] drops = new double[sets.length];
      for (int s = 0; s < drops.length; s++) {
        drops[s] = (double) logits[drops.length] - logits[s];
      }
      all.add(new Drops(sets, drops));
    }
    return all;
  }

  private int[][] sets(String id, int pixels) {
    int size = Math.max(1, (int) Math.round(setting.share() * pixels));
    int[][] sets = new int[setting.sets()][];
    for (int s = 0; s < sets.length; s++) {
      int[] order = setting.seed().child(id).child(s).stream().permutation(pixels);
      sets[s] = java.util.Arrays.copyOf(order, size);
    }
    return sets;
  }

  /** How well each map tells the drops of its example. */
  public static List<Faithfulness> of(List<Drops> drops, SaliencyMaps maps) {
    List<Faithfulness> all = new ArrayList<>();
    for (int i = 0; i < drops.size(); i++) {
      all.add(drops.get(i).of(maps.values().row(i)));
    }
    return all;
  }

  @Override
  public void close() {
    program.close();
  }
}
