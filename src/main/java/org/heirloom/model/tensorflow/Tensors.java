package org.heirloom.model.tensorflow;

import org.heirloom.model.Array;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** Copies between arrays and tensors. The caller closes every tensor it is given. */
final class Tensors {
  private Tensors() {}

  static TFloat32 floats(Array array) {
    return TFloat32.tensorOf(Shape.of(array.shape()), DataBuffers.of(array.values(), true, false));
  }

  static TInt32 ints(Array array) {
    int[] values = new int[array.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.round(array.values()[i]);
    }
    return TInt32.tensorOf(Shape.of(array.shape()), DataBuffers.of(values, true, false));
  }

  static TInt32 ints(int[] values) {
    return TInt32.tensorOf(Shape.of(values.length), DataBuffers.of(values, true, false));
  }

  static TUint8 bytes(byte[] values, long... shape) {
    return TUint8.tensorOf(Shape.of(shape), DataBuffers.of(values, true, false));
  }

  static Array array(Tensor tensor) {
    float[] values = new float[Math.toIntExact(tensor.shape().size())];
    if (tensor instanceof TFloat32 floats) {
      floats.asRawTensor().data().asFloats().read(values);
    } else if (tensor instanceof TInt32 ints) {
      int[] whole = new int[values.length];
      ints.asRawTensor().data().asInts().read(whole);
      for (int i = 0; i < whole.length; i++) {
        values[i] = whole[i];
      }
    } else {
      throw new IllegalArgumentException(
          "outputs must be float32 or int32, got " + tensor.dataType());
    }
    return new Array(values, tensor.shape().asArray());
  }
}
