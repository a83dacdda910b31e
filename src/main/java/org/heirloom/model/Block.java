package org.heirloom.model;

/** What residual blocks share: names below one name, and the shortcut. */
record Block<T>(Operations<T> operations, String name) {

  T convolution(String part, T input, Window window, int out) {
    return operations.convolutionAndNorm(
        name + "/" + part, input, Kernel.of(window, operations.channels(input), out));
  }

  /** ReLU of x + input, which a 1×1 convolution brings to x's shape where it has another. */
  T addShortcut(T x, T input, int stride) {
    int channels = operations.channels(x);
    T shortcut =
        operations.channels(input) == channels && stride == 1
            ? input
            : convolution("shortcut", input, Window.padded(1, stride), channels);
    return operations.activate(operations.add(x, shortcut), Activation.RELU);
  }
}
