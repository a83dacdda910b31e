package org.heirloom.model.tensorflow;

import java.nio.file.Path;
import org.heirloom.model.Array;
import org.heirloom.model.Model;
import org.heirloom.model.ModelSpec;

/**
 * An exported model of ours that predicts through DJL, as any other program would load it: its
 * {@code serving_default} signature.
 *
 * <p>Owns one native copy of the model; close it.
 */
public final class SavedModel implements Model {
  private final ModelSpec spec;
  private final ForeignModel model;

  private SavedModel(ModelSpec spec, ForeignModel model) {
    this.spec = spec;
    this.model = model;
  }

  /** Loads the SavedModel of a model's folder. */
  public static SavedModel load(Path folder) {
    return new SavedModel(
        ModelSpec.read(folder), ForeignModel.savedModel(folder, SavedModelExport.SERVING));
  }

  @Override
  public ModelSpec spec() {
    return spec;
  }

  @Override
  public Array logits(Array images) {
    return model.run(images, Teacher.LOGITS);
  }

  @Override
  public void close() {
    model.close();
  }
}
