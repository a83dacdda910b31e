package org.heirloom.local;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heirloom.Seed;
import org.heirloom.image.FloatImage;
import org.heirloom.image.Segments;
import org.heirloom.local.LocalFindings.Judgement;
import org.heirloom.local.LocalFindings.Wider;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.Vae;
import org.heirloom.stats.Logits;
import org.heirloom.study.ExplainerSettings;
import org.heirloom.study.LocalSettings;

/**
 * Distils a network around one image after another.
 *
 * <p>The source draws neighbours with a variational autoencoder and imitates the network's soft
 * labels by a linear student of pixels; so do we. Ours besides: nothing is drawn in the fit; every
 * student is judged on neighbours that it has not seen, of its own and of other neighbourhoods; and
 * LIME stands beside it.
 *
 * @see <a href="https://doi.org/10.1109/TVCG.2019.2903943">Wang et al. (2019), DeepVID</a>
 */
public final class LocalDistiller {
  /** Images of a morph, both ends included. */
  public static final int FRAMES = 9;

  private static final int MOST_DOUBLINGS = 3;

  private final Vae.Coder coder;
  private final Target target;
  private final LocalSettings settings;
  private final ExplainerSettings.Lime lime;
  private final NeighbourImages images;
  private final Seed seed;

  /**
   * Prepares to distil.
   *
   * @param coder stays its owner's
   * @param lime how LIME cuts and fits
   * @param seed of what is drawn; each example has a child of its own
   */
  public LocalDistiller(
      Vae.Coder coder,
      Target target,
      LocalSettings settings,
      ExplainerSettings.Lime lime,
      Seed seed) {
    if (!(settings.scale() > 0)) {
      throw new IllegalArgumentException(
          "all neighbours would be the same image. Got scale %s. Expected more than 0."
              .formatted(settings.scale()));
    }
    this.coder = coder;
    this.target = target;
    this.settings = settings;
    this.lime = lime;
    this.seed = seed;
    this.images = new NeighbourImages(coder, seed, settings.neighbours());
  }

  /** The code of one image. */
  public float[] code(Array image) {
    return coder.encode(image).row(0);
  }

  /**
   * Latent neighbours of an image, with what the target answers.
   *
   * @throws org.heirloom.DataException if an answer is not finite
   */
  public Neighbours around(String id, Array image) {
    return latent(id, code(image), settings.scale());
  }

  /**
   * The same images, with what this target answers.
   *
   * @throws org.heirloom.DataException if an answer is not finite
   */
  public Neighbours asked(String id, Neighbours others) {
    return asked(id, others.images());
  }

  /**
   * The student of neighbours: of its class alone, unless the study labels anew; empty then where
   * all neighbours are on one side.
   *
   * @param label the explained class
   * @throws org.heirloom.DataException if all neighbours are the same
   */
  public Optional<LocalStudent> explaining(String id, Neighbours neighbours, int label) {
    return settings.labels().equals(LocalFindings.RELABELLED)
        ? relabelled(id, neighbours, label)
        : Optional.of(fit(id, neighbours));
  }

  /** The class of such a student that stands for the explained one. */
  public int explainedClass(int label) {
    return settings.labels().equals(LocalFindings.RELABELLED) ? 0 : label;
  }

  private Neighbours asked(String id, Array drawn) {
    return new Neighbours(drawn, target.logits(id, drawn));
  }

  private Neighbours latent(String id, float[] code, double scale) {
    return asked(id, images.latent(id, code, scale));
  }

  /** The student of neighbours' soft labels. */
  public LocalStudent fit(String id, Neighbours neighbours) {
    return LocalFit.student(
        id, neighbours, new LocalFit.Settings(settings.temperature(), settings.ridge()));
  }

  private Optional<LocalStudent> relabelled(String id, Neighbours neighbours, int label) {
    return Relabelled.isDefined(neighbours.logits(), label)
        ? Optional.of(
            LocalFit.student(
                id, neighbours, Relabelled.labels(neighbours.logits(), label), settings.ridge()))
        : Optional.empty();
  }

  /**
   * Everything around one image.
   *
   * @throws org.heirloom.DataException if an answer is not finite or all neighbours are the same
   */
  public LocalFindings examine(Scene scene) {
    SuperpixelSamples samples = samples(scene);
    Map<Neighbourhood, Neighbours> neighbours = neighbours(scene, samples);
    Map<Neighbourhood, LocalStudent> students = new EnumMap<>(Neighbourhood.class);
    neighbours.forEach((kind, some) -> students.put(kind, fit(scene.id(), some)));
    List<Judgement> judgements = judgements(students, neighbours, scene.label());
    Neighbours latent = neighbours.get(Neighbourhood.LATENT);
    Optional<LocalStudent> relabelled = relabelled(scene.id(), latent, scene.label());
    relabelled.ifPresent(
        student ->
            judgements.add(
                new Judgement(
                    LocalFindings.RELABELLED,
                    Neighbourhood.LATENT.label(),
                    Relabelled.fidelity(
                        latent.judgedLogits(), judged(student, latent), scene.label()))));
    if (neighbours.containsKey(Neighbourhood.SUPERPIXEL)) {
      Neighbours switched = neighbours.get(Neighbourhood.SUPERPIXEL);
      judgements.addAll(
          new LimeStudent(samples, switched, lime)
              .judgements(judged(students.get(Neighbourhood.SUPERPIXEL), switched), scene.label()));
    }
    Wider wider = wider(scene, latent, judgements);
    Array morph = images.morph(scene.code(), scene.other(), FRAMES);
    return new LocalFindings(
        scene,
        realism(scene),
        neighbours,
        students,
        judgements,
        wider,
        relabelled,
        morph,
        target.logits(scene.id(), morph));
  }

  private SuperpixelSamples samples(Scene scene) {
    Segments segments =
        SuperpixelSamples.cut(image(scene.image()), lime.superpixels(), lime.segments());
    return SuperpixelSamples.draw(
        segments,
        settings.neighbours(),
        seed.child(scene.id()).child(Neighbourhood.SUPERPIXEL.label()).stream());
  }

  private static FloatImage image(Array image) {
    long[] shape = image.shape();
    return new FloatImage((int) shape[1], (int) shape[2], (int) shape[3], image.values());
  }

  private Map<Neighbourhood, Neighbours> neighbours(Scene scene, SuperpixelSamples samples) {
    Map<Neighbourhood, Neighbours> neighbours = new EnumMap<>(Neighbourhood.class);
    Array latent = images.latent(scene.id(), scene.code(), settings.scale());
    for (String name : settings.neighbourhoods()) {
      Neighbourhood kind = Neighbourhood.of(name);
      Array drawn =
          switch (kind) {
            case LATENT -> latent;
            case BETWEEN ->
                images.between(scene.id(), scene.code(), scene.other(), settings.scale());
            case NOISE ->
                images.noise(
                    scene.id(), scene.image(), NeighbourImages.meanSquare(latent, scene.image()));
            case SUPERPIXEL ->
                NeighbourImages.switched(
                    scene.image(), samples, samples.segments().meanColours(image(scene.image())));
          };
      // Of an image of one colour, superpixels in their mean colours are the image itself.
      if (kind == Neighbourhood.LATENT || differ(drawn)) {
        neighbours.put(kind, asked(scene.id(), drawn));
      }
    }
    return neighbours;
  }

  private static boolean differ(Array images) {
    int size = images.rowSize();
    for (int i = size; i < images.values().length; i++) {
      if (images.values()[i] != images.values()[i % size]) {
        return true;
      }
    }
    return false;
  }

  private static List<Judgement> judgements(
      Map<Neighbourhood, LocalStudent> students,
      Map<Neighbourhood, Neighbours> neighbours,
      int label) {
    List<Judgement> judgements = new ArrayList<>();
    students.forEach(
        (fittedTo, student) ->
            neighbours.forEach(
                (on, some) ->
                    judgements.add(
                        new Judgement(
                            fittedTo.label(),
                            on.label(),
                            Fidelity.of(some.judgedLogits(), judged(student, some), label)))));
    return judgements;
  }

  private static double[][] judged(LocalStudent student, Neighbours neighbours) {
    return student.logits(neighbours.judgedImages());
  }

  /** Doubles the scale until the class has a boundary among latent neighbours. */
  private Wider wider(Scene scene, Neighbours latent, List<Judgement> judgements) {
    if (Fidelity.hasBoundary(latent.judgedLogits(), scene.label())) {
      return new Wider(settings.scale(), false);
    }
    double scale = settings.scale();
    for (int i = 0; i < MOST_DOUBLINGS; i++) {
      scale *= 2;
      Neighbours wide = latent(scene.id(), scene.code(), scale);
      if (Fidelity.hasBoundary(wide.judgedLogits(), scene.label())) {
        Fidelity fidelity =
            Fidelity.of(wide.judgedLogits(), judged(fit(scene.id(), wide), wide), scene.label());
        judgements.add(new Judgement(LocalFindings.WIDER, LocalFindings.WIDER, fidelity));
        return new Wider(scale, true);
      }
    }
    return new Wider(Double.NaN, true);
  }

  /** Whether the autoencoder is good enough for an image. */
  public Realism realism(Scene scene) {
    Array reconstruction = coder.decode(new Array(scene.code(), 1, scene.code().length));
    return new Realism(
        reconstruction,
        Math.sqrt(NeighbourImages.meanSquare(reconstruction, scene.image())),
        target.logits(scene.id(), scene.image())[0],
        target.logits(scene.id(), reconstruction)[0]);
  }

  /** The class that comes next to another one, or the best of all if that is not it. */
  public static int rival(double[] logits, int label) {
    double[] others = logits.clone();
    others[label] = Double.NEGATIVE_INFINITY;
    return Logits.argMax(others);
  }
}
