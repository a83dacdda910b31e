package org.heirloom.model.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.heirloom.Seed;
import org.heirloom.model.Array;
import org.heirloom.stats.Logits;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

class PermutedTeacherTest {
  private static final int CLASSES = 5;
  private static final Array LOGITS =
      new Array(
          new float[] {
            9, 1, 2, 3, 4, /* */ 0, 7, 1, 2, 3, /* */ 8, 4, 3, 2, 1, /* */ 1, 2, 3, 4, 5
          },
          4,
          CLASSES);

  @BeforeAll
  static void start() {
    TensorFlowRuntime.start(2);
  }

  /** Says the same whatever it sees. */
  private record Parrot(Array logits) implements Teacher {
    @Override
    public Map<String, Shape> signals() {
      return Map.of(LOGITS, Shape.of(CLASSES), "pooled", Shape.of(CLASSES));
    }

    @Override
    public Answers answers(TUint8 pixels, Set<String> wanted) {
      Map<String, TFloat32> tensors = new LinkedHashMap<>();
      wanted.forEach(name -> tensors.put(name, Tensors.floats(logits)));
      return new Answers(tensors);
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  private static Array answers(Seed seed, String signal) {
    try (Teacher teacher = new PermutedTeacher(new Parrot(LOGITS), seed);
        TUint8 pixels = Tensors.bytes(new byte[4 * 3], 4, 1, 1, 3);
        Teacher.Answers answers = teacher.answers(pixels, Set.of(signal))) {
      return Tensors.array(answers.tensors().get(signal));
    }
  }

  @Test
  void keepsTheAnswerItsConfidenceAndTheSetOfLogits() {
    for (int seed = 0; seed < 20; seed++) {
      Array permuted = answers(new Seed(seed), Teacher.LOGITS);

      for (int i = 0; i < LOGITS.rows(); i++) {
        double[] before = LOGITS.rowAsDoubles(i);
        double[] after = permuted.rowAsDoubles(i);
        int best = Logits.argMax(before);
        assertThat(Logits.argMax(after)).isEqualTo(best);
        assertThat(after[best]).isEqualTo(before[best]);
        Arrays.sort(before);
        Arrays.sort(after);
        assertThat(after).isEqualTo(before);
      }
    }
  }

  @Test
  void dealsTheOtherClassesOutByOnePermutationPerAnswer() {
    Set<String> orders = new TreeSet<>();
    for (int seed = 0; seed < 40; seed++) {
      Array permuted = answers(new Seed(seed), Teacher.LOGITS);
      orders.add(Arrays.toString(permuted.row(0)));
      // Rows 0 and 2 have the same answer: what was 1, 2, 3, 4 in one was 4, 3, 2, 1 in the other.
      for (int c = 1; c < CLASSES; c++) {
        assertThat(permuted.row(0)[c] + permuted.row(2)[c]).isEqualTo(5);
      }
    }

    assertThat(orders).hasSizeGreaterThan(10);
  }

  @Test
  void passesLayersThrough() {
    assertThat(answers(new Seed(1), "pooled").values()).isEqualTo(LOGITS.values());
  }
}
