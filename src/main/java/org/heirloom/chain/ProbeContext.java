package org.heirloom.chain;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.heirloom.Seed;
import org.heirloom.data.SampleEntry;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.probe.Ablations;
import org.heirloom.stage.StageContext;
import org.heirloom.study.Study;

/**
 * What a family of probes can know of the network that it asks, and of the study.
 *
 * @param stage inputs, and where to say how far it is
 * @param id which network
 * @param network it; never a black box
 * @param teacher its teacher; empty for a teacher itself and where that is a black box
 * @param entries the examples of the role probe, in their order
 */
record ProbeContext(
    StageContext stage,
    ModelId id,
    StoredModel network,
    Optional<StoredModel> teacher,
    List<SampleEntry> entries) {

  static ProbeContext of(StageContext stage, ModelId id) {
    Optional<StoredModel> teacher = Optional.empty();
    if (!id.isTeacher()) {
      Path folder = id.teacher(stage.study()).folder(stage);
      if (!ModelSpec.read(folder).isBlackBox()) {
        teacher = Optional.of(StoredModel.read(folder));
      }
    }
    return new ProbeContext(
        stage, id, StoredModel.read(id.folder(stage)), teacher, new Roles(stage).entries("probe"));
  }

  Study study() {
    return stage.study();
  }

  Roles roles() {
    return new Roles(stage);
  }

  /** The root of what probes draw: the same for all networks, so that these see the same images. */
  Seed seed() {
    return new Seed(study().seed()).child("probe");
  }

  /** Confidence of intervals. */
  double confidence() {
    return study().retain().confidence();
  }

  /** What the network answers with units of a layer switched off. Close it. */
  Ablations ablations(String layer) {
    ModelSpec spec = network.spec();
    return new Ablations(
        network::applyEdited, layer, spec.sizePixels(), spec.sizePixels(), spec.channels());
  }
}
