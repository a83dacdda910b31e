package org.heirloom.model.tensorflow;

import java.util.Map;
import java.util.Set;
import org.heirloom.Seed;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What a network is trained to make small: a scalar added to its graph. */
@FunctionalInterface
public interface Loss {

  /** What it looks at of the teacher, by name; see {@link Teacher#signals}. */
  default Set<String> wanted() {
    return Set.of();
  }

  /** Whether it looks at {@link Batch#concepts}. */
  default boolean wantsConcepts() {
    return false;
  }

  /**
   * Adds the loss to the graph.
   *
   * @return a scalar, already a mean over the batch
   */
  Operand<TFloat32> apply(Ops tf, Signals signals);

  /**
   * What a loss may look at.
   *
   * @param student the network in training, on the batch
   * @param oneHot labels {@code [n, classes]}; a row of zeros where an example has no label
   * @param teacher what the loss wants of the teacher on the same augmented images, by name, the
   *     batch first; placeholders, so no gradient reaches the teacher
   * @param batch what else is known of the batch
   * @param extras variables beside the network
   */
  record Signals(
      Network student,
      Operand<TFloat32> oneHot,
      Map<String, Operand<TFloat32>> teacher,
      Batch batch,
      Extras extras) {

    /** The same, with extras named below {@code name}: for one term of several. */
    public Signals beside(String name) {
      return new Signals(student, oneHot, teacher, batch, extras.in(name));
    }

    /** {@code [n, classes]}. */
    public Operand<TFloat32> teacherLogits() {
      return teacher.get(Teacher.LOGITS);
    }
  }

  /**
   * A batch and where the training stands.
   *
   * @param index position of each example in the training set, {@code [n]}
   * @param concepts which concepts each example shows, {@code [n, concepts]}, 0 or 1; null where
   *     the training set does not say
   * @param step number of the step, from 0, scalar
   * @param progress share of the steps that are done, scalar in [0, 1)
   * @param set the training set
   */
  record Batch(
      Operand<TInt32> index,
      Operand<TFloat32> concepts,
      Operand<TInt32> step,
      Operand<TFloat32> progress,
      TrainingSet set) {}

  /**
   * The training set as a loss may know it.
   *
   * @param labels of all examples by position; -1 where an example has none
   * @param seed for what the loss draws by chance
   */
  record TrainingSet(int[] labels, Seed seed) {}
}
