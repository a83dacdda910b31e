package org.heirloom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.heirloom.beam.ClusterFixture;
import org.heirloom.chain.TinyStudy;
import org.heirloom.stage.ProgressListener;
import org.heirloom.stage.RunOptions;
import org.heirloom.stage.StageOutcome;

/**
 * Time of the stage distill, of six equal replicates, on one TaskManager of a real cluster divided
 * by its time on two, with one TensorFlow thread each; the median of rounds by turns.
 */
public final class ClusterBench {
  private static final int ROUNDS = 3;
  private static final String STAGE = "distill";
  private static final String[] STUDY = {
    "compute.threads=1", "distill.replicates=6", "distill.training.samples=24000"
  };

  private ClusterBench() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("heirloom-cluster-bench");
    try (ClusterFixture cluster = ClusterFixture.start(folder.resolve("cluster"))) {
      Set<String> inputs = Set.of("examples", "sample", "teach");
      run(folder, cluster, new RunOptions(2, inputs, Set.of()));
      seconds(folder, cluster, 2);
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        double one = seconds(folder, cluster, 1);
        double two = seconds(folder, cluster, 2);
        ratios.add(one / two);
        System.err.printf("round %d: %.1f s on one, %.1f s on two%n", round + 1, one, two);
      }
      ratios.sort(Comparator.naturalOrder());
      System.out.printf(
          "cluster-speed-up %.2f   time of six equal units on one worker / on two, one TensorFlow"
              + " thread each (%.2f to %.2f)%n",
          ratios.get(ROUNDS / 2), ratios.get(0), ratios.get(ROUNDS - 1));
    } finally {
      delete(folder);
    }
  }

  private static double seconds(Path folder, ClusterFixture cluster, int workers) {
    RunOptions options = new RunOptions(workers, Set.of(STAGE), Set.of(STAGE));
    return run(folder, cluster, options).get(0).elapsed().toMillis() / 1000.0;
  }

  private static List<StageOutcome> run(Path folder, ClusterFixture cluster, RunOptions options) {
    String store = folder.resolve("store").toString();
    return TinyStudy.run(store, cluster.spread(), options, ProgressListener.SILENT, STUDY);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
