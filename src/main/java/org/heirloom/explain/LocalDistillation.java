package org.heirloom.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.heirloom.local.Fidelity;
import org.heirloom.local.LocalDistiller;
import org.heirloom.local.LocalStudent;
import org.heirloom.local.Neighbours;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.Vae;
import org.heirloom.stats.Logits;

/**
 * Local distillation: a linear student of pixels is taught what the network answers around the
 * image, and a pixel's value is what it adds to the class's logit there, the weight times the image
 * summed over channels.
 *
 * <p>The fit is that of the class's probability on neighbours that the student has not seen. The
 * Monte-Carlo error is half the difference of the maps of two students, each of every second
 * neighbour.
 *
 * @see <a href="https://doi.org/10.1109/TVCG.2019.2903943">Wang et al. (2019), DeepVID</a>
 */
final class LocalDistillation implements Explainer {
  static final String NAME = "local-distillation";

  private final int neighbours;
  private final int channels;
  private final Vae.Coder coder;
  private final ExplainedTarget target;
  private final LocalDistiller distiller;

  LocalDistillation(Explainers.Setting setting) {
    Explainers.Local local = setting.around(NAME);
    neighbours = local.settings().neighbours();
    channels = setting.channels();
    target =
        ExplainedTarget.of(
            setting.explained(), setting.height(), setting.width(), setting.channels());
    coder = local.vae().open();
    distiller =
        new LocalDistiller(
            coder, target, local.settings(), setting.settings().lime(), setting.seed());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public SaliencyMaps explain(ExplainRequest request) {
    int pixels = request.height() * request.width();
    float[] maps = new float[request.size() * pixels];
    List<Effort> efforts = new ArrayList<>();
    for (int i = 0; i < request.size(); i++) {
      double[] map = map(request, i, efforts);
      for (int p = 0; p < pixels; p++) {
        maps[i * pixels + p] = (float) map[p];
      }
    }
    return SaliencyMaps.of(NAME, request, maps, efforts);
  }

  private double[] map(ExplainRequest request, int index, List<Effort> efforts) {
    String id = request.ids().get(index);
    int label = request.classes()[index];
    Array image = request.image(index);
    Neighbours around = distiller.around(id, image);
    Optional<LocalStudent> student = distiller.explaining(id, around, label);
    double[] map = contributions(student, image, label);
    double[] one = contributions(distiller.explaining(id, around.half(0), label), image, label);
    double[] two = contributions(distiller.explaining(id, around.half(1), label), image, label);
    double squares = 0;
    for (int p = 0; p < map.length; p++) {
      squares += Math.pow((one[p] - two[p]) / 2, 2) / map.length;
    }
    efforts.add(
        new Effort(
            neighbours,
            0,
            OptionalDouble.of(Effort.relative(map, squares)),
            OptionalDouble.of(fit(student, around, label))));
    return map;
  }

  /** What each pixel adds to the class; nothing without a student. */
  private double[] contributions(Optional<LocalStudent> student, Array image, int label) {
    double[] map = new double[image.values().length / channels];
    if (student.isPresent()) {
      double[] values =
          student.get().contributions(distiller.explainedClass(label), image.values());
      for (int i = 0; i < values.length; i++) {
        map[i / channels] += values[i];
      }
    }
    return map;
  }

  private double fit(Optional<LocalStudent> student, Neighbours around, int label) {
    if (student.isEmpty()) {
      return Double.NaN;
    }
    double[][] said = student.get().logits(around.judgedImages());
    double[][] answers = around.judgedLogits();
    double[][] wanted = new double[said.length][1];
    double[][] found = new double[said.length][1];
    for (int i = 0; i < said.length; i++) {
      wanted[i][0] = Logits.softmax(answers[i])[label];
      found[i][0] = Logits.softmax(said[i])[distiller.explainedClass(label)];
    }
    return Fidelity.fit(wanted, found);
  }

  @Override
  public Cost cost() {
    return new Cost(neighbours, 0);
  }

  @Override
  public void close() {
    coder.close();
    target.close();
  }
}
