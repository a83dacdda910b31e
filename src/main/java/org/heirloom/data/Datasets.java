package org.heirloom.data;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.heirloom.Seed;
import org.heirloom.StudyException;
import org.heirloom.data.creature.CreatureSettings;
import org.heirloom.data.creature.CreatureSettings.Span;
import org.heirloom.data.creature.Factor;
import org.heirloom.store.Stores;
import org.heirloom.study.Study;
import org.heirloom.study.Text;

/** Data sets by the name that a study uses. */
public final class Datasets {
  private Datasets() {}

  /**
   * Opens the data set that a study names.
   *
   * @param seed of a generated one
   * @param studyFolder against which a relative path is resolved
   * @throws org.heirloom.DataException if there are no images, or they cannot be read
   */
  public static Dataset open(Study.Data data, Seed seed, Path studyFolder) {
    return switch (data.source()) {
      case "generator" -> new GeneratedDataset(settings(data), seed);
      case "folder" -> new ImageFolder(folder(data, studyFolder));
      default ->
          throw new StudyException(
              "data.source: unknown. Got %s. Expected generator or folder."
                  .formatted(Text.quote(data.source())));
    };
  }

  private static ImageFolder.Settings folder(Study.Data data, Path studyFolder) {
    Study.Folder folder = data.folder();
    return new ImageFolder.Settings(
        Stores.source(studyFolder, folder.path()),
        data.sizePixels(),
        folder.damaged().equals("skip"),
        folder.maxPixels());
  }

  /** The generator's settings in a study. */
  public static CreatureSettings settings(Study.Data data) {
    Study.Generator generator = data.generator();
    return new CreatureSettings(
        generator.classes(),
        generator.examples(),
        generator.mode().equals("single-part"),
        CreatureSettings.Cue.valueOf(generator.spurious().cue().toUpperCase(Locale.ROOT)),
        generator.spurious().correlation(),
        generator.clutter(),
        generator.occlusion(),
        generator.noise(),
        data.sizePixels(),
        trained(generator));
  }

  /** The ranges of factors in training. */
  private static Map<Factor, Span> trained(Study.Generator generator) {
    Map<Factor, Span> trained = new EnumMap<>(Factor.class);
    for (Factor factor : Factor.values()) {
      List<Double> range = generator.train().get(factor.label());
      if (range != null) {
        trained.put(factor, new Span(range.get(0), range.get(1)));
      }
    }
    return trained;
  }
}
