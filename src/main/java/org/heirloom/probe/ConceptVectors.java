package org.heirloom.probe;

import java.util.List;
import org.heirloom.probe.TcavFinding.VectorQuality;
import org.heirloom.stats.Counts;

/**
 * The vectors of one concept at one layer, one per random set.
 *
 * @param layer name
 * @param concept name
 * @param cavs as the classifier finds them
 * @param differences differences of means of the same images, of unit length: a check
 */
record ConceptVectors(String layer, String concept, List<Cav> cavs, List<double[]> differences) {

  static ConceptVectors of(
      String layer, String concept, LayerRows rows, List<Draw> draws, TcavSettings settings) {
    return new ConceptVectors(
        layer,
        concept,
        draws.parallelStream().map(draw -> settings.fit(rows, draw)).toList(),
        draws.parallelStream().map(draw -> Cav.meanDifference(rows, draw)).toList());
  }

  double[][] directions() {
    return cavs.stream().map(Cav::direction).toArray(double[][]::new);
  }

  /** All NaN where a vector is none, because the layer is constant. */
  VectorQuality quality() {
    int heldOut = cavs.get(0).heldOut();
    if (cavs.stream().anyMatch(cav -> Matrices.norm(cav.direction()) == 0)) {
      return new VectorQuality(Double.NaN, Double.NaN, Double.NaN, heldOut);
    }
    double correct = cavs.stream().mapToDouble(Cav::correct).sum() / cavs.size();
    double p = Counts.binomialP((int) Math.floor(correct), heldOut, 0.5);
    return new VectorQuality(correct / heldOut, p, stability(), heldOut);
  }

  private double stability() {
    double sum = 0;
    int pairs = 0;
    for (int i = 0; i < cavs.size(); i++) {
      for (int j = 0; j < i; j++) {
        sum += Matrices.dot(cavs.get(i).direction(), cavs.get(j).direction());
        pairs++;
      }
    }
    return sum / pairs;
  }

  /** Their mean, as one vector that can be kept and applied. */
  SavedCav mean() {
    double[] sum = new double[cavs.get(0).direction().length];
    double offset = 0;
    for (Cav cav : cavs) {
      Matrices.add(sum, 1, cav.direction());
      offset += cav.plane().offset();
    }
    Plane plane = new Plane(sum, offset).unit();
    VectorQuality quality = quality();
    return new SavedCav(
        layer, concept, plane.weights(), plane.offset(), quality.accuracy(), quality.stability());
  }
}
