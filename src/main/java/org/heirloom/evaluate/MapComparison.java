package org.heirloom.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.Seed;
import org.heirloom.metrics.Measured;
import org.heirloom.model.Array;

/**
 * Agreement of a student's maps with the teacher's, between its floor and its ceiling.
 *
 * <ul>
 *   <li>{@code map-agreement}: teacher and student, same image, same class
 *   <li>{@code map-floor}: the student's map and the teacher's map of another image, since all
 *       networks look at the middle; with {@code /random} behind the subject: the student's map and
 *       noise
 *   <li>{@code map-ceiling}: the teacher's map and the teacher's map of the same image under noise
 *       of one grey level, which must not matter. (The same image twice would give 1 for every
 *       explainer that draws no random numbers.)
 * </ul>
 *
 * <p>The subject is the explainer's name for Spearman's ρ; {@code /top-tenth} and {@code /ssim}
 * behind it name the other measures of {@link MapAgreement}. With {@code /without-mean} behind it,
 * ρ is that of what is left when each network's mean map is taken away: what all its maps have in
 * common, such as a liking for the middle, is no agreement about an image.
 *
 * @param explainer its name
 * @param ids of the examples
 * @param teacher the teacher's maps, {@code [n, height, width]}
 * @param ceiling the teacher's maps of {@linkplain #perturbed perturbed} images
 * @param noise maps of the random control
 */
public record MapComparison(
    String explainer, List<String> ids, Array teacher, Array ceiling, Array noise) {
  /** Flag of the floor where there is no other image. */
  public static final String ONE_EXAMPLE = "one-example";

  private static final float GREY_LEVEL = 1 / 255f;

  public MapComparison {
    ids = List.copyOf(ids);
    for (Array maps : List.of(teacher, ceiling, noise)) {
      require(teacher, maps);
    }
    if (teacher.rows() != ids.size()) {
      throw new IllegalArgumentException(ids.size() + " ids for maps " + teacher);
    }
  }

  private static void require(Array expected, Array maps) {
    if (!java.util.Arrays.equals(expected.shape(), maps.shape())) {
      throw new IllegalArgumentException("maps " + maps + " beside maps " + expected);
    }
  }

  /**
   * Images under uniform noise of ± one grey level per value, cut to [0, 1]; a function of the seed
   * and each example's id.
   */
  public static Array perturbed(List<String> ids, Array images, Seed seed) {
    float[] values = images.values().clone();
    int size = images.rowSize();
    for (int i = 0; i < ids.size(); i++) {
      org.heirloom.RandomStream random = seed.child(ids.get(i)).stream();
      for (int p = i * size; p < (i + 1) * size; p++) {
        float noise = (float) random.nextDouble(-GREY_LEVEL, GREY_LEVEL);
        values[p] = Math.max(0, Math.min(1, values[p] + noise));
      }
    }
    return new Array(values, images.shape());
  }

  /** The teacher's ceiling: one value per example and measure. */
  public List<Measured> ceilings() {
    List<Measured> values = new ArrayList<>();
    Array teachersOwn = MeanMap.removed(teacher);
    Array ceilingsOwn = MeanMap.removed(ceiling);
    for (int i = 0; i < ids.size(); i++) {
      add(values, "map-ceiling", "", i, compare(teacher.row(i), ceiling.row(i)));
      addOwn(values, "map-ceiling", i, teachersOwn.row(i), ceilingsOwn.row(i));
    }
    return values;
  }

  /**
   * A student's agreement and its two floors, per example and measure.
   *
   * @param student its maps, {@code [n, height, width]}
   * @param seed chooses the other image of each
   */
  public List<Measured> agreement(Array student, Seed seed) {
    require(teacher, student);
    List<Measured> values = new ArrayList<>();
    int[] others = derangement(ids.size(), seed);
    Array teachersOwn = MeanMap.removed(teacher);
    Array studentsOwn = MeanMap.removed(student);
    for (int i = 0; i < ids.size(); i++) {
      float[] map = student.row(i);
      add(values, "map-agreement", "", i, compare(teacher.row(i), map));
      addOwn(values, "map-agreement", i, teachersOwn.row(i), studentsOwn.row(i));
      add(values, "map-floor", "", i, floor(map, others[i], i));
      addOwn(values, "map-floor", i, teachersOwn.row(others[i]), studentsOwn.row(i));
      add(values, "map-floor", "/random", i, compare(noise.row(i), map));
    }
    return values;
  }

  private MapAgreement floor(float[] map, int other, int index) {
    return other == index
        ? new MapAgreement(Double.NaN, Double.NaN, Double.NaN, Double.NaN, ONE_EXAMPLE)
        : compare(teacher.row(other), map);
  }

  /** Of one example nothing is left beside the mean. */
  private void addOwn(List<Measured> values, String metric, int index, float[] a, float[] b) {
    MapAgreement agreement = compare(a, b);
    boolean alone = ids.size() == 1;
    values.add(
        new Measured(
            metric,
            explainer + "/without-mean",
            ids.get(index),
            alone ? Double.NaN : agreement.spearman(),
            alone ? ONE_EXAMPLE : agreement.flag()));
  }

  private MapAgreement compare(float[] a, float[] b) {
    return MapAgreement.of(a, b, Math.toIntExact(teacher.shape()[1]));
  }

  private void add(
      List<Measured> values, String metric, String suffix, int index, MapAgreement agreement) {
    String subject = explainer + suffix;
    String id = ids.get(index);
    String flag = agreement.flag();
    values.add(new Measured(metric, subject, id, agreement.spearman(), flag));
    values.add(new Measured(metric, subject + "/top-tenth", id, agreement.topShare(), flag));
    values.add(new Measured(metric, subject + "/ssim", id, agreement.ssim(), flag));
  }

  /** For each of n, another one; a random cycle through all. Itself if n is 1. */
  static int[] derangement(int n, Seed seed) {
    int[] order = seed.stream().permutation(n);
    int[] others = new int[n];
    for (int i = 0; i < n; i++) {
      others[order[i]] = order[(i + 1) % n];
    }
    return others;
  }
}
