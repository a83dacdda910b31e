package org.heirloom.explain;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heirloom.Seed;
import org.heirloom.model.Array;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.Weights;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.model.tensorflow.Toy;
import org.heirloom.model.tensorflow.Training;

/** Small networks of ours, before training. */
final class BuiltInNetworks {
  private BuiltInNetworks() {}

  static StoredModel untrained(String architecture, String pooling, int size, int classes) {
    ModelSpec spec =
        new ModelSpec(
            architecture,
            4,
            pooling,
            size,
            3,
            classes,
            List.of(),
            List.of(.5f, .5f, .5f),
            List.of(.2f, .2f, .2f),
            0,
            0);
    Training.Task task =
        new Training.Task(
            spec, Toy.recipe(16, "adam"), new Seed(5), Toy.images(16, 1), Toy.images(16, 2));
    return new StoredModel(spec, Training.initial(task));
  }

  /** The same network with one of its arrays filled with a value. */
  static StoredModel with(StoredModel model, String name, float value) {
    Map<String, Array> arrays = new TreeMap<>(model.weights().arrays());
    Array old = model.weights().get(name);
    float[] values = new float[old.values().length];
    Arrays.fill(values, value);
    arrays.put(name, new Array(values, old.shape()));
    return new StoredModel(model.spec(), new Weights(arrays));
  }

  /** The same setting for another network. */
  static Explainers.Setting explaining(Explainers.Setting setting, StoredModel network) {
    return setting.with(new Explained.Inside(network::apply));
  }
}
