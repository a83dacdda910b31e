package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.heirloom.Seed;
import org.heirloom.data.Concept;
import org.heirloom.data.ConceptImages;
import org.heirloom.data.ConceptSource;
import org.heirloom.data.DrawnConcepts;
import org.heirloom.data.Example;
import org.heirloom.data.FolderConcepts;
import org.heirloom.data.MaskConcepts;
import org.heirloom.data.SampleEntry;
import org.heirloom.image.Pixels;
import org.heirloom.store.SourceFolder;
import org.heirloom.store.Stores;
import org.heirloom.study.Study;

/** The images of a study's concepts: the same for every network, so that only these differ. */
final class ConceptSets {
  /**
   * Random images per concept image: so that random sets differ enough, and that twice as many are
   * left where half of them show the concept.
   */
  private static final int POOL_FACTOR = 6;

  private final ProbeContext context;
  private final Study study;
  private final Map<Concept.Kind, ConceptSource> sources = new LinkedHashMap<>();

  ConceptSets(ProbeContext context) {
    this.context = context;
    this.study = context.study();
  }

  /** Concepts that are tested against random images, by kind: random ones must be of that kind. */
  Map<Concept.Kind, List<Concept>> byKind() {
    Map<Concept.Kind, List<Concept>> byKind = new LinkedHashMap<>();
    concepts(study).forEach(c -> byKind.computeIfAbsent(c.kind(), k -> new ArrayList<>()).add(c));
    return byKind;
  }

  private static List<Concept> concepts(Study study) {
    List<String> named = study.probe().tcav().concepts();
    return named.isEmpty()
        ? ConceptImages.defaults(study.data())
        : named.stream().map(Concept::parse).toList();
  }

  /** All concepts of one kind, those of relative tests too. */
  private static List<Concept> all(Study study, Concept.Kind kind) {
    Stream<String> related =
        study.probe().tcav().relative().stream()
            .flatMap(r -> Stream.concat(Stream.of(r.concept()), r.against().stream()));
    return Stream.concat(concepts(study).stream(), related.map(Concept::parse))
        .filter(concept -> concept.kind() == kind)
        .distinct()
        .toList();
  }

  List<Pixels> showing(Concept concept) {
    return source(concept.kind()).showing(concept, study.probe().tcav().conceptExamples());
  }

  List<ConceptSource.RandomImage> random(Concept.Kind kind) {
    return source(kind).random(POOL_FACTOR * study.probe().tcav().conceptExamples());
  }

  private ConceptSource source(Concept.Kind kind) {
    return sources.computeIfAbsent(kind, this::open);
  }

  private ConceptSource open(Concept.Kind kind) {
    int size = study.data().sizePixels();
    Seed seed = context.seed();
    return switch (kind) {
      case FACTOR, TEXTURE, HUE ->
          new DrawnConcepts(new ConceptImages(study.data()), kind, size, seed);
      case FOLDER ->
          new FolderConcepts(
              folder(study, context.stage().studyFolder()),
              size,
              study.data().folder().maxPixels(),
              examples(example -> true).stream().map(Example::pixels).toList(),
              seed.child("concepts"));
      case MASK -> {
        List<Concept> masks = all(study, kind);
        Set<String> names = new LinkedHashSet<>();
        masks.forEach(concept -> names.add(concept.value()));
        yield new MaskConcepts(
            examples(example -> example.masks().keySet().stream().anyMatch(names::contains)),
            masks,
            size,
            seed.child("masks"));
      }
    };
  }

  /** Examples of the role probe in random order, as many as random sets can need. */
  private List<Example> examples(Predicate<Example> wanted) {
    int most = POOL_FACTOR * study.probe().tcav().conceptExamples();
    int[] order =
        context.seed().child("random examples").stream().permutation(context.entries().size());
    List<SampleEntry> entries = new ArrayList<>();
    for (int i = 0; i < Math.min(most, order.length); i++) {
      entries.add(context.entries().get(order[i]));
    }
    List<Example> examples = new ArrayList<>();
    context
        .roles()
        .read(
            entries,
            example -> {
              if (wanted.test(example)) {
                examples.add(example);
              }
            });
    return examples;
  }

  private static SourceFolder folder(Study study, Path studyFolder) {
    String given = study.probe().tcav().folder();
    return given.isEmpty()
        ? Stores.source(studyFolder, study.data().folder().path()).in("concepts")
        : Stores.source(studyFolder, given);
  }

  /** What a user's folders of concepts hold, so that other images make another key. */
  static String fingerprint(Study study, Path studyFolder) {
    List<Concept> concepts = all(study, Concept.Kind.FOLDER);
    return concepts.isEmpty() || !study.probe().tcav().enabled()
        ? ""
        : FolderConcepts.fingerprint(folder(study, studyFolder), concepts);
  }
}
