package org.heirloom.chain;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.heirloom.explain.AttentiveSurrogate;
import org.heirloom.explain.Explained;
import org.heirloom.explain.Explainers;
import org.heirloom.model.Model;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.Precision;
import org.heirloom.model.brought.Models;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.stage.StageContext;

/**
 * A network of the store, opened to be explained; close it.
 *
 * @param inside the network, unless it is a black box
 * @param box the black box, if it is one
 * @param precision in which it answers
 * @param surrogate that was fitted to it, where the study has an explainer that asks it
 */
record Subject(
    ModelSpec spec,
    Optional<NetworkFunction> inside,
    Optional<Model> box,
    Precision precision,
    Optional<AttentiveSurrogate> surrogate)
    implements AutoCloseable {

  static Subject open(StageContext context, ModelId id) {
    Path folder = id.folder(context);
    Optional<AttentiveSurrogate> surrogate =
        AttentiveFamily.isNeeded(context.study())
            ? Optional.of(AttentiveSurrogate.read(AttentiveFamily.folder(context, id)))
            : Optional.empty();
    Optional<StoredModel> ours = Models.ours(folder);
    Precision precision = Networks.precision(context.study());
    return ours.isPresent()
        ? new Subject(
            ours.get().spec(),
            Optional.of(ours.get()::apply),
            Optional.empty(),
            precision,
            surrogate)
        : new Subject(
            ModelSpec.read(folder),
            Optional.empty(),
            Optional.of(Models.open(folder)),
            precision,
            surrogate);
  }

  Explained explained() {
    return inside.isPresent()
        ? new Explained.Inside(inside.get(), precision)
        : new Explained.Answers(box.orElseThrow());
  }

  /**
   * Those explainers of a study that can explain it: of a black box those that need answers alone,
   * with controls beside them, and no controls where there are none; of ours all but those that are
   * built into other networks.
   */
  List<String> explainers(List<String> wanted) {
    if (inside.isPresent()) {
      return wanted.stream().filter(name -> Explainers.explains(name, spec.network())).toList();
    }
    List<String> fitting = wanted.stream().filter(Explainers::explainsBlackBoxes).toList();
    return fitting.isEmpty()
        ? List.of()
        : wanted.stream()
            .filter(name -> fitting.contains(name) || Explainers.isControl(name))
            .toList();
  }

  @Override
  public void close() {
    box.ifPresent(Model::close);
  }
}
