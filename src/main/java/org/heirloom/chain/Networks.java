package org.heirloom.chain;

import java.nio.file.Path;
import org.heirloom.Seed;
import org.heirloom.model.Architecture;
import org.heirloom.model.ImageSet;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.Weights;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.heirloom.model.tensorflow.Training;
import org.heirloom.stage.StageContext;
import org.heirloom.study.Study;

/** What training teachers and training students have in common. */
final class Networks {
  private final StageContext context;

  Networks(StageContext context) {
    this.context = context;
    TensorFlowRuntime.start(context.study().compute().threads());
  }

  /** A training of one network on some images, selected on the selection role. */
  Training.Task task(Study.Network network, Study.Training recipe, Seed seed, ImageSet train) {
    ImageSet.Moments moments = train.moments();
    Roles roles = new Roles(context);
    ModelSpec spec =
        new ModelSpec(
            network.architecture(),
            network.width(),
            context.study().data().sizePixels(),
            3,
            roles.classes().size(),
            Architecture.require(network.architecture()).layers(),
            moments.mean(),
            moments.deviation(),
            0);
    return new Training.Task(spec, recipe, seed, train, roles.images("selection"));
  }

  /** Writes a model's folder. */
  void write(Training.Task task, Training.Trained trained, Path folder) {
    new StoredModel(counted(task.spec(), trained.weights()), trained.weights()).write(folder);
    Files.json(folder.resolve("history.json"), trained.history());
  }

  private static ModelSpec counted(ModelSpec spec, Weights weights) {
    long parameters =
        weights.arrays().entrySet().stream()
            .filter(e -> !e.getKey().endsWith("/mean") && !e.getKey().endsWith("/variance"))
            .mapToLong(e -> e.getValue().values().length)
            .sum();
    return new ModelSpec(
        spec.architecture(),
        spec.width(),
        spec.sizePixels(),
        spec.channels(),
        spec.classes(),
        spec.layers(),
        spec.mean(),
        spec.deviation(),
        parameters);
  }
}
