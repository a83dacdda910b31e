package org.heirloom.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.model.tensorflow.Program;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Sums over a block of random masks, from which RISE estimates its map. Close it. */
interface RiseSums extends AutoCloseable {

  /**
   * Sums over masks M of what a network gives under them, f, less what it gives for the whole
   * image, f₀: then they are exactly zero for a network that ignores its input.
   *
   * @param scores Σ (f − f₀)
   * @param masks Σ M, per pixel
   * @param products Σ (f − f₀) M, per pixel
   */
  record Block(double scores, float[] masks, float[] products) {}

  /** For a network of either kind. */
  static RiseSums of(Explainers.Setting setting, RiseGrid grid) {
    return setting.explained() instanceof Explained.Inside inside
        ? new InGraph(inside, setting, grid)
        : new OfAnswers(setting, grid);
  }

  /**
   * What masks of a scene give, and the whole scene.
   *
   * @param whole f₀
   */
  record Sums(float whole, List<Block> blocks) {}

  /**
   * Sums over blocks of masks of a scene, which go through the network together, and with the whole
   * scene behind them.
   *
   * @param draw masks of all blocks, block after block, at most {@value MaskedScores#BLOCK}
   * @param sizes of the blocks
   */
  Sums blocks(MaskedScores.Scene scene, RiseGrid.Draw draw, int[] sizes);

  @Override
  void close();

  /**
   * Masks are enlarged, cut, laid on the image, scored and summed in one graph.
   *
   * <p>A mask is enlarged to every channel by the same product, since TensorFlow multiplies equal
   * shapes several times faster than it spreads one channel over three.
   */
  final class InGraph implements RiseSums {
    private final Program program;
    private final Shape shape;
    private final int cells;

    InGraph(Explained.Inside inside, Explainers.Setting setting, RiseGrid grid) {
      shape = Shape.of(1, setting.height(), setting.width(), setting.channels());
      cells = grid.cells();
      program = Program.build(inside.precision(), tf -> graph(tf, inside.network(), shape, grid));
    }

    private static Map<String, Operand<?>> graph(
        Ops tf, NetworkFunction network, Shape shape, RiseGrid grid) {
      Placeholder<TFloat32> grids =
          tf.withName("grids")
              .placeholder(
                  TFloat32.class, Placeholder.shape(Shape.of(-1, grid.cells(), grid.cells())));
      Placeholder<TFloat32> last =
          tf.withName("last").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1)));
      Placeholder<TFloat32> members =
          tf.withName("members").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1)));
      Operand<TFloat32> rows = placed(tf, "down", grid.rows());
      int channels = Math.toIntExact(shape.get(3));
      Operand<TFloat32> columns = placed(tf, "right", repeated(grid.columns(), channels));
      Operand<TFloat32> masks = product(tf, product(tf, rows, grids, false), columns, true);
      Operand<TFloat32> scores =
          MaskedGraph.scores(
              tf,
              network,
              shape,
              tf.reshape(masks, tf.array(-1, (int) shape.get(1), (int) shape.get(2), channels)));
      Operand<TFloat32> whole = tf.reduceSum(tf.math.mul(scores, last), tf.constant(0));
      Operand<TFloat32> less = difference(tf, scores, whole);
      Operand<TFloat32> flat = tf.reshape(masks, tf.array(-1, Math.toIntExact(shape.size())));
      Map<String, Operand<?>> outputs = new LinkedHashMap<>();
      Operand<TFloat32> ofBlocks = tf.math.mul(members, less);
      outputs.put("whole", tf.reshape(whole, tf.array(1)));
      outputs.put("scores", tf.reduceSum(ofBlocks, tf.constant(1)));
      // All sums in one product: TensorFlow sums along the first axis several times as slowly.
      outputs.put(
          "sums", tf.linalg.matMul(tf.concat(List.of(ofBlocks, members), tf.constant(0)), flat));
      return outputs;
    }

    /** {@code [offsets, width · times, cells]}: each row so many times. */
    private static Array repeated(Array matrices, int times) {
      long[] shape = matrices.shape();
      int cells = Math.toIntExact(shape[2]);
      float[] values = new float[matrices.values().length * times];
      for (int row = 0; row < values.length / cells; row++) {
        System.arraycopy(matrices.values(), row / times * cells, values, row * cells, cells);
      }
      return new Array(values, shape[0], shape[1] * times, cells);
    }

    /** As {@link MaskedScores#difference}. */
    private static Operand<TFloat32> difference(
        Ops tf, Operand<TFloat32> scores, Operand<TFloat32> whole) {
      Operand<TFloat32> less = tf.math.sub(scores, whole);
      Operand<TFloat32> rounding =
          tf.math.mul(tf.math.maximum(scores, whole), tf.constant(MaskedScores.ROUNDING));
      return tf.select(tf.math.lessEqual(tf.math.abs(less), rounding), tf.zerosLike(less), less);
    }

    private static Operand<TFloat32> placed(Ops tf, String name, Array matrices) {
      Placeholder<TInt32> offsets =
          tf.withName(name).placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
      Operand<TFloat32> all =
          tf.constant(Shape.of(matrices.shape()), DataBuffers.of(matrices.values(), true, false));
      return tf.gather(all, offsets, tf.constant(0));
    }

    private static Operand<TFloat32> product(
        Ops tf, Operand<TFloat32> a, Operand<TFloat32> b, boolean transposed) {
      return tf.train.batchMatMul(a, b, TFloat32.class, BatchMatMul.adjY(transposed));
    }

    @Override
    public Sums blocks(MaskedScores.Scene scene, RiseGrid.Draw draw, int[] sizes) {
      RiseGrid.Draw all = draw.andOpen();
      float[] last = new float[all.size()];
      last[draw.size()] = 1;
      Map<String, Array> feeds = new LinkedHashMap<>(MaskedGraph.feeds(scene, shape));
      feeds.put("grids", new Array(all.grids(), all.size(), cells, cells));
      feeds.put("down", new Array(all.down(), all.size()));
      feeds.put("right", new Array(all.right(), all.size()));
      feeds.put("last", new Array(last, all.size()));
      feeds.put("members", members(sizes, all.size()));
      Map<String, Array> found = program.run(feeds);
      Array sums = found.get("sums");
      List<Block> blocks = new ArrayList<>();
      for (int b = 0; b < sizes.length; b++) {
        blocks.add(
            new Block(
                found.get("scores").values()[b],
                firstChannel(sums.row(sizes.length + b)),
                firstChannel(sums.row(b))));
      }
      return new Sums(found.get("whole").values()[0], blocks);
    }

    /** {@code [blocks, masks]}: 1 where a mask is one of the block. */
    private static Array members(int[] sizes, int masks) {
      float[] members = new float[sizes.length * masks];
      int next = 0;
      for (int b = 0; b < sizes.length; b++) {
        Arrays.fill(members, b * masks + next, b * masks + next + sizes[b], 1);
        next += sizes[b];
      }
      return new Array(members, sizes.length, masks);
    }

    private float[] firstChannel(float[] values) {
      int channels = Math.toIntExact(shape.get(3));
      float[] pixels = new float[values.length / channels];
      for (int p = 0; p < pixels.length; p++) {
        pixels[p] = values[p * channels];
      }
      return pixels;
    }

    @Override
    public void close() {
      program.close();
    }
  }

  /** The same for a black box. */
  final class OfAnswers implements RiseSums {
    private final MaskedScores.Size size;
    private final RiseGrid grid;
    private final MaskedScores masked;

    OfAnswers(Explainers.Setting setting, RiseGrid grid) {
      this.size = new MaskedScores.Size(setting.height(), setting.width());
      this.grid = grid;
      this.masked = MaskedScores.of(setting);
    }

    @Override
    public Sums blocks(MaskedScores.Scene scene, RiseGrid.Draw draw, int[] sizes) {
      int n = draw.size();
      float[] masks = new float[(n + 1) * size.pixels()];
      for (int i = 0; i < n; i++) {
        grid.mask(draw, i, masks, i * size.pixels());
      }
      Arrays.fill(masks, n * size.pixels(), masks.length, 1);
      float[] scores = masked.block(scene, new Array(masks, n + 1, size.height(), size.width()));
      List<Block> blocks = new ArrayList<>();
      int from = 0;
      for (int count : sizes) {
        blocks.add(block(scores, scores[n], masks, from, from + count));
        from += count;
      }
      return new Sums(scores[n], blocks);
    }

    private Block block(float[] scores, float whole, float[] masks, int from, int to) {
      double sum = 0;
      float[] ofMasks = new float[size.pixels()];
      float[] ofProducts = new float[size.pixels()];
      for (int i = from; i < to; i++) {
        float less = MaskedScores.difference(scores[i], whole);
        sum += less;
        for (int p = 0; p < ofMasks.length; p++) {
          float mask = masks[i * ofMasks.length + p];
          ofMasks[p] += mask;
          ofProducts[p] += less * mask;
        }
      }
      return new Block(sum, ofMasks, ofProducts);
    }

    @Override
    public void close() {
      masked.close();
    }
  }
}
