package org.heirloom.model.tensorflow;

import java.util.List;
import org.heirloom.image.Pixels;
import org.heirloom.model.ModelSpec;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** Images on their way into a graph. */
final class Images {
  private Images() {}

  /** {@code [n, height, width, channels]} with n open. */
  static Shape shape(ModelSpec spec) {
    return Shape.of(-1, spec.sizePixels(), spec.sizePixels(), spec.channels());
  }

  /** From 0..255 to [0, 1]. */
  static Operand<TFloat32> toUnit(Ops tf, Operand<TUint8> pixels) {
    return tf.math.div(tf.dtypes.cast(pixels, TFloat32.class), tf.constant(255f));
  }

  /** Copies images of one size into one tensor; close it. */
  static TUint8 tensor(List<Pixels> images) {
    Pixels first = images.get(0);
    int size = first.bytes().length;
    byte[] all = new byte[images.size() * size];
    for (int i = 0; i < images.size(); i++) {
      System.arraycopy(images.get(i).bytes(), 0, all, i * size, size);
    }
    return Tensors.bytes(all, images.size(), first.height(), first.width(), first.channels());
  }
}
