package org.heirloom.model.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.heirloom.model.Array;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class ProgramTest {

  @org.junit.jupiter.api.BeforeAll
  static void start() {
    TensorFlowRuntime.start(2);
  }

  @Test
  void computesWhatTheGraphSays() {
    try (Program program =
        Program.build(
            tf -> {
              Placeholder<TFloat32> x =
                  tf.withName("x").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 2)));
              return Map.of("double", tf.math.mul(x, tf.constant(2f)));
            })) {
      Array doubled =
          program.run(Map.of("x", new Array(new float[] {1, 2, 3, 4}, 2, 2))).get("double");

      assertThat(doubled.values()).containsExactly(2, 4, 6, 8);
      assertThat(doubled.shape()).containsExactly(2, 2);
    }
  }
}
