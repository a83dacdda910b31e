package org.heirloom.probe;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.heirloom.metrics.Measured;

/** {@link Cka} of a network and its teacher over examples that pass by: holds one batch of them. */
public final class CkaProbe implements Probe {
  private final List<String> layers;
  private final double confidence;
  private final int[] borders;
  private final Cka cka;
  private final List<Representations> network = new ArrayList<>();
  private final List<Representations> teacher = new ArrayList<>();
  private int seen;
  private int batch;

  /**
   * Compares layer by layer.
   *
   * @param layers of both networks
   * @param examples how many will pass by
   * @param batchSize about how many make a batch
   * @throws org.heirloom.DataException if there are too few examples for any
   */
  public CkaProbe(List<String> layers, int examples, int batchSize, double confidence) {
    this.layers = List.copyOf(layers);
    this.confidence = confidence;
    this.borders = Cka.borders(examples, batchSize);
    this.cka = new Cka(layers, layers);
  }

  @Override
  public Set<String> layers() {
    return new LinkedHashSet<>(layers);
  }

  @Override
  public boolean wantsTeacher() {
    return true;
  }

  @Override
  public void see(int pass, Seen shown, Optional<Seen> teachers) {
    Representations own = shown.pooled();
    Representations other = teachers.orElseThrow().pooled();
    int from = 0;
    while (from < shown.size()) {
      int to = Math.min(shown.size(), from + borders[batch + 1] - seen);
      network.add(own.between(from, to));
      teacher.add(other.between(from, to));
      seen += to - from;
      from = to;
      if (seen == borders[batch + 1]) {
        cka.add(Representations.concat(teacher), Representations.concat(network));
        network.clear();
        teacher.clear();
        batch++;
      }
    }
  }

  @Override
  public List<Measured> findings() {
    return cka.similarities(confidence).stream().map(Cka.Similarity::measured).toList();
  }
}
