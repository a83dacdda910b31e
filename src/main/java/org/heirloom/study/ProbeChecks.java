package org.heirloom.study;

import java.util.List;
import java.util.regex.Pattern;
import org.heirloom.study.Study.Cka;
import org.heirloom.study.Study.Tcav;
import org.heirloom.study.UnitProbes.Dissection;

/** What must hold for the probes. */
final class ProbeChecks {
  private static final int MOST = 100_000;
  private static final Pattern CONCEPT =
      Pattern.compile(
          "factor/[^/\\s]+/[^/\\s]+|(texture|hue)/[^/\\s]+|folder/[^/.][^/]*|mask(/[^/]+)+");

  private static final Pattern LABEL =
      Pattern.compile("factor/[^/\\s]+/[^/\\s]+|mask(/[^/]+)+|class/.+");

  private ProbeChecks() {}

  static void check(Study study, Scope root) {
    tcav(study, root.in("probe.tcav"));
    linear(study, root.in("probe.linear"));
    cka(study, root.in("probe.cka"));
    rsa(study, root.in("probe.rsa"));
    units(study, root.in("probe.units"));
    dissection(study, root.in("probe.dissection"));
    UnitChecks.check(study, root);
    InformationChecks.check(study, root);
  }

  private static void tcav(Study study, Scope scope) {
    Tcav tcav = study.probe().tcav();
    concepts(study, scope);
    relative(study, scope);
    LayerChecks.any(study).checkOrAll(scope, "layers", tcav.layers());
    if (tcav.enabled()) {
      scope.filled("layers", tcav.layers());
    }
    scope.known("classifier", tcav.classifier(), Vocabulary.CLASSIFIERS);
    scope.known("representation", tcav.representation(), Vocabulary.REPRESENTATIONS);
    scope.known("mode", tcav.mode(), Vocabulary.SENSITIVITIES);
    scope.range("conceptExamples", tcav.conceptExamples(), 10, MOST);
    scope.range("randomSets", tcav.randomSets(), 2, 1000);
    scope.range("pseudoConcepts", tcav.pseudoConcepts(), 1, MOST);
    scope.range("classExamples", tcav.classExamples(), 1, MOST);
    scope.range("ridge", tcav.ridge(), "(0, 1000000]");
    scope.range("minStability", tcav.minStability(), "[-1, 1]");
    if (tcav.enabled()) {
      significance(study, scope);
      classExamples(study, scope);
    }
  }

  private static void concepts(Study study, Scope scope) {
    List<String> concepts = study.probe().tcav().concepts();
    for (int i = 0; i < concepts.size(); i++) {
      concept(study, scope, "concepts[" + i + "]", concepts.get(i));
    }
    scope.distinct("concepts", concepts);
  }

  private static void concept(Study study, Scope scope, String key, String concept) {
    scope.require(
        CONCEPT.matcher(concept).matches(),
        key,
        "not a concept. Got %s. Expected factor/<name>/<value>, texture/<name>, hue/<name>, folder/<name> or mask/<name>."
            .formatted(Text.quote(concept)));
    scope.require(
        !study.data().source().equals("folder") || !concept.startsWith("factor/"),
        key,
        "a folder of images has no known factors. Got %s. Expected texture/<name>, hue/<name>, folder/<name> or mask/<name>."
            .formatted(Text.quote(concept)));
    scope.require(
        !concept.startsWith("folder/")
            || !study.probe().tcav().folder().isEmpty()
            || study.data().source().equals("folder"),
        key,
        "no folder is known that would hold it. Got %s. Expected probe.tcav.folder, which holds one folder of images per concept."
            .formatted(Text.quote(concept)));
  }

  private static void relative(Study study, Scope scope) {
    List<RelativeConcept> relative = study.probe().tcav().relative();
    for (int i = 0; i < relative.size(); i++) {
      String key = "relative[" + i + "]";
      Scope each = scope.in(key);
      concept(study, each, "concept", relative.get(i).concept());
      List<String> against = relative.get(i).against();
      each.filled("against", against);
      for (int j = 0; j < against.size(); j++) {
        concept(study, each, "against[" + j + "]", against.get(j));
        each.require(
            !against.get(j).equals(relative.get(i).concept()),
            "against[" + j + "]",
            "the concept itself. Got %s. Expected another.".formatted(Text.quote(against.get(j))));
      }
      each.distinct("against", against);
    }
    scope.distinct("relative", relative.stream().map(RelativeConcept::text).toList());
  }

  private static void linear(Study study, Scope scope) {
    LinearReading linear = study.probe().linear();
    for (int i = 0; i < linear.concepts().size(); i++) {
      String concept = linear.concepts().get(i);
      boolean factor = concept.startsWith("factor/");
      scope.require(
          LABEL.matcher(concept).matches() && !(factor && study.data().source().equals("folder")),
          "concepts[" + i + "]",
          "not known of every example. Got %s. Expected %smask/<name> or class/<name>."
              .formatted(
                  Text.quote(concept),
                  study.data().source().equals("folder") ? "" : "factor/<name>/<value>, "));
    }
    scope.distinct("concepts", linear.concepts());
    LayerChecks.any(study).checkOrAll(scope, "layers", linear.layers());
    if (linear.enabled()) {
      scope.filled("layers", linear.layers());
    }
    scope.range("examples", linear.examples(), 40, 1_000_000);
    scope.range("heldOut", linear.heldOut(), "[0.1, 0.9]");
    scope.range("ridge", linear.ridge(), "(0, 1000000]");
  }

  private static void layers(Study study, boolean enabled, List<String> layers, Scope scope) {
    LayerChecks.any(study).check(scope, "layers", layers);
    if (enabled) {
      scope.filled("layers", layers);
    }
  }

  /** With too few pseudo-concepts no p-value is small enough for the study's confidence. */
  private static void significance(Study study, Scope scope) {
    double level = 1 - study.retain().confidence();
    long needed = (long) Math.ceil(1 / level - 1e-6) - 1;
    if (scope.sound("pseudoConcepts") && scope.problems().sound(List.of("retain.confidence"))) {
      scope.require(
          study.probe().tcav().pseudoConcepts() >= needed,
          "pseudoConcepts",
          "too few for anything to be significant. Got %d. Expected at least %d, because the"
                  .formatted(study.probe().tcav().pseudoConcepts(), needed)
              + " smallest p is 1 / (pseudoConcepts + 1) and retain.confidence is %s."
                  .formatted(study.retain().confidence()));
    }
  }

  private static void classExamples(Study study, Scope scope) {
    int classes = study.data().generator().classes();
    int most = study.sample().probe() / Math.max(1, classes);
    boolean sound = scope.problems().sound(List.of("sample.probe", "data.generator.classes"));
    if (sound && study.data().source().equals("generator")) {
      scope.require(
          study.probe().tcav().classExamples() <= most,
          "classExamples",
          "more than the probe role has. Got %d. Expected at most %d (sample.probe %d / %d classes)."
              .formatted(
                  study.probe().tcav().classExamples(), most, study.sample().probe(), classes));
    }
  }

  private static void cka(Study study, Scope scope) {
    Cka cka = study.probe().cka();
    layers(study, cka.enabled(), cka.layers(), scope);
    scope.range("batchSize", cka.batchSize(), 4, 65_536);
  }

  private static void rsa(Study study, Scope scope) {
    Study.Rsa rsa = study.probe().rsa();
    layers(study, rsa.enabled(), rsa.layers(), scope);
    scope.range("examples", rsa.examples(), 5, 10_000);
    scope.range("permutations", rsa.permutations(), 19, MOST);
    scope.known("dissimilarity", rsa.dissimilarity(), Vocabulary.DISSIMILARITIES);
  }

  private static void units(Study study, Scope scope) {
    UnitProbes.Units units = study.probe().units();
    layers(study, units.enabled(), units.layers(), scope);
    scope.range("tolerance", units.tolerance(), "[0, 1)");
    scope.known("measures", units.measures(), Vocabulary.UNIT_MEASURES);
    scope.distinct("measures", units.measures());
    if (units.enabled()) {
      scope.filled("measures", units.measures());
    }
  }

  private static void dissection(Study study, Scope scope) {
    Dissection dissection = study.probe().dissection();
    LayerChecks.spatial(study).check(scope, "layers", dissection.layers());
    scope.range("quantile", dissection.quantile(), "(0, 0.5]");
    scope.range("threshold", dissection.threshold(), "[0, 1)");
    scope.known("union", dissection.union(), Vocabulary.UNIONS);
    scope.known("categories", dissection.categories(), Vocabulary.CATEGORIES);
    scope.distinct("categories", dissection.categories());
    scope.distinct("concepts", dissection.concepts());
    scope.range("permutations", dissection.permutations(), 0, 100);
    if (dissection.enabled()) {
      scope.filled("layers", dissection.layers());
      scope.filled("categories", dissection.categories());
    }
  }
}
