package org.heirloom.model.tensorflow;

import java.util.List;
import org.heirloom.model.Array;
import org.heirloom.model.Precision;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** A variational autoencoder in training: its graph, its variables and its optimiser. */
final class VaeLearner extends TrainedGraph {
  private final Placeholder<TUint8> pixels;
  private final Placeholder<TFloat32> noise;
  private final Placeholder<TFloat32> weight;
  private final Placeholder<TFloat32> rate;
  private final Operand<TFloat32> reconstruction;
  private final Operand<TFloat32> divergence;
  private final Operand<TFloat32> loss;
  private final Op trainStep;
  private final Optimizer optimizer;

  /**
   * What a step or an evaluation is given; tensors stay the caller's to close.
   *
   * @param pixels {@code [n, size, size, channels]}
   * @param noise {@code [n, latent]}
   */
  record Feed(TUint8 pixels, TFloat32 noise) {}

  VaeLearner(VaeTraining.Task task) {
    Ops tf = ops();
    int side = task.spec().sizePixels();
    pixels =
        tf.withName("pixels")
            .placeholder(
                TUint8.class, Placeholder.shape(Shape.of(-1, side, side, task.spec().channels())));
    noise = floats(tf, "noise", Shape.of(-1, task.spec().latent()));
    weight = floats(tf, "weight", Shape.scalar());
    rate = floats(tf, "rate", Shape.scalar());
    VariableLayers layers = new VariableLayers(tf);
    VaeGraph vae = new VaeGraph(layers, task.spec());
    Operand<TFloat32> images = Images.toUnit(tf, pixels);
    VaeGraph.Code code = vae.encode(images);
    reconstruction = VaeGraph.crossEntropy(tf, images, vae.decode(vae.draw(code, noise)));
    divergence = VaeGraph.divergence(tf, code);
    loss = tf.math.mean(tf.math.add(reconstruction, tf.math.mul(divergence, weight)), tf.array(0));
    optimizer = Optimizer.of(task.recipe(), tf, rate);
    trainStep = optimizer.step(loss, layers.trained(), layers, after -> List.of());
    open(tf, layers, optimizer.slots(), Precision.FLOAT32);
  }

  /**
   * One step of training.
   *
   * @param divergenceWeight weight of the divergence in the loss
   * @return the loss before the step
   */
  float step(Feed feed, float divergenceWeight, Learner.Moment moment) {
    try (TFloat32 weightNow = TFloat32.scalarOf(divergenceWeight);
        TFloat32 rateNow = TFloat32.scalarOf((float) optimizer.effectiveRate(moment));
        Result result =
            runner()
                .feed(pixels, feed.pixels())
                .feed(noise, feed.noise())
                .feed(weight, weightNow)
                .feed(rate, rateNow)
                .addTarget(trainStep)
                .fetch(loss)
                .run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  /** Cross-entropy and divergence of each image, in nats. */
  Array[] parts(Feed feed) {
    try (Result result =
        runner()
            .feed(pixels, feed.pixels())
            .feed(noise, feed.noise())
            .fetch(reconstruction)
            .fetch(divergence)
            .run()) {
      return new Array[] {Tensors.array(result.get(0)), Tensors.array(result.get(1))};
    }
  }
}
