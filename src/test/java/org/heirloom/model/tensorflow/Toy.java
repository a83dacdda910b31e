package org.heirloom.model.tensorflow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.image.Pixels;
import org.heirloom.model.Array;
import org.heirloom.model.LabelledImages;
import org.heirloom.model.ModelSpec;
import org.heirloom.store.Checkpoints;
import org.heirloom.study.Jpeg;
import org.heirloom.study.Study;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** Small things that tests of training share. */
public final class Toy {
  private Toy() {}

  /** Images of 8×8 whose class is the brighter channel, under noise. */
  public static LabelledImages images(int n, long seed) {
    List<Pixels> pixels = new ArrayList<>();
    int[] labels = new int[n];
    RandomStream random = new Seed(seed).stream();
    for (int i = 0; i < n; i++) {
      labels[i] = random.nextInt(3);
      byte[] bytes = new byte[8 * 8 * 3];
      for (int p = 0; p < bytes.length; p++) {
        double value = 100 + (p % 3 == labels[i] ? 25 : 0) + 40 * random.nextGaussian();
        bytes[p] = (byte) Math.max(0, Math.min(255, (int) value));
      }
      pixels.add(new Pixels(8, 8, 3, bytes));
    }
    return new LabelledImages(pixels, labels);
  }

  /** The images as networks take them: in [0, 1]. */
  public static Array unit(LabelledImages images) {
    return Array.ofImages(images.pixels());
  }

  /** Progress of a training that dies once more than a share of it is done. */
  static DoubleConsumer killedAfter(double share) {
    return done -> {
      if (done > share) {
        throw new IllegalStateException("killed");
      }
    };
  }

  /** A recipe of {@code samples} images. */
  public static Study.Training recipe(int samples, String optimizer) {
    double rate = optimizer.equals("adam") ? 0.003 : 0.05;
    return new Study.Training(
        samples, 16, optimizer, rate, 0.9, 5e-4, "cosine", 0.05, 1, true, Jpeg.Augmentation.NONE);
  }

  /** A narrow ResNet-8 for the toy images. */
  public static ModelSpec spec() {
    List<Float> mean = List.of(.4f, .4f, .4f);
    List<Float> deviation = List.of(.2f, .2f, .2f);
    return new ModelSpec("resnet-8", 4, "mean", 8, 3, 3, List.of(), mean, deviation, 0, 0);
  }

  /** Checkpoints that remember nothing. */
  public static Checkpoints noCheckpoints() {
    return new Checkpoints() {
      @Override
      public Optional<Saved> latest() {
        return Optional.empty();
      }

      @Override
      public void save(long step, Consumer<Path> fill) {}

      @Override
      public void close() {}
    };
  }

  /** One step on labels alone. */
  static float step(Learner learner, TUint8 pixels, TInt32 labels, Learner.Moment moment) {
    try (TInt32 positions = Tensors.ints(new int[Math.toIntExact(pixels.shape().get(0))])) {
      return learner.step(new Learner.Feed(pixels, labels, positions, null, Map.of(), moment));
    }
  }
}
