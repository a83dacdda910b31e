package org.heirloom.probe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.DataException;
import org.heirloom.metrics.Measured;
import org.heirloom.stats.Interval;
import org.heirloom.stats.StudentT;

/**
 * Centred kernel alignment of every layer of one network with every layer of another: whether both
 * find the same images alike. 1 is equal up to rotation, shift and scale; 0 is unrelated.
 *
 * <p>Linear kernel on activations pooled over space. Each HSIC is unbiased and averaged over
 * batches, by their size, before the ratio is taken; so the value does not grow with few examples,
 * and can be slightly below 0. Batches are added in order, and nothing of them is kept. The
 * interval is a jackknife over examples: it speaks of other images, not of other networks.
 *
 * @see <a href="https://arxiv.org/abs/1905.00414">Kornblith et al. (2019)</a>
 * @see <a href="https://arxiv.org/abs/2010.15327">Nguyen et al. (2021), section 3.1, minibatch
 *     CKA</a>
 */
public final class Cka {
  /** The least number of examples of a batch: the jackknife leaves one out of at least four. */
  public static final int FEWEST = 5;

  /** Flag of a layer that does not tell images apart, or hardly more than noise would. */
  public static final String CONSTANT = "constant-activations";

  private final List<String> teacherLayers;
  private final List<String> studentLayers;
  private final Map<String, Sums> sums = new LinkedHashMap<>();
  private long examples;

  /** An empty sum over batches. */
  public Cka(List<String> teacherLayers, List<String> studentLayers) {
    this.teacherLayers = List.copyOf(teacherLayers);
    this.studentLayers = List.copyOf(studentLayers);
    for (String teacher : teacherLayers) {
      for (String student : studentLayers) {
        sums.put(subject(teacher, student), new Sums());
      }
    }
  }

  private static String subject(String teacher, String student) {
    return teacher + "/" + student;
  }

  /**
   * One pair of layers.
   *
   * @param teacherLayer name
   * @param studentLayer name
   * @param interval the value, at most slightly outside [0, 1], with its interval over examples;
   *     all NaN where a layer is constant
   * @param flag empty, or {@link #CONSTANT}
   */
  public record Similarity(
      String teacherLayer, String studentLayer, Interval interval, String flag) {

    /** As a measured value {@code cka} with subject {@code teacherLayer/studentLayer}. */
    public Measured measured() {
      return new Measured("cka", subject(teacherLayer, studentLayer), "", interval.value(), flag);
    }
  }

  /**
   * Borders of batches of about {@code batchSize}, none of which is smaller than half of it.
   *
   * @return begin of each batch, and {@code examples} behind the last
   * @throws DataException if there are too few examples for any
   */
  public static int[] borders(int examples, int batchSize) {
    if (examples < FEWEST) {
      throw new DataException(
          "CKA: too few images. Got %d. Expected at least %d.".formatted(examples, FEWEST));
    }
    int most = examples / FEWEST;
    int batches = Math.max(1, Math.min(most, Math.round((float) examples / batchSize)));
    int[] borders = new int[batches + 1];
    for (int i = 0; i <= batches; i++) {
      borders[i] = (int) ((long) examples * i / batches);
    }
    return borders;
  }

  /** Adds a batch: the same examples in the same order, at least {@link #FEWEST}. */
  public void add(Representations teacher, Representations student) {
    if (!teacher.ids().equals(student.ids()) || teacher.size() < FEWEST) {
      throw new IllegalArgumentException(
          "batches of %d and %d examples, which must be the same, at least %d"
              .formatted(teacher.size(), student.size(), FEWEST));
    }
    Map<String, Similarities> grams = new LinkedHashMap<>();
    teacherLayers.forEach(name -> grams.put("t/" + name, new Similarities(teacher.layer(name))));
    studentLayers.forEach(name -> grams.put("s/" + name, new Similarities(student.layer(name))));
    Map<String, Part> own = new LinkedHashMap<>();
    grams.forEach((name, gram) -> own.put(name, Part.of(gram, gram)));
    for (String t : teacherLayers) {
      for (String s : studentLayers) {
        Part cross = Part.of(grams.get("t/" + t), grams.get("s/" + s));
        sums.get(subject(t, s))
            .add(teacher.size(), new Part[] {cross, own.get("t/" + t), own.get("s/" + s)});
      }
    }
    examples += teacher.size();
  }

  /** The value of every pair: teacher's layers in order, for each the student's in order. */
  public List<Similarity> similarities(double confidence) {
    List<Similarity> similarities = new ArrayList<>();
    for (String teacher : teacherLayers) {
      for (String student : studentLayers) {
        Interval interval = sums.get(subject(teacher, student)).ratio(examples, confidence);
        String flag = Double.isNaN(interval.value()) ? CONSTANT : "";
        similarities.add(new Similarity(teacher, student, interval, flag));
      }
    }
    return similarities;
  }

  /**
   * Biased linear CKA of all examples at once, in [0, 1], for comparison with other tools. Near 1
   * for unrelated representations as soon as there are fewer examples than channels.
   */
  static double biased(double[][] x, double[][] y) {
    double[][] k = Matrices.gram(Matrices.centred(x));
    double[][] l = Matrices.gram(Matrices.centred(y));
    return inner(k, l) / Math.sqrt(inner(k, k) * inner(l, l));
  }

  private static double inner(double[][] k, double[][] l) {
    double sum = 0;
    for (int i = 0; i < k.length; i++) {
      sum += Matrices.dot(k[i], l[i]);
    }
    return sum;
  }

  /** An HSIC of one batch, and how much each example pulls at it. */
  private record Part(double value, double[] pulls) {
    static Part of(Similarities a, Similarities b) {
      double value = a.hsic(b);
      double[] pulls = a.hsicWithoutEach(b);
      for (int i = 0; i < pulls.length; i++) {
        pulls[i] -= value;
      }
      return new Part(value, pulls);
    }
  }

  /** Sums over batches of HSIC(t, s), HSIC(t, t), HSIC(s, s), and of their jackknife covariance. */
  private static final class Sums {
    private final double[] values = new double[3];
    private final double[][] covariance = new double[3][3];

    void add(int size, Part[] parts) {
      double inflation = (size - 1.0) / size * size * size;
      for (int a = 0; a < 3; a++) {
        values[a] += size * parts[a].value();
        for (int b = 0; b < 3; b++) {
          covariance[a][b] += inflation * Matrices.dot(parts[a].pulls(), parts[b].pulls());
        }
      }
    }

    Interval ratio(long examples, double confidence) {
      if (!(values[1] > 0 && values[2] > 0)) {
        return Interval.UNKNOWN;
      }
      double value = values[0] / Math.sqrt(values[1] * values[2]);
      double[] slope = {
        1 / Math.sqrt(values[1] * values[2]), -value / (2 * values[1]), -value / (2 * values[2])
      };
      double variance = 0;
      for (int a = 0; a < 3; a++) {
        variance += slope[a] * Matrices.dot(covariance[a], slope);
      }
      double half =
          StudentT.critical(confidence, examples - 1.0) * Math.sqrt(Math.max(0, variance));
      return Interval.around(value, half);
    }
  }
}
