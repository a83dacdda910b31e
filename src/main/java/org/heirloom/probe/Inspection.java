package org.heirloom.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.heirloom.data.Example;
import org.heirloom.model.Array;

/**
 * Shows examples to a network, and what its layers answer to all probes: one forward pass per pass
 * over the examples, however many probes there are.
 *
 * <p>Holds one block of examples at a time. The idea of asking many hypotheses of many units in one
 * query, and of stopping where no answer would change, is that of deep neural inspection.
 *
 * @param examples streams them, in the same order every time
 * @param count how many there are
 * @param network whose layers are asked
 * @param teacher its teacher, if there is one to look into; the same layers are asked of it
 * @see <a href="https://arxiv.org/abs/1808.04486">Sellam et al. (2019), DeepBase</a>
 */
public record Inspection(
    Consumer<Consumer<Example>> examples,
    int count,
    Activations network,
    Optional<Activations> teacher) {

  /**
   * Runs all passes.
   *
   * @param progress takes the fraction done, in [0, 1]
   */
  public void run(List<? extends Probe> probes, DoubleConsumer progress) {
    int passes = probes.stream().mapToInt(Probe::passes).max().orElse(0);
    for (int pass = 0; pass < passes; pass++) {
      int current = pass;
      List<? extends Probe> asking = probes.stream().filter(p -> p.passes() > current).toList();
      Pass run = new Pass(pass, passes, asking, progress);
      examples.accept(run);
      run.flush();
    }
  }

  /** One pass over the examples. */
  private final class Pass implements Consumer<Example> {
    private final int number;
    private final int passes;
    private final List<? extends Probe> probes;
    private final DoubleConsumer progress;
    private final List<Example> block = new ArrayList<>();
    private long shown;

    Pass(int number, int passes, List<? extends Probe> probes, DoubleConsumer progress) {
      this.number = number;
      this.passes = passes;
      this.probes = probes;
      this.progress = progress;
    }

    @Override
    public void accept(Example example) {
      block.add(example);
      if (block.size() == Activations.BLOCK) {
        flush();
      }
    }

    void flush() {
      if (block.isEmpty()) {
        return;
      }
      List<? extends Probe> asking =
          probes.stream().filter(probe -> !probe.hasSeenEnough(number)).toList();
      if (!asking.isEmpty()) {
        show(List.copyOf(block), asking);
      }
      shown += block.size();
      block.clear();
      progress.accept((number + (double) shown / Math.max(shown, count)) / passes);
    }

    private void show(List<Example> examples, List<? extends Probe> asking) {
      Array images = Array.ofImages(examples.stream().map(Example::pixels).toList());
      Seen seen = seen(network, examples, images);
      boolean both = asking.stream().anyMatch(Probe::wantsTeacher);
      Optional<Seen> teachers =
          both ? teacher.map(looked -> seen(looked, examples, images)) : Optional.empty();
      for (Probe probe : asking) {
        probe.see(number, seen, probe.wantsTeacher() ? teachers : Optional.empty());
      }
    }

    private static Seen seen(Activations looked, List<Example> examples, Array images) {
      Activations.Forward forward =
          looked.forward(examples.stream().map(Example::id).toList(), images);
      return new Seen(examples, forward.logits(), forward.pooled(), forward.maps());
    }
  }
}
