package org.heirloom.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.data.Example;
import org.heirloom.image.Pixels;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.heirloom.probe.Activations;
import org.heirloom.probe.CavClassifiers;
import org.heirloom.probe.CkaProbe;
import org.heirloom.probe.InformationProbe;
import org.heirloom.probe.InformationSettings;
import org.heirloom.probe.LinearProbes;
import org.heirloom.probe.Representations;
import org.heirloom.probe.Seen;
import org.heirloom.probe.Tcav;
import org.heirloom.probe.TcavInput;
import org.heirloom.probe.TcavSettings;

/**
 * Time of TCAV, CKA, linear probes and information on one layer at a study's default settings,
 * divided by the time of the forward and backward passes that they need.
 */
public final class ProbeOverheadBench {
  private static final String LAYER = "stage3";
  private static final int CONCEPTS = 4;
  private static final int CONCEPT = 200;
  private static final int POOL = 1200;
  private static final int CLASS = 40;
  private static final int PROBE = 400;
  private static final int ROUNDS = 4;

  private ProbeOverheadBench() {}

  public static void main(String[] arguments) {
    TensorFlowRuntime.start(2);
    StoredModel model = BenchModels.untrained("resnet-20");
    List<Double> ratios = new ArrayList<>();
    try (Activations network = open(model);
        Activations teacher = open(model)) {
      for (int round = 0; round < ROUNDS; round++) {
        long start = System.nanoTime();
        Passes passes = passes(network, teacher);
        long passed = System.nanoTime();
        ask(passes);
        long asked = System.nanoTime();
        ratios.add((asked - start) / (double) (passed - start));
      }
    }
    System.out.printf(
        "probe-overhead %.3f   TCAV, CKA, linear probes and information on one layer / their forward and backward"
            + " passes (ResNet-20, 32×32, defaults; at most 1.3)%n",
        BenchModels.median(ratios.subList(1, ROUNDS)));
  }

  private static Activations open(StoredModel model) {
    return new Activations(model::apply, List.of(LAYER), BenchModels.SIZE, BenchModels.SIZE, 3);
  }

  /** All that networks are asked. */
  private record Passes(
      Map<String, Representations> concepts,
      Representations pool,
      Map<String, Representations> classes,
      Activations.Forward probe,
      Activations.Forward teacher) {}

  private static Passes passes(Activations network, Activations teacher) {
    Map<String, Representations> concepts = new LinkedHashMap<>();
    for (int c = 0; c < CONCEPTS; c++) {
      concepts.put("concept" + c, forward(network, "c" + c + "-", CONCEPT).pooled());
    }
    Map<String, Representations> classes = new LinkedHashMap<>();
    for (int k = 0; k < BenchModels.CLASSES; k++) {
      int[] chosen = new int[CLASS];
      Arrays.fill(chosen, k);
      classes.put(
          "class" + k,
          network.gradients(BenchModels.ids("k", CLASS), BenchModels.images(CLASS, k), chosen));
    }
    return new Passes(
        concepts,
        forward(network, "pool", POOL).pooled(),
        classes,
        forward(network, "probe", PROBE),
        forward(teacher, "probe", PROBE));
  }

  private static Activations.Forward forward(Activations network, String prefix, int n) {
    return network.forward(BenchModels.ids(prefix, n), BenchModels.images(n, prefix.hashCode()));
  }

  private static void ask(Passes passes) {
    Tcav.findings(
        new TcavInput(List.of(LAYER), passes.pool(), passes.concepts(), passes.classes()),
        new TcavSettings(10, 39, CavClassifiers.named("logistic"), .01, .3, .95, new Seed(5)));
    Seen seen = seen(passes.probe());
    CkaProbe cka = new CkaProbe(List.of(LAYER), PROBE, 256, .95);
    cka.see(0, seen, Optional.of(seen(passes.teacher())));
    cka.findings();
    LinearProbes linear =
        new LinearProbes(
            new LinearProbes.Settings(List.of(LAYER), 20_000, .3, .01, .05, new Seed(6)),
            List.of(0, 1, 2, 3).stream()
                .map(
                    c ->
                        new LinearProbes.Label(
                            "concept" + c, e -> (e.label() >> c & 1) == 1, Example::label))
                .toList());
    linear.see(0, seen, Optional.empty());
    linear.findings();
    InformationProbe information =
        new InformationProbe(
            new InformationSettings(
                List.of(LAYER),
                List.of("class", "scale", "rotation", "hue"),
                true,
                20_000,
                200,
                8,
                .05,
                new Seed(7)));
    information.see(0, seen, Optional.empty());
    information.findings();
  }

  private static Seen seen(Activations.Forward forward) {
    List<Example> examples = new ArrayList<>();
    Pixels none = new Pixels(0, 0, 3, new byte[0]);
    RandomStream random = new Seed(8).stream();
    for (String id : forward.pooled().ids()) {
      Map<String, Double> factors =
          Map.of(
              "scale", random.nextDouble(),
              "rotation", random.nextDouble(),
              "hue", (double) random.nextInt(4));
      examples.add(new Example(id, examples.size() * 7 % 16, "all", none, factors, Map.of()));
    }
    Array logits = forward.logits();
    return new Seen(examples, logits, forward.pooled(), Map.of());
  }
}
