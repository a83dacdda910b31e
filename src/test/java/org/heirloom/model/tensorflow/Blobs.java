package org.heirloom.model.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.image.Pixels;
import org.heirloom.model.LabelledImages;
import org.heirloom.model.VaeSpec;
import org.heirloom.study.Jpeg;
import org.heirloom.study.Study;

/** Images of one soft blob each, of which few numbers tell everything, and what learns them. */
public final class Blobs {
  /** Side of the images in pixels. */
  public static final int SIZE = 12;

  private Blobs() {}

  /** Blobs at random places in random shades; the class is whether it lies to the right. */
  public static LabelledImages images(int n, long seed) {
    List<Pixels> pixels = new ArrayList<>();
    int[] labels = new int[n];
    RandomStream random = new Seed(seed).stream();
    for (int i = 0; i < n; i++) {
      double x = random.nextDouble(2, SIZE - 3);
      double y = random.nextDouble(2, SIZE - 3);
      double[] colour = {random.nextDouble(), random.nextDouble(), random.nextDouble()};
      labels[i] = x > (SIZE - 1) / 2.0 ? 1 : 0;
      pixels.add(blob(x, y, colour));
    }
    return new LabelledImages(pixels, labels);
  }

  private static Pixels blob(double x, double y, double[] colour) {
    byte[] bytes = new byte[SIZE * SIZE * 3];
    for (int p = 0; p < bytes.length; p++) {
      int column = p / 3 % SIZE;
      int row = p / 3 / SIZE;
      double right = column - x;
      double down = row - y;
      double light = Math.exp(-(right * right + down * down) / 8);
      bytes[p] = (byte) (int) (255 * (0.1 + 0.85 * light * colour[p % 3]));
    }
    return new Pixels(SIZE, SIZE, 3, bytes);
  }

  /** A small autoencoder for them. */
  public static VaeSpec spec() {
    return new VaeSpec(SIZE, 3, 6, 8);
  }

  /** A training of it. */
  public static VaeTraining.Task task(int samples) {
    Study.Training recipe =
        new Study.Training(
            samples, 32, "adam", 0.003, 0, 0, "constant", 0, 0, false, Jpeg.Augmentation.NONE);
    return new VaeTraining.Task(
        spec(),
        recipe,
        new VaeTraining.Divergence(1, 0.2, 5),
        new Seed(5),
        images(512, 1),
        images(96, 2));
  }
}
