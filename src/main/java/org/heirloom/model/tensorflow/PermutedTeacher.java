package org.heirloom.model.tensorflow;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.heirloom.Seed;
import org.heirloom.model.Array;
import org.heirloom.stats.Logits;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * A teacher whose logits of the other classes are dealt out anew: as confident as before about the
 * class that it prefers, with nothing to say about which classes are alike.
 *
 * <p>The highest logit stays where it is; those of the other classes are permuted by one fixed
 * permutation per preferred class. Layers pass through unchanged.
 */
public final class PermutedTeacher implements Teacher {
  private final Teacher teacher;
  private final int[][] sources;

  /**
   * A teacher with permuted classes.
   *
   * @param teacher stays the caller's to close
   * @param seed gives the permutations
   */
  public PermutedTeacher(Teacher teacher, Seed seed) {
    this.teacher = teacher;
    int classes = Math.toIntExact(teacher.signals().get(LOGITS).get(0));
    sources = new int[classes][];
    for (int preferred = 0; preferred < classes; preferred++) {
      sources[preferred] = others(preferred, seed.child(preferred).stream().permutation(classes));
    }
  }

  /** The order of a permutation, with one class kept in its place. */
  private static int[] others(int kept, int[] permutation) {
    int[] source = new int[permutation.length];
    source[kept] = kept;
    int to = 0;
    for (int from : permutation) {
      if (from != kept) {
        to += to == kept ? 1 : 0;
        source[to++] = from;
      }
    }
    return source;
  }

  @Override
  public Map<String, Shape> signals() {
    return teacher.signals();
  }

  @Override
  public Answers answers(TUint8 pixels, Set<String> wanted) {
    Map<String, TFloat32> tensors = new LinkedHashMap<>(teacher.answers(pixels, wanted).tensors());
    tensors.computeIfPresent(
        LOGITS,
        (name, logits) -> {
          try (TFloat32 plain = logits) {
            return Tensors.floats(permuted(Tensors.array(plain)));
          }
        });
    return new Answers(tensors);
  }

  private Array permuted(Array logits) {
    float[] values = new float[logits.values().length];
    int classes = logits.rowSize();
    for (int i = 0; i < logits.rows(); i++) {
      int preferred = Logits.argMax(logits.rowAsDoubles(i));
      for (int c = 0; c < classes; c++) {
        values[i * classes + c] = logits.values()[i * classes + sources[preferred][c]];
      }
    }
    return new Array(values, logits.shape());
  }

  @Override
  public void close() {
    // The teacher that was given is its owner's to close.
  }
}
