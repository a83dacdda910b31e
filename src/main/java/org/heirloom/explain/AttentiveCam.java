package org.heirloom.explain;

import java.util.List;
import java.util.Map;
import org.heirloom.model.tensorflow.Network;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceMin;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;

/**
 * The attentive surrogate without its explanation network: where its student's class activation is,
 * weighted by what the student attends to on all levels.
 *
 * <pre>E₀ = minmax(enlarge(ReLU(Σ_k w_ck F_k)) · Σ_l enlarge(A_l))</pre>
 *
 * <p>F are the last stage's features, w_c the classifier's row of the class, A_l the position gates
 * of the stages, in (0, 1). Shows what the explanation network adds. An ablation of our own; a map
 * that is the same everywhere becomes zeros, and is flagged as empty.
 */
final class AttentiveCam extends SurrogateExplainer {
  static final String NAME = "attentive-cam";

  /** Far below any difference of activations that means anything. */
  private static final float TINY = 1e-20f;

  AttentiveCam(Explainers.Setting setting) {
    super(
        NAME,
        setting,
        (tf, surrogate, student, classes) ->
            maps(
                tf,
                student,
                AttentiveSurrogate.classRows(tf, surrogate.student(), classes),
                setting));
  }

  private static Operand<TFloat32> maps(
      Ops tf, Network student, Operand<TFloat32> rows, Explainers.Setting setting) {
    List<Map.Entry<String, Operand<TFloat32>>> levels = ExplanationNetwork.levels(student);
    Operand<TFloat32> last = levels.get(levels.size() - 1).getValue();
    Operand<TFloat32> weights =
        tf.reshape(rows, tf.array(-1, 1, 1, Math.toIntExact(last.shape().get(3))));
    Operand<TFloat32> activation =
        tf.nn.relu(tf.reduceSum(tf.math.mul(last, weights), tf.constant(3)));
    Operand<TFloat32> attention =
        student.attention().values().stream()
            .map(gate -> tf.squeeze(gate, Squeeze.axis(List.of(3L))))
            .<Operand<TFloat32>>map(gate -> GradCam.enlarged(tf, gate, setting))
            .reduce(tf.math::add)
            .orElseThrow();
    return minmax(tf, tf.math.mul(GradCam.enlarged(tf, activation, setting), attention));
  }

  private static Operand<TFloat32> minmax(Ops tf, Operand<TFloat32> maps) {
    Operand<TFloat32> least = tf.reduceMin(maps, tf.array(1, 2), ReduceMin.keepDims(true));
    Operand<TFloat32> greatest = tf.reduceMax(maps, tf.array(1, 2), ReduceMax.keepDims(true));
    Operand<TFloat32> range = tf.math.maximum(tf.math.sub(greatest, least), tf.constant(TINY));
    return tf.math.div(tf.math.sub(maps, least), range);
  }
}
