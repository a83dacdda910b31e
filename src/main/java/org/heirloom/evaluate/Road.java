package org.heirloom.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.Seed;
import org.heirloom.explain.ExplainRequest;
import org.heirloom.explain.SaliencyMaps;
import org.heirloom.metrics.Measured;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.NetworkFunction;

/**
 * ROAD: the probability of a class when the most salient pixels are removed (MoRF), and when the
 * least salient are (LeRF), where removed pixels are filled in from their neighbours.
 *
 * <p>A map that finds what the network uses loses the class soon in one order and keeps it long in
 * the other. The score is the mean over shares of LeRF − MoRF, in [−1, 1]; other code halves it, or
 * gives one order's accuracy. Equal pixels go in a random order of the example's own. Owns native
 * memory: close it. Not thread-safe.
 *
 * @see <a href="https://arxiv.org/abs/2202.00449">Rong et al. (2022)</a>
 */
public final class Road implements AutoCloseable {
  /** Standard deviation of the noise on imputed pixels, as published. */
  static final double DEVIATION = 0.01;

  private final ClassScores scores;
  private final NoisyImputation imputation;
  private final List<Double> shares;
  private final Seed seed;
  private final int[] size;

  /**
   * One example's result.
   *
   * @param id of the example
   * @param morf probability with the most salient shares removed, share by share
   * @param lerf probability with the least salient removed
   */
  public record Removal(String id, double[] morf, double[] lerf) {

    /** Mean over shares of LeRF − MoRF; NaN if the network gives no number. */
    public double score() {
      double sum = 0;
      for (int i = 0; i < morf.length; i++) {
        sum += lerf[i] - morf[i];
      }
      return sum / morf.length;
    }

    /**
     * The score as {@code road}.
     *
     * @param subject name of the explainer
     * @param mapFlag flag of the map; that of a network that gives no number goes before it
     */
    public Measured measured(String subject, String mapFlag) {
      double score = score();
      return new Measured(
          "road", subject, id, score, Double.isNaN(score) ? InsertionDeletion.NOT_FINITE : mapFlag);
    }
  }

  /**
   * Builds the graph.
   *
   * @param size height, width, channels
   * @param shares of pixels that are removed, each in (0, 1)
   * @param seed of the noise and of the order of ties; each example has a child of its own
   */
  public Road(NetworkFunction network, int[] size, List<Double> shares, Seed seed) {
    this.scores = new ClassScores(network, size[0], size[1], size[2]);
    this.imputation = new NoisyImputation(size[0], size[1], size[2], DEVIATION);
    this.shares = List.copyOf(shares);
    this.seed = seed;
    this.size = size.clone();
  }

  /** Every example's result, in the order of the request. */
  public List<Removal> removals(ExplainRequest request, SaliencyMaps maps) {
    List<Removal> removals = new ArrayList<>();
    for (int i = 0; i < request.size(); i++) {
      Seed own = seed.child(request.ids().get(i));
      int[] ranks = PixelRanks.of(maps.values().row(i), own.child("ties").stream());
      double[] probabilities =
          scores.probabilities(removed(request, i, ranks, own), request.classes()[i]);
      double[] morf = new double[shares.size()];
      double[] lerf = new double[shares.size()];
      System.arraycopy(probabilities, 0, morf, 0, morf.length);
      System.arraycopy(probabilities, morf.length, lerf, 0, lerf.length);
      removals.add(new Removal(request.ids().get(i), morf, lerf));
    }
    return removals;
  }

  /** The image without its most salient shares, then without its least salient ones. */
  private Array removed(ExplainRequest request, int index, int[] ranks, Seed own) {
    float[] image = request.images().row(index);
    float[] all = new float[2 * shares.size() * image.length];
    int at = 0;
    for (boolean most : new boolean[] {true, false}) {
      for (int s = 0; s < shares.size(); s++) {
        int count = (int) Math.round(shares.get(s) * ranks.length);
        boolean[] missing = new boolean[ranks.length];
        for (int p = 0; p < ranks.length; p++) {
          missing[p] = most ? ranks[p] < count : ranks[p] >= ranks.length - count;
        }
        // The same noise in both orders, so that only the places differ.
        float[] filled = imputation.fill(image, missing, own.child(s).stream());
        System.arraycopy(filled, 0, all, at, image.length);
        at += image.length;
      }
    }
    return new Array(all, 2L * shares.size(), size[0], size[1], size[2]);
  }

  @Override
  public void close() {
    scores.close();
  }
}
