package org.heirloom.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.data.Example;
import org.heirloom.data.PixelConcept.Category;
import org.heirloom.image.Pixels;
import org.heirloom.metrics.Measured;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.heirloom.probe.Activations;
import org.heirloom.probe.Dissection;
import org.heirloom.probe.DissectionSettings;
import org.heirloom.probe.Inspection;
import org.heirloom.probe.Probe;
import org.heirloom.probe.Seen;

/**
 * Time that dissection adds to two forward passes over the examples, divided by the time of these:
 * 512 units and 30 concepts, all of them in every image, at both quantiles.
 */
public final class DissectionBench {
  private static final String LAYER = "stage3";
  private static final int EXAMPLES = 128;
  private static final int CONCEPTS = 30;
  private static final int ROUNDS = 4;

  private DissectionBench() {}

  public static void main(String[] arguments) {
    TensorFlowRuntime.start(2);
    StoredModel model = BenchModels.untrained("resnet-8", 128);
    List<Example> examples = examples();
    for (int permutations : new int[] {0, 5}) {
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        double forward = seconds(model, examples, new Idle());
        double dissected = seconds(model, examples, new Dissection(settings(permutations)));
        ratios.add((dissected - forward) / forward);
      }
      System.out.printf(
          "dissection-%d-permutations %.3f   time that dissection adds / time of two forward passes"
              + " (ResNet-8 of width 128, 32×32, 512 units, 30 concepts; at most 0.5)%n",
          permutations, BenchModels.median(ratios.subList(1, ROUNDS)));
    }
  }

  private static DissectionSettings settings(int permutations) {
    return new DissectionSettings(
        List.of(LAYER),
        0.005,
        true,
        0.04,
        true,
        Set.of(Category.OBJECT),
        Set.of(),
        permutations,
        new Seed(1));
  }

  private static double seconds(StoredModel model, List<Example> examples, Probe probe) {
    try (Activations network =
        new Activations(
            model::apply, Set.of(), Set.of(LAYER), BenchModels.SIZE, BenchModels.SIZE, 3)) {
      Inspection inspection =
          new Inspection(examples::forEach, examples.size(), network, Optional.empty());
      long start = System.nanoTime();
      inspection.run(List.of(probe), done -> {});
      probe.findings();
      return (System.nanoTime() - start) / 1e9;
    }
  }

  /** Rectangles of a twentieth of the image on the median. */
  private static List<Example> examples() {
    List<Pixels> images = BenchModels.labelled(EXAMPLES, 4).pixels();
    RandomStream random = new Seed(9).stream();
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < EXAMPLES; i++) {
      Map<String, byte[]> masks = new TreeMap<>();
      for (int c = 0; c < CONCEPTS; c++) {
        byte[] mask = new byte[BenchModels.SIZE * BenchModels.SIZE];
        int top = random.nextInt(20);
        int left = random.nextInt(20);
        int side = 5 + random.nextInt(6);
        for (int pixel = 0; pixel < side * side; pixel++) {
          mask[(top + pixel / side) * BenchModels.SIZE + left + pixel % side] = 1;
        }
        masks.put("object/c" + c, mask);
      }
      examples.add(new Example("e" + i, 0, "all", images.get(i), Map.of(), masks));
    }
    return examples;
  }

  /** Looks at all that dissection looks at, and does nothing. */
  private static final class Idle implements Probe {
    @Override
    public Set<String> maps() {
      return Set.of(LAYER);
    }

    @Override
    public int passes() {
      return 2;
    }

    @Override
    public void see(int pass, Seen network, Optional<Seen> teacher) {}

    @Override
    public List<Measured> findings() {
      return List.of();
    }
  }
}
