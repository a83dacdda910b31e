package org.heirloom.chain;

import java.nio.file.Path;
import java.util.List;
import org.heirloom.Seed;
import org.heirloom.image.Pixels;
import org.heirloom.model.ImageSet;
import org.heirloom.model.VaeSpec;
import org.heirloom.model.tensorflow.Vae;
import org.heirloom.model.tensorflow.VaeTraining;
import org.heirloom.stage.StageContext;
import org.heirloom.study.LocalSettings;
import org.heirloom.study.Study;

/** The variational autoencoder of local distillation: one unit of work, for all networks. */
final class AutoencoderFamily implements SurrogateFamily {
  static final String UNIT = "vae";

  @Override
  public boolean needed(Study study) {
    return study.explain().local().enabled();
  }

  @Override
  public void reads(Study study, Part part) {
    part.with("explain.local.autoencoder", study.explain().local().autoencoder());
  }

  @Override
  public List<String> units(Study study) {
    return List.of(UNIT);
  }

  /** The autoencoder, where the study has one. */
  static Vae read(StageContext context) {
    return Vae.read(context.input(SurrogateStage.NAME, UNIT));
  }

  @Override
  public void run(String unit, StageContext context, Path draft) {
    LocalSettings.Autoencoder wanted = context.study().explain().local().autoencoder();
    Roles roles = new Roles(context);
    try (ImageSet train = roles.training(1)) {
      Pixels first = train.pixels(new int[] {0}).get(0);
      VaeTraining.Task task =
          new VaeTraining.Task(
              new VaeSpec(first.height(), first.channels(), wanted.latent(), wanted.width()),
              wanted.training(),
              new VaeTraining.Divergence(
                  wanted.divergenceWeight(), wanted.divergenceWarmup(), wanted.patience()),
              new Seed(context.study().seed()).child("surrogate").child(UNIT),
              train,
              roles.images("selection"));
      VaeTraining.Trained trained =
          new VaeTraining(task).run(context.checkpoints(UNIT), context.progress());
      trained.vae().write(draft);
      Files.json(draft.resolve(Networks.HISTORY), trained.history());
    }
  }
}
