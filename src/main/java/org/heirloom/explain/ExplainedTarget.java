package org.heirloom.explain;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.heirloom.local.Target;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.model.tensorflow.Program;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** An explained network as the target of local students. Close it. */
public final class ExplainedTarget implements Target, AutoCloseable {
  private final UnaryOperator<Array> answers;
  private final Runnable closing;

  private ExplainedTarget(UnaryOperator<Array> answers, Runnable closing) {
    this.answers = answers;
    this.closing = closing;
  }

  /** For a network of either kind; a black box stays its owner's. */
  public static ExplainedTarget of(Explained explained, int height, int width, int channels) {
    if (explained instanceof Explained.Answers box) {
      return new ExplainedTarget(box.model()::logits, () -> {});
    }
    Explained.Inside inside = (Explained.Inside) explained;
    NetworkFunction network = inside.network();
    Shape shape = Shape.of(-1, height, width, channels);
    Program program =
        Program.build(
            inside.precision(),
            tf ->
                Map.of(
                    "logits",
                    network
                        .apply(
                            tf,
                            tf.withName("images")
                                .placeholder(TFloat32.class, Placeholder.shape(shape)))
                        .logits()));
    return new ExplainedTarget(
        images -> program.run(Map.of("images", images)).get("logits"), program::close);
  }

  @Override
  public Array block(Array images) {
    return answers.apply(images);
  }

  @Override
  public void close() {
    closing.run();
  }
}
