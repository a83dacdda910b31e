package org.heirloom.model.tensorflow;

import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Path;
import org.heirloom.DataException;
import org.heirloom.model.Array;
import org.heirloom.model.Model;
import org.heirloom.model.ModelSpec;

/**
 * A SavedModel that predicts through DJL, as any other program would load it: its {@code
 * serving_default} signature.
 *
 * <p>Owns one native copy of the model; close it.
 */
public final class SavedModel implements Model {
  private final ModelSpec spec;
  private final ZooModel<NDList, NDList> model;
  private final Predictor<NDList, NDList> predictor;

  private SavedModel(ModelSpec spec, ZooModel<NDList, NDList> model) {
    this.spec = spec;
    this.model = model;
    this.predictor = model.newPredictor();
  }

  /** Loads the SavedModel of a model's folder. */
  public static SavedModel load(Path folder) {
    TensorFlowRuntime.requireStarted();
    Criteria<NDList, NDList> criteria =
        Criteria.builder()
            .setTypes(NDList.class, NDList.class)
            .optModelPath(folder)
            .optModelName(folder.getFileName().toString())
            .optEngine("TensorFlow")
            .optTranslator(new NoopTranslator())
            .build();
    try {
      return new SavedModel(StoredModel.read(folder).spec(), criteria.loadModel());
    } catch (IOException | ModelNotFoundException | MalformedModelException e) {
      throw new DataException(folder + ": cannot load the SavedModel: " + e.getMessage() + ".", e);
    }
  }

  @Override
  public ModelSpec spec() {
    return spec;
  }

  @Override
  public Array logits(Array images) {
    try (NDManager scope = model.getNDManager().newSubManager()) {
      NDArray input = scope.create(images.values(), new Shape(images.shape()));
      NDArray logits = predictor.predict(new NDList(input)).singletonOrThrow();
      logits.attach(scope);
      return new Array(logits.toFloatArray(), logits.getShape().getShape());
    } catch (TranslateException e) {
      throw new DataException(
          model.getModelPath() + ": prediction failed: " + e.getMessage() + ".", e);
    }
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
  }
}
