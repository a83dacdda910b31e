package org.heirloom.model.brought;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.heirloom.DataException;
import org.heirloom.image.Pixels;
import org.heirloom.model.Array;
import org.heirloom.model.Model;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.Precision;
import org.heirloom.model.tensorflow.ModelTeacher;
import org.heirloom.model.tensorflow.Predictor;
import org.heirloom.model.tensorflow.SavedModel;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.model.tensorflow.Teacher;

/** Opens any model of a store: one of ours, or one that somebody brought. */
public final class Models {
  private Models() {}

  /** The model as a black box; close it. */
  public static Model open(Path folder) {
    return ModelSpec.read(folder).isBlackBox()
        ? BroughtModel.open(folder)
        : SavedModel.load(folder);
  }

  /** The model with its inside; empty for a black box. */
  public static Optional<StoredModel> ours(Path folder) {
    return ModelSpec.read(folder).isBlackBox()
        ? Optional.empty()
        : Optional.of(StoredModel.read(folder));
  }

  /**
   * Logits of a few images, {@code [n, classes]}.
   *
   * @param precision of a model of ours; a black box computes as it was made
   */
  public static Array logits(Path folder, List<Pixels> images, Precision precision) {
    Optional<StoredModel> ours = ours(folder);
    if (ours.isPresent()) {
      try (Predictor predictor = new Predictor(ours.get(), precision)) {
        return predictor.logits(images);
      }
    }
    try (BroughtModel model = BroughtModel.open(folder)) {
      return model.logits(Array.ofImages(images));
    }
  }

  /** Bytes of its weights; of a black box, of all its files. */
  public static long bytes(Path folder) {
    Path weights = folder.resolve(StoredModel.WEIGHTS_FILE);
    Path files = folder.resolve(BroughtModel.FILES);
    try (Stream<Path> all = Files.walk(Files.exists(files) ? files : weights)) {
      return all.map(Path::toFile).filter(File::isFile).mapToLong(File::length).sum();
    } catch (IOException e) {
      throw new DataException(folder + ": cannot be read. Got " + e.getMessage() + ".", e);
    }
  }

  /**
   * The model as one that students learn from; close it.
   *
   * @param precision of a model of ours; a black box computes as it was made
   */
  public static Teacher teacher(Path folder, Precision precision) {
    Optional<StoredModel> ours = ours(folder);
    return ours.isPresent()
        ? new Predictor(ours.get(), precision)
        : new ModelTeacher(BroughtModel.open(folder));
  }
}
