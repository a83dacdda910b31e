package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.heirloom.image.Pixels;
import org.heirloom.metrics.Measured;
import org.heirloom.metrics.Row;
import org.heirloom.metrics.Rows;
import org.heirloom.model.Array;
import org.heirloom.model.Model;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.Npy;
import org.heirloom.model.brought.Models;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.probe.Activations;
import org.heirloom.probe.Inspection;
import org.heirloom.probe.Probe;
import org.heirloom.stage.StageContext;

/** What one network answers on the test role, and what its layers know. */
final class Probing {
  /** Every family of probes, in the order in which their findings stand. */
  private static final List<Function<ProbeContext, Optional<ProbeFamily>>> FAMILIES =
      List.of(
          RepresentationFamily::of,
          LinearFamily::of,
          TcavFamily::of,
          UnitsFamily::of,
          DissectionFamily::of,
          CausalFamily::of,
          PredictionDifferenceFamily::of,
          UnitCodesFamily::of,
          ShortcutFamily::of,
          InformationFamily::of,
          GeneralisationFamily::of,
          ReverseCorrelationFamily::of);

  private static final int BLOCK = 256;

  private final StageContext context;
  private final ModelId id;
  private final Roles roles;
  private final ModelSpec spec;
  private final List<Row> rows = new ArrayList<>();

  Probing(StageContext context, ModelId id) {
    this.context = context;
    this.id = id;
    this.roles = new Roles(context);
    this.spec = ModelSpec.read(id.folder(context));
  }

  void write(Path draft) {
    Npy.write(draft.resolve(ProbeStage.TEST_LOGITS), testLogits());
    if (!spec.isBlackBox()) {
      ProbeContext asked = ProbeContext.of(context, id);
      List<ProbeFamily> families = new ArrayList<>();
      try {
        FAMILIES.forEach(family -> family.apply(asked).ifPresent(families::add));
        ask(asked, families, draft);
      } finally {
        families.forEach(ProbeFamily::close);
      }
    }
    Rows.write(draft.resolve("rows.csv"), rows);
  }

  private void ask(ProbeContext asked, List<ProbeFamily> families, Path draft) {
    List<Probe> probes = families.stream().flatMap(family -> family.probes().stream()).toList();
    Set<String> maps = new LinkedHashSet<>();
    Set<String> watched = new LinkedHashSet<>();
    for (Probe probe : probes) {
      maps.addAll(probe.maps());
      watched.addAll(probe.layers());
    }
    Set<String> layers = new LinkedHashSet<>(watched);
    families.forEach(family -> layers.addAll(family.layers()));
    boolean both = probes.stream().anyMatch(Probe::wantsTeacher);
    try (Activations network = activations(asked.network(), layers, maps);
        Activations teacher =
            both ? activations(asked.teacher().orElseThrow(), watched, Set.of()) : null) {
      Inspection inspection =
          new Inspection(
              sink -> roles.read(asked.entries(), sink),
              asked.entries().size(),
              network,
              Optional.ofNullable(teacher));
      inspection.run(probes, context.progress());
      for (ProbeFamily family : families) {
        family.probes().forEach(probe -> probe.findings().forEach(this::add));
        family.conclude(network, draft, this::add);
      }
    }
  }

  private static Activations activations(
      StoredModel network, Set<String> layers, Set<String> maps) {
    int size = network.spec().sizePixels();
    return new Activations(network::apply, layers, maps, size, size, network.spec().channels());
  }

  /** Through DJL, as any other program would use the exported model. */
  private Array testLogits() {
    List<Pixels> images = roles.images("test").pixels();
    float[] all = new float[images.size() * spec.classes()];
    try (Model exported = Models.open(id.folder(context))) {
      for (int from = 0; from < images.size(); from += BLOCK) {
        int to = Math.min(images.size(), from + BLOCK);
        float[] block = exported.logits(Array.ofImages(images.subList(from, to))).values();
        System.arraycopy(block, 0, all, from * spec.classes(), block.length);
      }
    }
    return new Array(all, images.size(), spec.classes());
  }

  private void add(Measured measured) {
    rows.add(measured.row(id.arm(), id.replicate(), id.budget()));
  }
}
