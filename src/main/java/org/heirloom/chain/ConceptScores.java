package org.heirloom.chain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.heirloom.DataException;
import org.heirloom.StudyException;
import org.heirloom.data.ImageFiles;
import org.heirloom.image.Pixels;
import org.heirloom.image.Resize;
import org.heirloom.model.Array;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.heirloom.probe.Activations;
import org.heirloom.probe.Representations;
import org.heirloom.probe.SavedCav;
import org.heirloom.stats.Logits;
import org.heirloom.study.Text;

/** Concept vectors of a network applied to images that it has not seen. */
public final class ConceptScores {
  private static final int BLOCK = 64;
  private static final long MOST_PIXELS = 50_000_000;
  private static final int THREADS = 2;

  private final StoredModel model;
  private final CavFiles.Kept kept;

  /**
   * One image and concept.
   *
   * @param className the class whose sensitivity it is
   * @param distance how far the image lies on the concept's side, in units of the layer's
   *     activations; below 0 it lies on the other
   * @param sensitivity how much the class's logit (or minus its loss) rises as the activation moves
   *     towards the concept by 1
   */
  public record Score(
      Path image,
      String className,
      String layer,
      String concept,
      double distance,
      double sensitivity) {}

  /**
   * A network and its vectors.
   *
   * @param model a network's folder, as the stages teach and distill leave it
   * @param vectors a folder with {@code cavs.json}
   * @throws DataException if one of them is not that, or the vectors are another network's
   */
  public ConceptScores(Path model, Path vectors) {
    ModelSpec spec = ModelSpec.read(model);
    if (spec.isBlackBox()) {
      throw new DataException(
          model
              + ": a black box, whose layers are not known. Expected a network of a study's own.");
    }
    this.model = StoredModel.read(model);
    this.kept = CavFiles.read(vectors);
    for (SavedCav vector : kept.vectors()) {
      if (!spec.layers().contains(vector.layer())) {
        throw new DataException(
            "%s: vectors of a layer that the network lacks. Got %s. Expected one of: %s."
                .formatted(vectors, vector.layer(), String.join(", ", spec.layers())));
      }
    }
    if (kept.classes().size() != spec.classes()) {
      throw new DataException(
          "%s: vectors of a network with other classes. Got %d. Expected %d, as %s has."
              .formatted(vectors, kept.classes().size(), spec.classes(), model));
    }
  }

  /**
   * Applies all vectors to all images, in order.
   *
   * @param className whose sensitivity is wanted; empty for the class that the network answers
   * @throws DataException if an image cannot be read
   * @throws StudyException if there is no such class
   */
  public void of(List<Path> images, Optional<String> className, Consumer<Score> sink) {
    int chosen = className.map(this::label).orElse(-1);
    Set<String> layers = new LinkedHashSet<>();
    kept.vectors().forEach(vector -> layers.add(vector.layer()));
    int size = model.spec().sizePixels();
    TensorFlowRuntime.start(THREADS);
    try (Activations network =
        new Activations(
            model::apply, layers, Set.of(), kept.view(), size, size, model.spec().channels())) {
      for (int from = 0; from < images.size(); from += BLOCK) {
        block(network, images.subList(from, Math.min(images.size(), from + BLOCK)), chosen, sink);
      }
    }
  }

  private int label(String className) {
    int label = kept.classes().indexOf(className);
    if (label < 0) {
      throw new StudyException(
          "--class: no such class. Got %s. %s"
              .formatted(Text.quote(className), Text.suggestion(className, kept.classes())));
    }
    return label;
  }

  private void block(Activations network, List<Path> files, int chosen, Consumer<Score> sink) {
    List<String> ids = files.stream().map(Path::toString).toList();
    Array images = Array.ofImages(read(files));
    Activations.Forward forward = network.forward(ids, images);
    int[] labels = new int[files.size()];
    Arrays.setAll(
        labels, i -> chosen < 0 ? Logits.argMax(forward.logits().rowAsDoubles(i)) : chosen);
    Representations gradients = network.gradients(ids, images, labels);
    for (int i = 0; i < files.size(); i++) {
      for (SavedCav vector : kept.vectors()) {
        double[] activation = forward.pooled().layer(vector.layer())[i];
        requireWidth(vector, activation.length);
        sink.accept(
            new Score(
                files.get(i),
                kept.classes().get(labels[i]),
                vector.layer(),
                vector.concept(),
                vector.decision(activation),
                vector.sensitivity(gradients.layer(vector.layer())[i])));
      }
    }
  }

  private static void requireWidth(SavedCav vector, int width) {
    if (vector.direction().length != width) {
      throw new DataException(
          "vectors of %s: of another network. Got %d values. Expected %d, as the layer has."
              .formatted(vector.layer(), vector.direction().length, width));
    }
  }

  private List<Pixels> read(List<Path> files) {
    int size = model.spec().sizePixels();
    List<Pixels> images = new ArrayList<>();
    for (Path file : files) {
      try {
        images.add(Resize.bilinear(ImageFiles.read(file, MOST_PIXELS), size, size));
      } catch (IOException e) {
        throw new DataException(
            "%s: cannot be used. Got %s. Expected a whole PNG or JPEG file."
                .formatted(file, ImageFiles.reason(e)),
            e);
      }
    }
    return images;
  }
}
