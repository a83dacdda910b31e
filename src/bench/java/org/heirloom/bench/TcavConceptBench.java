package org.heirloom.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.Seed;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.heirloom.probe.Activations;
import org.heirloom.probe.CavClassifiers;
import org.heirloom.probe.Representations;
import org.heirloom.probe.Tcav;
import org.heirloom.probe.TcavInput;
import org.heirloom.probe.TcavSettings;

/**
 * Time of TCAV of 20 concepts against 50 random sets each, divided by that of one concept:
 * activations of their images and their vectors, and what all concepts share (random images,
 * gradients of every class, chance).
 */
public final class TcavConceptBench {
  private static final List<String> LAYERS = List.of("stage3");
  private static final int CONCEPT = 50;
  private static final int POOL = 200;
  private static final int CLASS = 40;
  private static final int CONCEPTS = 20;
  private static final int SETS = 50;
  private static final int ROUNDS = 3;

  private TcavConceptBench() {}

  public static void main(String[] arguments) {
    TensorFlowRuntime.start(2);
    StoredModel model = BenchModels.untrained("resnet-20");
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      double one = seconds(model, 1);
      ratios.add(seconds(model, CONCEPTS) / one);
    }
    System.out.printf(
        "tcav-concepts %.3f   time of 20 concepts / time of one, 50 random sets each (ResNet-20, 32×32,"
            + " 8 classes, 1 layer; at most 2)%n",
        BenchModels.median(ratios.subList(1, ROUNDS)));
  }

  private static double seconds(StoredModel model, int concepts) {
    long start = System.nanoTime();
    try (Activations network =
        new Activations(model::apply, LAYERS, BenchModels.SIZE, BenchModels.SIZE, 3)) {
      Map<String, Representations> shown = new LinkedHashMap<>();
      for (int c = 0; c < concepts; c++) {
        shown.put("concept" + c, pooled(network, "c" + c + "-", CONCEPT));
      }
      Map<String, Representations> classes = new LinkedHashMap<>();
      for (int k = 0; k < BenchModels.CLASSES; k++) {
        int[] chosen = new int[CLASS];
        java.util.Arrays.fill(chosen, k);
        classes.put(
            "class" + k,
            network.gradients(BenchModels.ids("k", CLASS), BenchModels.images(CLASS, k), chosen));
      }
      Tcav.findings(
          new TcavInput(LAYERS, pooled(network, "pool", POOL), shown, classes),
          new TcavSettings(SETS, 39, CavClassifiers.named("logistic"), .01, .3, .95, new Seed(5)));
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static Representations pooled(Activations network, String prefix, int n) {
    return network
        .forward(BenchModels.ids(prefix, n), BenchModels.images(n, prefix.hashCode()))
        .pooled();
  }
}
