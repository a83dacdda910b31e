package org.heirloom.model.brought;

import java.nio.file.Path;
import org.heirloom.model.Model;
import org.heirloom.model.ModelSpec;
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

  /** The model as one that students learn from; close it. */
  public static Teacher teacher(Path folder) {
    return ModelSpec.read(folder).isBlackBox()
        ? new ModelTeacher(BroughtModel.open(folder))
        : new Predictor(StoredModel.read(folder));
  }
}
