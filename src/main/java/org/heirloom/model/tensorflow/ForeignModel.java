package org.heirloom.model.tensorflow;

import ai.djl.MalformedModelException;
import ai.djl.engine.EngineException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.heirloom.DataException;
import org.heirloom.model.Array;

/**
 * A model in one of DJL's engines: a function from one array to named ones.
 *
 * <p>It is loaded without DJL's model zoo, which would run classes and obey settings that it finds
 * beside the model. Owns one native copy of the model; close it. Not thread-safe.
 */
public final class ForeignModel implements AutoCloseable {
  private final Path path;
  private final ai.djl.Model model;
  private final Predictor<NDList, NDList> predictor;

  private ForeignModel(Path path, ai.djl.Model model) {
    this.path = path;
    this.model = model;
    this.predictor = model.newPredictor(new NoopTranslator());
  }

  /**
   * Loads a SavedModel, of which {@code signature} will be run.
   *
   * @throws DataException if it cannot be loaded
   */
  public static ForeignModel savedModel(Path folder, String signature) {
    return load("TensorFlow", folder, Map.of("SignatureDefKey", signature));
  }

  /**
   * Loads an ONNX file.
   *
   * @throws DataException if it cannot be loaded
   */
  public static ForeignModel onnx(Path file) {
    return load("OnnxRuntime", file, TensorFlowRuntime.onnxOptions());
  }

  private static ForeignModel load(String engine, Path path, Map<String, String> options) {
    TensorFlowRuntime.requireStarted();
    ai.djl.Model model = ai.djl.Model.newInstance(path.getFileName().toString(), engine);
    try {
      model.load(path, "saved_model.pb", options);
      return new ForeignModel(path, model);
    } catch (IOException
        | MalformedModelException
        | EngineException
        | org.tensorflow.exceptions.TensorFlowException e) {
      model.close();
      throw new DataException(path + ": cannot be loaded: " + e.getMessage() + ".", e);
    }
  }

  /**
   * Runs it.
   *
   * @param input of the shape that the model expects
   * @param output name of the output that is wanted
   * @throws DataException if the model fails
   */
  public Array run(Array input, String output) {
    try (NDManager scope = model.getNDManager().newSubManager()) {
      NDList outputs =
          predictor.predict(new NDList(scope.create(input.values(), new Shape(input.shape()))));
      outputs.attach(scope);
      NDArray wanted =
          outputs.stream()
              .filter(array -> array.getName().equals(output))
              .findFirst()
              .orElseThrow(() -> new DataException(path + ": has no output " + output + "."));
      return new Array(wanted.toFloatArray(), wanted.getShape().getShape());
    } catch (TranslateException | EngineException e) {
      throw new DataException(path + ": prediction failed: " + e.getMessage() + ".", e);
    }
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
  }
}
