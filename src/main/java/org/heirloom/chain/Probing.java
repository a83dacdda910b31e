package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.heirloom.Seed;
import org.heirloom.data.Concept;
import org.heirloom.data.ConceptImages;
import org.heirloom.data.SampleEntry;
import org.heirloom.image.Pixels;
import org.heirloom.metrics.Measured;
import org.heirloom.metrics.Row;
import org.heirloom.metrics.Rows;
import org.heirloom.model.Array;
import org.heirloom.model.LabelledImages;
import org.heirloom.model.Model;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.Npy;
import org.heirloom.model.brought.Models;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.probe.Activations;
import org.heirloom.probe.Cka;
import org.heirloom.probe.Representations;
import org.heirloom.probe.Tcav;
import org.heirloom.probe.TcavFinding;
import org.heirloom.probe.TcavInput;
import org.heirloom.probe.TcavSettings;
import org.heirloom.stage.StageContext;
import org.heirloom.study.Study;

/** What one network answers on the test role, and what its layers know. */
final class Probing {
  private static final int BLOCK = 256;

  /** Flag of a concept on which a class does not depend beyond what chance sets reach. */
  private static final String NOT_SIGNIFICANT = "not-significant";

  /** Random images per concept image: so that random sets differ enough. */
  private static final int POOL_FACTOR = 4;

  private final StageContext context;
  private final Study study;
  private final ModelId id;
  private final Roles roles;
  private final ModelSpec spec;
  private final LabelledImages probe;
  private final List<String> probeIds;
  private final List<Row> rows = new ArrayList<>();

  Probing(StageContext context, ModelId id) {
    this.context = context;
    this.study = context.study();
    this.id = id;
    this.roles = new Roles(context);
    this.spec = ModelSpec.read(id.folder(context));
    this.probe = roles.images("probe");
    this.probeIds = roles.entries("probe").stream().map(SampleEntry::id).toList();
  }

  void write(Path draft) {
    Npy.write(draft.resolve(ProbeStage.TEST_LOGITS), testLogits());
    if (!spec.isBlackBox()) {
      layers(draft);
    }
    Rows.write(draft.resolve("rows.csv"), rows);
  }

  private void layers(Path draft) {
    Study.Probe wanted = study.probe();
    Set<String> layers = new LinkedHashSet<>();
    if (wanted.tcav().enabled()) {
      layers.addAll(wanted.tcav().layers());
    }
    if (wanted.cka().enabled()) {
      layers.addAll(wanted.cka().layers());
    }
    if (!layers.isEmpty()) {
      try (Activations network = activations(StoredModel.read(id.folder(context)), layers)) {
        if (wanted.cka().enabled() && !id.isTeacher()) {
          similarity(network);
        }
        if (wanted.tcav().enabled()) {
          Files.json(draft.resolve(ProbeStage.TCAV), concepts(network));
        }
      }
    }
  }

  private Activations activations(StoredModel network, Set<String> layers) {
    int size = network.spec().sizePixels();
    return new Activations(network::apply, layers, size, size, network.spec().channels());
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

  private void similarity(Activations network) {
    Study.Cka wanted = study.probe().cka();
    Path folder = id.teacher(study).folder(context);
    if (ModelSpec.read(folder).isBlackBox()) {
      return;
    }
    StoredModel teacher = StoredModel.read(folder);
    Cka cka = new Cka(wanted.layers(), wanted.layers());
    int[] borders = Cka.borders(probe.size(), wanted.batchSize());
    try (Activations teachers = activations(teacher, Set.copyOf(wanted.layers()))) {
      for (int batch = 0; batch + 1 < borders.length; batch++) {
        List<String> ids = probeIds.subList(borders[batch], borders[batch + 1]);
        Array images = Array.ofImages(probe.pixels().subList(borders[batch], borders[batch + 1]));
        cka.add(teachers.forward(ids, images).pooled(), network.forward(ids, images).pooled());
      }
    }
    cka.similarities(study.retain().confidence()).forEach(s -> add(s.measured()));
  }

  private void add(Measured measured) {
    rows.add(measured.row(id.arm(), id.replicate(), id.budget()));
  }

  private List<ProbeStage.Finding> concepts(Activations network) {
    Map<String, Representations> classes = classGradients(network);
    List<ProbeStage.Finding> findings = new ArrayList<>();
    for (Map.Entry<Concept.Kind, List<Concept>> kind : wantedConcepts().entrySet()) {
      for (TcavFinding finding : findings(network, kind.getKey(), kind.getValue(), classes)) {
        add(judged(finding));
        findings.add(stored(finding));
      }
    }
    return findings;
  }

  /** The score, flagged where it may be chance: what the teacher does not show cannot be lost. */
  private Measured judged(TcavFinding finding) {
    Measured score = finding.measured();
    return finding.usable() && !finding.significant(1 - study.retain().confidence())
        ? new Measured(
            score.metric(), score.subject(), score.example(), score.value(), NOT_SIGNIFICANT)
        : score;
  }

  /** Concepts by kind, since a concept's random counterparts must be images of its own kind. */
  private Map<Concept.Kind, List<Concept>> wantedConcepts() {
    List<String> named = study.probe().tcav().concepts();
    List<Concept> concepts =
        named.isEmpty()
            ? ConceptImages.defaults(study.data())
            : named.stream().map(Concept::parse).toList();
    Map<Concept.Kind, List<Concept>> byKind = new EnumMap<>(Concept.Kind.class);
    concepts.forEach(c -> byKind.computeIfAbsent(c.kind(), k -> new ArrayList<>()).add(c));
    return byKind;
  }

  private List<TcavFinding> findings(
      Activations network,
      Concept.Kind kind,
      List<Concept> concepts,
      Map<String, Representations> classes) {
    Study.Tcav wanted = study.probe().tcav();
    ConceptImages images = new ConceptImages(study.data());
    int size = study.data().sizePixels();
    // The same images for every network, so that what differs between them is the network.
    Seed seed = new Seed(study.seed()).child("probe");
    Map<String, Representations> shown = new LinkedHashMap<>();
    for (Concept concept : concepts) {
      shown.put(
          concept.text(),
          pooled(
              network,
              concept.text(),
              images.render(concept, wanted.conceptExamples(), size, seed.child("concepts"))));
    }
    List<Pixels> random =
        images.random(kind, POOL_FACTOR * wanted.conceptExamples(), size, seed.child("pool"));
    TcavInput input =
        new TcavInput(wanted.layers(), pooled(network, "random " + kind, random), shown, classes);
    List<TcavFinding> findings =
        Tcav.findings(
            input,
            new TcavSettings(
                wanted.randomSets(),
                wanted.pseudoConcepts(),
                wanted.ridge(),
                wanted.minStability(),
                study.retain().confidence(),
                seed.child("sets")));
    vectors(findings);
    return findings;
  }

  private void vectors(List<TcavFinding> findings) {
    Set<String> told = new LinkedHashSet<>();
    for (TcavFinding finding : findings) {
      if (told.add(finding.layer() + "/" + finding.concept())) {
        finding.measuredVector().forEach(this::add);
      }
    }
  }

  private static Representations pooled(Activations network, String name, List<Pixels> images) {
    List<String> ids = IntStream.range(0, images.size()).mapToObj(i -> name + " " + i).toList();
    return network.forward(ids, Array.ofImages(images)).pooled();
  }

  private Map<String, Representations> classGradients(Activations network) {
    Map<String, Representations> classes = new LinkedHashMap<>();
    List<String> names = roles.classes();
    for (int label = 0; label < names.size(); label++) {
      List<String> ids = new ArrayList<>();
      List<Pixels> images = new ArrayList<>();
      for (int i = 0; i < probe.size(); i++) {
        if (probe.labels()[i] == label && ids.size() < study.probe().tcav().classExamples()) {
          ids.add(probeIds.get(i));
          images.add(probe.pixels().get(i));
        }
      }
      int[] chosen = new int[ids.size()];
      java.util.Arrays.fill(chosen, label);
      classes.put(names.get(label), network.gradients(ids, Array.ofImages(images), chosen));
    }
    return classes;
  }

  private static ProbeStage.Finding stored(TcavFinding finding) {
    return new ProbeStage.Finding(
        finding.layer(),
        finding.concept(),
        finding.className(),
        finding.score(),
        finding.interval().low(),
        finding.interval().high(),
        finding.p(),
        finding.correctedP(),
        finding.familyP(),
        finding.welchP(),
        finding.differenceScore(),
        finding.vector().accuracy(),
        finding.vector().stability(),
        finding.flag());
  }
}
