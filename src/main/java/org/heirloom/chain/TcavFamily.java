package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.heirloom.Seed;
import org.heirloom.data.Concept;
import org.heirloom.data.ConceptImages;
import org.heirloom.data.SampleEntry;
import org.heirloom.image.Pixels;
import org.heirloom.metrics.Measured;
import org.heirloom.model.Array;
import org.heirloom.probe.Activations;
import org.heirloom.probe.Representations;
import org.heirloom.probe.Tcav;
import org.heirloom.probe.TcavFinding;
import org.heirloom.probe.TcavInput;
import org.heirloom.probe.TcavSettings;
import org.heirloom.study.Study;

/** On which concepts classes depend: {@code probe.tcav}, with images of its own. */
final class TcavFamily implements ProbeFamily {
  /** Flag of a concept on which a class does not depend beyond what chance sets reach. */
  private static final String NOT_SIGNIFICANT = "not-significant";

  /** Random images per concept image: so that random sets differ enough. */
  private static final int POOL_FACTOR = 4;

  private final ProbeContext context;
  private final Study study;

  private TcavFamily(ProbeContext context) {
    this.context = context;
    this.study = context.study();
  }

  static Optional<ProbeFamily> of(ProbeContext context) {
    return context.study().probe().tcav().enabled()
        ? Optional.of(new TcavFamily(context))
        : Optional.empty();
  }

  @Override
  public Set<String> layers() {
    return new LinkedHashSet<>(study.probe().tcav().layers());
  }

  @Override
  public void conclude(Activations network, Path draft, Consumer<Measured> sink) {
    Map<String, Representations> classes = classGradients(network);
    List<ProbeStage.Finding> stored = new ArrayList<>();
    for (Map.Entry<Concept.Kind, List<Concept>> kind : wantedConcepts().entrySet()) {
      List<TcavFinding> findings = findings(network, kind.getKey(), kind.getValue(), classes);
      vectors(findings, sink);
      for (TcavFinding finding : findings) {
        sink.accept(judged(finding));
        stored.add(stored(finding));
      }
    }
    Files.json(draft.resolve(ProbeStage.TCAV), stored);
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
    Seed seed = context.seed();
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
    return Tcav.findings(
        input,
        new TcavSettings(
            wanted.randomSets(),
            wanted.pseudoConcepts(),
            wanted.ridge(),
            wanted.minStability(),
            study.retain().confidence(),
            seed.child("sets")));
  }

  private static void vectors(List<TcavFinding> findings, Consumer<Measured> sink) {
    Set<String> told = new LinkedHashSet<>();
    for (TcavFinding finding : findings) {
      if (told.add(finding.layer() + "/" + finding.concept())) {
        finding.measuredVector().forEach(sink);
      }
    }
  }

  private static Representations pooled(Activations network, String name, List<Pixels> images) {
    List<String> ids = IntStream.range(0, images.size()).mapToObj(i -> name + " " + i).toList();
    return network.forward(ids, Array.ofImages(images)).pooled();
  }

  private Map<String, Representations> classGradients(Activations network) {
    Map<String, Representations> classes = new LinkedHashMap<>();
    List<String> names = context.roles().classes();
    int most = study.probe().tcav().classExamples();
    for (int label = 0; label < names.size(); label++) {
      int wanted = label;
      List<SampleEntry> entries =
          context.entries().stream().filter(e -> e.label() == wanted).limit(most).toList();
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
        finding.differenceScore(),
        finding.vector().accuracy(),
        finding.vector().stability(),
        finding.flag());
  }
}
