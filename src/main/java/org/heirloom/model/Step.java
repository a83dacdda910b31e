package org.heirloom.model;

/** One step of an architecture, from features to features. Names are those of its weights. */
public sealed interface Step {

  /** Adds the step behind {@code input} in a network of that width. */
  <T> T draw(Operations<T> operations, int width, T input);

  /** Convolution, batch normalisation, activation. */
  record Convolution(String name, Window window, Channels out, Activation activation)
      implements Step {
    @Override
    public <T> T draw(Operations<T> operations, int width, T input) {
      Kernel kernel = Kernel.of(window, operations.channels(input), out.of(width));
      return operations.activate(operations.convolutionAndNorm(name, input, kernel), activation);
    }
  }

  /** Convolution alone, without bias. */
  record BareConvolution(String name, Window window, Channels out) implements Step {
    @Override
    public <T> T draw(Operations<T> operations, int width, T input) {
      return operations.convolution(
          name, input, Kernel.of(window, operations.channels(input), out.of(width)));
    }
  }

  /** Batch normalisation, ReLU. */
  record NormAndRelu(String name) implements Step {
    @Override
    public <T> T draw(Operations<T> operations, int width, T input) {
      return operations.activate(operations.norm(name, input), Activation.RELU);
    }
  }

  /** Largest value of each channel in a window. */
  record MaxPool(Window window) implements Step {
    @Override
    public <T> T draw(Operations<T> operations, int width, T input) {
      return operations.maxPool(input, window);
    }
  }

  /** Gives the features here a name by which they can be asked for. */
  record Layer(String name) implements Step {
    @Override
    public <T> T draw(Operations<T> operations, int width, T input) {
      return input;
    }
  }

  /**
   * Residual block of two 3×3 convolutions (He et al. 2016). Where it changes the shape, the
   * shortcut is a 1×1 convolution with batch normalisation.
   */
  record BasicBlock(String name, Channels out, int stride) implements Step {
    @Override
    public <T> T draw(Operations<T> operations, int width, T input) {
      Block<T> block = new Block<>(operations, name);
      int channels = out.of(width);
      T x = block.convolution("conv1", input, Window.padded(3, stride), channels);
      x = operations.activate(x, Activation.RELU);
      x = block.convolution("conv2", x, Window.padded(3, 1), channels);
      return block.addShortcut(x, input, stride);
    }
  }

  /**
   * Residual block of 1×1, 3×3 and 1×1 convolutions, of which the last has four times the channels
   * (He et al. 2016); the stride is in the middle.
   */
  record Bottleneck(String name, Channels inner, int stride) implements Step {
    private static final int EXPANSION = 4;

    @Override
    public <T> T draw(Operations<T> operations, int width, T input) {
      Block<T> block = new Block<>(operations, name);
      int channels = inner.of(width);
      T x = block.convolution("conv1", input, Window.padded(1, 1), channels);
      x = operations.activate(x, Activation.RELU);
      x = block.convolution("conv2", x, Window.padded(3, stride), channels);
      x = operations.activate(x, Activation.RELU);
      x = block.convolution("conv3", x, Window.padded(1, 1), EXPANSION * channels);
      return block.addShortcut(x, input, stride);
    }
  }

  /**
   * Residual block that normalises before it convolves (He et al. 2016, Identity Mappings), as wide
   * residual networks have it. Where it changes the shape, the shortcut is a 1×1 convolution of the
   * normalised input.
   */
  record PreActivationBlock(String name, Channels out, int stride) implements Step {
    @Override
    public <T> T draw(Operations<T> operations, int width, T input) {
      Block<T> block = new Block<>(operations, name);
      int channels = out.of(width);
      T normed = operations.activate(operations.norm(name + "/norm1", input), Activation.RELU);
      T x = block.convolution("conv1", normed, Window.padded(3, stride), channels);
      x = operations.activate(x, Activation.RELU);
      x =
          operations.convolution(
              name + "/conv2", x, Kernel.of(Window.padded(3, 1), channels, channels));
      if (operations.channels(input) == channels && stride == 1) {
        return operations.add(x, input);
      }
      Kernel kernel = Kernel.of(Window.padded(1, stride), operations.channels(input), channels);
      return operations.add(x, operations.convolution(name + "/shortcut", normed, kernel));
    }
  }

  /**
   * Attention over channels, then over positions (CBAM, Woo et al. 2018), added to what it attends
   * to: {@code x + x · channels · positions}. Theirs stands inside residual blocks, before the sum;
   * ours stands behind a stage.
   *
   * @param stage that it stands behind
   */
  record Attention(String stage) implements Step {
    private static final int REDUCTION = 8;
    private static final int LEAST_HIDDEN = 4;
    private static final Window WINDOW = Window.padded(7, 1);

    @Override
    public <T> T draw(Operations<T> operations, int width, T input) {
      int hidden = Math.max(LEAST_HIDDEN, operations.channels(input) / REDUCTION);
      T attended = operations.gated(input, operations.channelGate(stage, input, hidden));
      T positions = operations.positionGate(stage, attended, WINDOW);
      return operations.add(input, operations.gated(attended, positions));
    }
  }

  /**
   * Inverted residual (Sandler et al. 2018): 1×1 convolution that expands, depthwise 3×3, linear
   * 1×1 that narrows; added to the input where the shape stays.
   *
   * @param expansion channels inside, as a multiple of the input's
   */
  record InvertedResidual(String name, Channels out, int stride, int expansion) implements Step {
    @Override
    public <T> T draw(Operations<T> operations, int width, T input) {
      Block<T> block = new Block<>(operations, name);
      int inner = expansion * operations.channels(input);
      T x = block.convolution("expand", input, Window.padded(1, 1), inner);
      x = operations.activate(x, Activation.RELU6);
      Kernel depthwise = Kernel.depthwise(Window.padded(3, stride), inner);
      x = operations.convolutionAndNorm(name + "/spatial", x, depthwise);
      x = operations.activate(x, Activation.RELU6);
      x = block.convolution("project", x, Window.padded(1, 1), out.of(width));
      boolean same = stride == 1 && operations.channels(input) == out.of(width);
      return same ? operations.add(x, input) : x;
    }
  }
}
