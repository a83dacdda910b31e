package org.heirloom.chain;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.heirloom.InfraException;
import org.heirloom.data.Example;
import org.heirloom.model.Array;
import org.heirloom.model.History;
import org.heirloom.model.Npy;
import org.heirloom.model.tensorflow.EventFile;
import org.heirloom.report.MapPicture;
import org.heirloom.stage.StageContext;

/**
 * Writes what TensorBoard shows of a study: a run for each network, with its training curves by
 * images seen and its maps of some examples, and the run {@code examples} with those images.
 */
public final class TensorBoardExport {
  private static final int MOST_EXAMPLES = 8;
  private static final String EXAMPLES = "examples";

  private final StageContext context;
  private final Instant time;
  private final boolean explained;

  /**
   * Nothing written yet.
   *
   * @param context with the stages of a study that is done among its inputs
   * @param time of all events
   * @param explained whether {@code explain} is among those stages
   */
  public TensorBoardExport(StageContext context, Instant time, boolean explained) {
    this.context = context;
    this.time = time;
    this.explained = explained;
  }

  /**
   * Writes all runs.
   *
   * @param folder made if need be; files of the same runs are replaced
   * @return how many there are
   */
  public int write(Path folder) {
    List<Example> shown = shown();
    try (EventFile events = open(folder, EXAMPLES)) {
      for (int i = 0; i < shown.size(); i++) {
        Example example = shown.get(i);
        byte[] png = MapPicture.of(example.pixels());
        events.image("image/" + i, example.pixels().height(), example.pixels().width(), png);
      }
    }
    List<ModelId> models = ModelId.all(context.study());
    for (ModelId model : models) {
      try (EventFile events = open(folder, model.unit())) {
        curves(model, events);
        if (explained) {
          maps(model, shown, events);
        }
      }
    }
    return models.size() + 1;
  }

  private EventFile open(Path folder, String run) {
    Path place = folder.resolve(run);
    try {
      java.nio.file.Files.createDirectories(place);
    } catch (IOException e) {
      throw new InfraException(place + ": cannot be made. Got " + e.getMessage() + ".", e);
    }
    return new EventFile(place, time);
  }

  /** Those of the first batches of the stage explain. */
  private List<Example> shown() {
    List<Example> shown = new ArrayList<>();
    new Roles(context)
        .read(
            ExplainStage.batches(context).stream()
                .flatMap(List::stream)
                .limit(MOST_EXAMPLES)
                .toList(),
            shown::add);
    return shown;
  }

  private void curves(ModelId model, EventFile events) {
    Path file = model.folder(context).resolve(Networks.HISTORY);
    if (!java.nio.file.Files.exists(file)) {
      return;
    }
    for (History.Epoch epoch : Files.json(file, History.class).epochs()) {
      events.scalar("training/loss", epoch.samples(), epoch.loss());
      events.scalar("training/learning-rate", epoch.samples(), epoch.rate());
      events.scalar("training/epoch", epoch.samples(), epoch.epoch());
      events.scalar("selection/accuracy", epoch.samples(), epoch.selectionAccuracy());
      events.scalar("selection/cross-entropy", epoch.samples(), epoch.selectionLoss());
    }
  }

  private void maps(ModelId model, List<Example> shown, EventFile events) {
    for (String explainer : context.study().explain().names()) {
      int batch = 0;
      for (int from = 0; from < shown.size(); batch++) {
        Path file =
            context
                .input("explain", ExplainStage.unit(model, batch))
                .resolve(Explaining.mapsFile(explainer));
        if (!java.nio.file.Files.exists(file)) {
          break;
        }
        Array maps = Npy.read(file);
        for (int i = 0; i < maps.rows() && from < shown.size(); i++, from++) {
          Example example = shown.get(from);
          byte[] png = MapPicture.over(example.pixels(), maps.row(i));
          events.image(
              explainer + "/" + from, example.pixels().height(), example.pixels().width(), png);
        }
      }
    }
  }
}
