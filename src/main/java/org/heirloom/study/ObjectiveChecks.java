package org.heirloom.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.study.Study.Objective;

/**
 * What must hold for the objectives of methods. Which settings an objective takes, and of which
 * type, is what the reference says of it.
 */
final class ObjectiveChecks {
  private static final String LAYERS = "layers";
  private static final Map<String, String> RANGES =
      Map.ofEntries(
          Map.entry("weight", "(0, 1000000]"),
          Map.entry("warmup", "[0, 1]"),
          Map.entry("until", "(0, 1]"),
          Map.entry("finalWeight", "[0, 1000]"),
          Map.entry("temperature", "[0.02, 100]"),
          Map.entry("targetWeight", "[0, 1000]"),
          Map.entry("otherWeight", "[0, 1000]"),
          Map.entry("distanceWeight", "[0, 10000]"),
          Map.entry("angleWeight", "[0, 10000]"),
          Map.entry("exampleWeight", "[0, 1000]"),
          Map.entry("classWeight", "[0, 1000]"),
          Map.entry("momentum", "[0, 1)"));
  private static final Map<String, Integer> MOST =
      Map.of("negatives", 1_000_000, "dimension", 4096);

  private final Study study;
  private final Map<String, Map<String, Object>> known = new LinkedHashMap<>();

  ObjectiveChecks(Study study) {
    this.study = study;
    Binder binder = new Binder(new Problems(), new KnownKeys(StudyFile.reference()));
    ObjectiveDefaults.of(StudyFile.reference())
        .forEach(
            (name, tree) -> known.put(name, binder.bind(Objective.class, tree, "").settings()));
  }

  /** Checks an objective of a method, all of whose settings are set. */
  void check(Objective objective, Scope scope) {
    scope.known("name", objective.name(), Vocabulary.OBJECTIVES);
    boolean soundDefaults =
        scope
            .problems()
            .sound(
                List.of(
                    ObjectiveDefaults.path(ObjectiveDefaults.EVERY),
                    ObjectiveDefaults.path(objective.name())));
    if (soundDefaults) {
      settings(objective, scope);
    }
    if (objective.settings().containsKey(LAYERS) && soundDefaults && scope.sound(LAYERS)) {
      layers(objective, scope);
    }
    applicable(objective.name(), scope);
  }

  /** Checks some of the defaults of an objective, or of every one. */
  void checkDefaults(String name, Objective defaults, Scope scope) {
    if (!name.equals(ObjectiveDefaults.EVERY)) {
      scope.known("", name, Vocabulary.OBJECTIVES);
    }
    settings(defaults, scope);
  }

  private void settings(Objective objective, Scope scope) {
    Map<String, Object> takes = new LinkedHashMap<>(known.get(ObjectiveDefaults.EVERY));
    takes.putAll(known.getOrDefault(objective.name(), Map.of()));
    boolean named = known.containsKey(objective.name());
    objective
        .settings()
        .forEach(
            (setting, value) -> {
              if (takes.containsKey(setting)) {
                setting(scope, setting, value, takes.get(setting));
              } else if (named) {
                unknown(scope, setting, objective.name(), List.copyOf(takes.keySet()));
              }
            });
  }

  private static void unknown(Scope scope, String setting, String name, List<String> takes) {
    scope.refuse(
        setting,
        "not a setting of %s. Expected one of %s.%s"
            .formatted(
                name,
                String.join(", ", takes),
                Text.nearest(setting, takes)
                    .map(near -> " Did you mean \"" + near + "\"?")
                    .orElse("")));
  }

  private void setting(Scope scope, String key, Object value, Object like) {
    if (!like.getClass().isInstance(value) && !(like instanceof List && value instanceof List)) {
      Class<?> type =
          like instanceof Double
              ? double.class
              : like instanceof Boolean ? boolean.class : List.class;
      scope.refuse(
          key,
          "wrong type. Got %s. Expected %s%s"
              .formatted(Text.quote(value), Plain.expected(type), Plain.hint(type, value)));
    } else if (key.equals(LAYERS)) {
      names(scope, (List<?>) value);
    } else if (MOST.containsKey(key)) {
      whole(scope, key, (Double) value);
    } else if (RANGES.containsKey(key)) {
      scope.range(key, (Double) value, RANGES.get(key));
    }
  }

  private static void whole(Scope scope, String key, double value) {
    scope.require(
        value == Math.rint(value) && value >= 1 && value <= MOST.get(key),
        key,
        "out of range. Got %s. Expected a whole number from 1 to %d."
            .formatted(Text.number(value), MOST.get(key)));
  }

  private static void names(Scope scope, List<?> layers) {
    scope.filled(LAYERS, layers);
    for (int i = 0; i < layers.size(); i++) {
      scope.require(
          layers.get(i) instanceof String,
          LAYERS + "[" + i + "]",
          "wrong type. Got %s. Expected a layer, or student:teacher."
              .formatted(Text.quote(layers.get(i))));
    }
    scope.distinct(LAYERS, layers);
  }

  private void layers(Objective objective, Scope scope) {
    LayerChecks checks =
        objective.name().equals("attention-transfer")
            ? LayerChecks.spatial(study)
            : LayerChecks.any(study);
    for (int i = 0; i < objective.layers().size(); i++) {
      String key = LAYERS + "[" + i + "]";
      if (objective.name().equals("interpretive")) {
        checks.checkStudent(scope, key, objective.layers().get(i));
      } else {
        checks.checkPair(scope, key, objective.layers().get(i));
      }
    }
  }

  /** Some objectives ask something of the data. */
  private void applicable(String name, Scope scope) {
    boolean generated =
        study.data().source().equals("generator")
            && scope.problems().sound(List.of("data.source", "data.generator.classes"));
    scope.require(
        !name.equals("dkd") || !generated || study.data().generator().classes() > 2,
        "name",
        "dkd needs at least 3 classes: with 2, nothing is left beside the target. Got"
            + " data.generator.classes of 2. Expected soft-targets, which is the same then.");
    scope.require(
        !name.equals("interpretive") || !study.data().source().equals("folder"),
        "name",
        "a folder of images has no known concepts. Got \"interpretive\". Expected an objective that"
            + " needs none, or data.source generator.");
  }
}
