package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.heirloom.data.Concept;
import org.heirloom.data.ConceptSource.RandomImage;
import org.heirloom.data.ExampleShards;
import org.heirloom.data.SampleEntry;
import org.heirloom.image.Pixels;
import org.heirloom.metrics.Measured;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.ClassGradients.Target;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.probe.Activations;
import org.heirloom.probe.CavClassifiers;
import org.heirloom.probe.Representations;
import org.heirloom.probe.SavedCav;
import org.heirloom.probe.Tcav;
import org.heirloom.probe.TcavFinding;
import org.heirloom.probe.TcavInput;
import org.heirloom.probe.TcavSettings;
import org.heirloom.study.LayerChecks;
import org.heirloom.study.RelativeConcept;
import org.heirloom.study.Study;

/** On which concepts classes depend: {@code probe.tcav}, with images of its own. */
final class TcavFamily implements ProbeFamily {
  /** Flag of a concept on which a class does not depend beyond what chance sets reach. */
  static final String NOT_SIGNIFICANT = "not-significant";

  private final ProbeContext context;
  private final Study study;
  private final Study.Tcav wanted;
  private final List<String> layers;
  private final ConceptSets sets;

  private TcavFamily(ProbeContext context) {
    this.context = context;
    this.study = context.study();
    this.wanted = study.probe().tcav();
    this.layers = LayerChecks.named(study, wanted.layers());
    this.sets = new ConceptSets(context);
  }

  static Optional<ProbeFamily> of(ProbeContext context) {
    return context.study().probe().tcav().enabled()
        ? Optional.of(new TcavFamily(context))
        : Optional.empty();
  }

  private Activations.View view() {
    return new Activations.View(
        wanted.representation().equals("flattened"),
        Target.valueOf(wanted.mode().toUpperCase(Locale.ROOT)));
  }

  @Override
  public Set<String> layers() {
    return view().equals(Activations.View.DEFAULT) ? new LinkedHashSet<>(layers) : Set.of();
  }

  @Override
  public void conclude(Activations network, Path draft, Consumer<Measured> sink) {
    if (view().equals(Activations.View.DEFAULT)) {
      test(network, draft, sink);
      return;
    }
    StoredModel model = context.network();
    int size = model.spec().sizePixels();
    try (Activations own =
        new Activations(
            model::apply, layers, Set.of(), view(), size, size, model.spec().channels())) {
      test(own, draft, sink);
    }
  }

  private void test(Activations network, Path draft, Consumer<Measured> sink) {
    Map<String, Representations> classes = classGradients(network);
    List<ProbeStage.Finding> stored = new ArrayList<>();
    List<SavedCav> vectors = new ArrayList<>();
    for (Map.Entry<Concept.Kind, List<Concept>> kind : sets.byKind().entrySet()) {
      tell(against(network, kind.getKey(), kind.getValue(), classes), stored, vectors, sink);
    }
    if (!wanted.relative().isEmpty()) {
      tell(relative(network, classes), stored, vectors, sink);
    }
    Files.json(draft.resolve(ProbeStage.TCAV), stored);
    CavFiles.write(draft, new CavFiles.Kept(view(), context.roles().classes(), vectors));
  }

  private void tell(
      TcavInput input,
      List<ProbeStage.Finding> stored,
      List<SavedCav> vectors,
      Consumer<Measured> sink) {
    Tcav.Result result =
        Tcav.test(
            input,
            new TcavSettings(
                wanted.randomSets(),
                wanted.pseudoConcepts(),
                CavClassifiers.named(wanted.classifier()),
                wanted.ridge(),
                wanted.minStability(),
                study.retain().confidence(),
                context.seed().child("sets")));
    vectors(result.findings(), sink);
    vectors.addAll(result.vectors());
    for (TcavFinding finding : result.findings()) {
      sink.accept(judged(finding));
      finding.measuredMagnitude().forEach(sink);
      stored.add(stored(finding));
    }
  }

  /** The score, flagged where it may be chance: what the teacher does not show cannot be lost. */
  private Measured judged(TcavFinding finding) {
    Measured score = finding.measured();
    return finding.usable() && !finding.significant(1 - study.retain().confidence())
        ? new Measured(
            score.metric(), score.subject(), score.example(), score.value(), NOT_SIGNIFICANT)
        : score;
  }

  private TcavInput against(
      Activations network,
      Concept.Kind kind,
      List<Concept> concepts,
      Map<String, Representations> classes) {
    List<RandomImage> random = sets.random(kind);
    List<Pixels> pixels = random.stream().map(RandomImage::pixels).toList();
    Representations pool = seen(network, pixels);
    Map<String, Representations> shown = new LinkedHashMap<>();
    Map<String, Set<String>> showing = new LinkedHashMap<>();
    for (Concept concept : concepts) {
      shown.put(concept.text(), seen(network, sets.showing(concept)));
      Set<String> known = new LinkedHashSet<>();
      for (int i = 0; i < random.size(); i++) {
        if (random.get(i).shows(concept)) {
          known.add(pool.ids().get(i));
        }
      }
      showing.put(concept.text(), known);
    }
    return new TcavInput(layers, pool, shown, showing, Map.of(), classes);
  }

  private TcavInput relative(Activations network, Map<String, Representations> classes) {
    Map<String, TcavInput.Relative> relatives = new LinkedHashMap<>();
    for (RelativeConcept each : wanted.relative()) {
      List<Pixels> others = new ArrayList<>();
      each.against().forEach(name -> others.addAll(sets.showing(Concept.parse(name))));
      relatives.put(
          each.text(),
          new TcavInput.Relative(
              seen(network, sets.showing(Concept.parse(each.concept()))), seen(network, others)));
    }
    Representations none = new Representations(List.of(), Map.of());
    return new TcavInput(layers, none, Map.of(), Map.of(), relatives, classes);
  }

  private static void vectors(List<TcavFinding> findings, Consumer<Measured> sink) {
    Set<String> told = new LinkedHashSet<>();
    for (TcavFinding finding : findings) {
      if (told.add(finding.layer() + "/" + finding.concept())) {
        finding.measuredVector().forEach(sink);
      }
    }
  }

  /** An image is known by its pixels, so that the same one is never on both sides. */
  private static Representations seen(Activations network, List<Pixels> images) {
    List<String> ids = images.stream().map(TcavFamily::id).toList();
    return network.forward(ids, Array.ofImages(images)).pooled();
  }

  private static String id(Pixels pixels) {
    return ExampleShards.pixelHash(pixels);
  }

  private Map<String, Representations> classGradients(Activations network) {
    Map<String, Representations> classes = new LinkedHashMap<>();
    List<String> names = context.roles().classes();
    for (int label = 0; label < names.size(); label++) {
      int k = label;
      List<SampleEntry> entries =
          context.entries().stream()
              .filter(e -> e.label() == k)
              .limit(wanted.classExamples())
              .toList();
      List<Pixels> images = new ArrayList<>();
      context.roles().read(entries, example -> images.add(example.pixels()));
      List<String> ids = entries.stream().map(SampleEntry::id).toList();
      int[] chosen = new int[ids.size()];
      Arrays.fill(chosen, label);
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
        finding.cohensD(),
        finding.differenceScore(),
        finding.sensitivity(),
        finding.risingShare(),
        finding.vector().accuracy(),
        finding.vector().stability(),
        finding.flag());
  }
}
