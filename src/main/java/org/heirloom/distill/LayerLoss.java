package org.heirloom.distill;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.heirloom.model.tensorflow.Loss;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A loss that is the sum of one term per pair of layers. */
interface LayerLoss extends Loss {

  /** What is compared with what. */
  List<LayerPair> layers();

  /** The term of one pair, a scalar. */
  Operand<TFloat32> term(Ops tf, Compared compared);

  /**
   * A pair of layers in a graph, the batch first.
   *
   * @param names of the layers
   * @param signals of which they are; its extras are this term's own
   */
  record Compared(
      LayerPair names,
      Operand<TFloat32> student,
      Operand<TFloat32> teacher,
      Loss.Signals signals) {}

  @Override
  default Set<String> wanted() {
    return layers().stream().map(LayerPair::teacher).collect(Collectors.toSet());
  }

  @Override
  default Operand<TFloat32> apply(Ops tf, Signals signals) {
    Operand<TFloat32> total = tf.constant(0f);
    for (int i = 0; i < layers().size(); i++) {
      LayerPair pair = layers().get(i);
      Compared compared =
          new Compared(
              pair, pair.ofStudent(signals), pair.ofTeacher(signals), signals.beside("layer-" + i));
      total = tf.math.add(total, term(tf, compared));
    }
    return total;
  }
}
