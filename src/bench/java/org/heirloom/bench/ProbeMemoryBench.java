package org.heirloom.bench;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.data.Example;
import org.heirloom.image.Pixels;
import org.heirloom.model.Array;
import org.heirloom.probe.CkaProbe;
import org.heirloom.probe.Hypothesis;
import org.heirloom.probe.Probe;
import org.heirloom.probe.Representations;
import org.heirloom.probe.RsaProbe;
import org.heirloom.probe.Seen;
import org.heirloom.probe.UnitMeasure;
import org.heirloom.probe.UnitsProbe;

/**
 * Memory that probes hold after ten times as many examples, divided by what they hold after the
 * first: 512 units that pass by, of which nothing may pile up.
 */
public final class ProbeMemoryBench {
  private static final int UNITS = 512;
  private static final int BLOCK = 64;
  private static final int FEW = 320; // blocks: 20,480 examples
  private static final int MANY = 10 * FEW;
  private static final String LAYER = "l";

  private ProbeMemoryBench() {}

  public static void main(String[] arguments) {
    Map<String, IntFunction<Probe>> probes =
        Map.of(
            "cka", n -> new CkaProbe(List.of(LAYER), n, 256, .95),
            "rsa",
                n ->
                    new RsaProbe(
                        new RsaProbe.Settings(
                            List.of(LAYER),
                            1000,
                            19,
                            RsaProbe.Dissimilarity.CORRELATION,
                            new Seed(1))),
            "units",
                n ->
                    new UnitsProbe(
                        new UnitsProbe.Settings(
                            List.of(LAYER),
                            hypotheses(),
                            List.of(UnitMeasure.CORRELATION),
                            .95,
                            0,
                            new Seed(1))));
    probes.keySet().stream()
        .sorted()
        .forEach(
            name -> {
              Probe probe = probes.get(name).apply(MANY * BLOCK);
              show(probe, 0, FEW);
              long few = held(probe);
              show(probe, FEW, MANY);
              System.out.printf(
                  "probe-memory-%s %.2f   memory held after %,d examples / after %,d (%.0f MB; 512"
                      + " units)%n",
                  name, (double) held(probe) / few, MANY * BLOCK, FEW * BLOCK, few / 1e6);
            });
  }

  private static List<Hypothesis> hypotheses() {
    List<Hypothesis> hypotheses = new ArrayList<>();
    for (int h = 0; h < 30; h++) {
      int wanted = h;
      hypotheses.add(new Hypothesis("label " + h, true, e -> e.label() == wanted ? 1 : 0));
    }
    return hypotheses;
  }

  private static void show(Probe probe, int from, int to) {
    for (int block = from; block < to; block++) {
      Seen seen = seen(block, 1);
      probe.see(0, seen, probe.wantsTeacher() ? Optional.of(seen(block, 2)) : Optional.empty());
    }
  }

  private static Seen seen(int block, long seed) {
    RandomStream random = new Seed(seed).child(block).stream();
    double[][] rows = new double[BLOCK][UNITS];
    List<Example> examples = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < BLOCK; i++) {
      for (int u = 0; u < UNITS; u++) {
        rows[i][u] = random.nextDouble();
      }
      String id = "e" + (block * BLOCK + i);
      ids.add(id);
      examples.add(
          new Example(id, i % 30, "all", new Pixels(1, 1, 3, new byte[3]), Map.of(), Map.of()));
    }
    return new Seen(
        examples,
        new Array(new float[BLOCK], BLOCK, 1),
        new Representations(ids, Map.of(LAYER, rows)),
        Map.of());
  }

  /** Bytes in use while the probe is reachable. */
  private static long held(Probe probe) {
    try {
      for (int i = 0; i < 3; i++) {
        System.gc();
      }
      Runtime runtime = Runtime.getRuntime();
      return runtime.totalMemory() - runtime.freeMemory();
    } finally {
      Reference.reachabilityFence(probe);
    }
  }
}
