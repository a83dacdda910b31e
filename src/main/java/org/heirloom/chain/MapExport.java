package org.heirloom.chain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heirloom.InfraException;
import org.heirloom.data.Example;
import org.heirloom.data.SampleEntry;
import org.heirloom.model.Array;
import org.heirloom.model.Npy;
import org.heirloom.model.tensorflow.Predictor;
import org.heirloom.report.MapPicture;
import org.heirloom.stage.StageContext;

/** Writes the saliency maps of a study to files, laid out as {@link MapFolder} says. */
public final class MapExport {
  private final StageContext context;
  private final List<List<SampleEntry>> batches;
  private final Roles roles;
  private final int examples;

  /**
   * Nothing written yet.
   *
   * @param context with the stages up to {@code explain} among its inputs
   */
  public MapExport(StageContext context) {
    this.context = context;
    this.batches = ExplainStage.batches(context);
    this.roles = new Roles(context);
    this.examples = batches.stream().mapToInt(List::size).sum();
  }

  /**
   * What was written.
   *
   * @param examples number of images
   * @param networks names of the folders
   */
  public record Written(int examples, List<String> networks) {}

  /**
   * Writes all maps; keeps no more than one batch in memory.
   *
   * @param folder made if need be; files in it are replaced
   */
  public Written write(Path folder) {
    MapFolder files = new MapFolder(folder);
    make(folder.resolve("images"));
    images(files);
    List<String> networks = new ArrayList<>();
    for (ModelId model : ModelId.all(context.study())) {
      make(files.network(model.unit()));
      classes(files, model);
      for (String explainer : context.study().explain().names()) {
        if (java.nio.file.Files.exists(maps(model, 0, explainer))) {
          maps(files, model, explainer);
        }
      }
      networks.add(model.unit());
    }
    return new Written(examples, networks);
  }

  private void images(MapFolder files) {
    int side = context.study().data().sizePixels();
    int channels = examples(0).get(0).pixels().channels();
    int row = 0;
    try (Npy.Parts all = new Npy.Parts(files.images(), examples, side, side, channels)) {
      for (int batch = 0; batch < batches.size(); batch++) {
        for (Example example : examples(batch)) {
          all.append(Array.ofImages(List.of(example.pixels())).values());
          write(files.image(row++), MapPicture.of(example.pixels()));
        }
      }
    }
  }

  /** The class that the network's teacher predicts is explained. */
  private void classes(MapFolder files, ModelId model) {
    ModelId teacher = model.isTeacher() ? model : model.teacher(context.study());
    List<MapFolder.Line> lines = new ArrayList<>();
    for (int batch = 0; batch < batches.size(); batch++) {
      int[] explained =
          Predictor.classes(Npy.read(folder(teacher, batch).resolve(Explaining.LOGITS)));
      for (int i = 0; i < explained.length; i++) {
        lines.add(
            new MapFolder.Line(
                lines.size(), roles.classes().get(explained[i]), batches.get(batch).get(i).id()));
      }
    }
    files.write(model.unit(), lines);
  }

  private void maps(MapFolder files, ModelId model, String explainer) {
    int side = context.study().data().sizePixels();
    int row = 0;
    Path file = files.maps(model.unit(), explainer);
    make(files.map(model.unit(), explainer, 0).getParent());
    try (Npy.Parts all = new Npy.Parts(file, examples, side, side)) {
      for (int batch = 0; batch < batches.size(); batch++) {
        Array maps = Npy.read(maps(model, batch, explainer));
        all.append(maps.values());
        List<Example> shown = examples(batch);
        for (int i = 0; i < shown.size(); i++) {
          write(
              files.map(model.unit(), explainer, row++),
              MapPicture.over(shown.get(i).pixels(), maps.row(i)));
        }
      }
    }
  }

  private List<Example> examples(int batch) {
    List<Example> shown = new ArrayList<>();
    roles.read(batches.get(batch), shown::add);
    return shown;
  }

  private Path folder(ModelId model, int batch) {
    return context.input("explain", ExplainStage.unit(model, batch));
  }

  private Path maps(ModelId model, int batch, String explainer) {
    return folder(model, batch).resolve(Explaining.mapsFile(explainer));
  }

  private static void make(Path folder) {
    try {
      java.nio.file.Files.createDirectories(folder);
    } catch (IOException e) {
      throw cannotWrite(folder, e);
    }
  }

  private static void write(Path file, byte[] bytes) {
    try {
      java.nio.file.Files.write(file, bytes);
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  private static InfraException cannotWrite(Path path, IOException cause) {
    return new InfraException(path + ": cannot be written. Got " + cause.getMessage() + ".", cause);
  }
}
