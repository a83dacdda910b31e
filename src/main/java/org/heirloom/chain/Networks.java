package org.heirloom.chain;

import java.nio.file.Path;
import org.heirloom.Seed;
import org.heirloom.model.Array;
import org.heirloom.model.ImageSet;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.Npy;
import org.heirloom.model.Precision;
import org.heirloom.model.Prototype;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.heirloom.model.tensorflow.Training;
import org.heirloom.stage.StageContext;
import org.heirloom.study.Study;

/** What training teachers and training students have in common. */
final class Networks {
  /** How a network was trained; not there for one that was brought. */
  static final String HISTORY = "history.json";

  /** The patches that prototypes are, of a network that is made of them. */
  static final String PROTOTYPES = "prototypes.json";

  /** The images of those patches, {@code [prototypes, height, width, channels]} in [0, 1]. */
  static final String PROTOTYPE_IMAGES = "prototypes.npy";

  private final StageContext context;

  Networks(StageContext context) {
    this.context = context;
    TensorFlowRuntime.start(context.study().compute().threads());
  }

  /** A training of one network on some images, selected on the selection role. */
  Training.Task task(Study.Network network, Study.Training recipe, Seed seed, ImageSet train) {
    Roles roles = new Roles(context);
    ModelSpec spec = ModelSpec.of(network, roles.classes().size(), train);
    return new Training.Task(spec, recipe, seed, train, roles.selection())
        .in(precision(context.study()));
  }

  /** What networks are trained and predict in. */
  static Precision precision(Study study) {
    return Precision.named(study.compute().precision());
  }

  /** Writes a model's folder. */
  void write(ModelId id, ModelSpec spec, Training.Trained trained, Path folder) {
    new StoredModel(spec, trained.weights()).write(folder);
    Files.text(
        folder.resolve(ModelCard.FILE), new ModelCard(context, id, spec, trained.history()).text());
    Files.json(folder.resolve(HISTORY), trained.history());
    if (!trained.prototypes().isEmpty()) {
      Files.json(folder.resolve(PROTOTYPES), trained.prototypes());
      Npy.write(
          folder.resolve(PROTOTYPE_IMAGES),
          Array.ofImages(trained.prototypes().stream().map(Prototype::image).toList()));
    }
  }
}
