package org.heirloom.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Lays the objectives of a study's methods over their defaults, so that each says all its settings.
 *
 * <p>The defaults stand below {@code distill.objectives}, by objective; what {@code every} says
 * holds for all. They are read, and then no part of the study: a default that no method uses
 * changes nothing.
 */
final class ObjectiveDefaults {
  /** What holds for every objective that does not say otherwise. */
  static final String EVERY = "every";

  private static final String NAME = "name";
  private static final String DISTILL = "distill";
  private static final String OBJECTIVES = "objectives";

  private ObjectiveDefaults() {}

  /** Where the defaults of an objective stand. */
  static String path(String name) {
    return DISTILL + "." + OBJECTIVES + "." + name;
  }

  /** The study with every bare name of an objective written as {@code name: ..}. */
  static Tree.Mapping named(Tree.Mapping study) {
    return eachObjective(study, ObjectiveDefaults::named);
  }

  private static Tree named(Tree objective) {
    return objective instanceof Tree.Scalar scalar && scalar.value() instanceof String
        ? Tree.Mapping.of(Map.of(NAME, objective), objective.origin())
        : objective;
  }

  /** The study without defaults, in which every objective is complete. */
  static Tree.Mapping complete(Tree.Mapping study) {
    Map<String, Tree> defaults = of(study);
    Tree.Mapping complete =
        eachObjective(
            study,
            entry -> named(entry) instanceof Tree.Mapping given ? over(defaults, given) : entry);
    return (Tree.Mapping) Tree.at(complete, DISTILL, distill -> without(distill, OBJECTIVES));
  }

  private static Tree over(Map<String, Tree> defaults, Tree.Mapping given) {
    boolean known =
        given.entries().get(NAME) instanceof Tree.Scalar name
            && Vocabulary.OBJECTIVES.contains(String.valueOf(name.value()));
    if (!known) {
      return given;
    }
    String name = (String) ((Tree.Scalar) given.entries().get(NAME)).value();
    Tree.Mapping complete = Tree.Mapping.of(Map.of(), given.origin());
    for (String each : List.of(EVERY, name)) {
      if (defaults.get(each) instanceof Tree.Mapping mapping) {
        complete = complete.under(mapping);
      }
    }
    return complete.under(given);
  }

  /** What a study says of each objective and of {@link #EVERY}, with its name; not yet checked. */
  static Map<String, Tree> of(Tree.Mapping study) {
    Map<String, Tree> defaults = new LinkedHashMap<>();
    if (study.entries().get(DISTILL) instanceof Tree.Mapping distill
        && distill.entries().get(OBJECTIVES) instanceof Tree.Mapping all) {
      all.entries().forEach((name, settings) -> defaults.put(name, said(name, settings)));
    }
    return defaults;
  }

  private static Tree said(String name, Tree settings) {
    return settings instanceof Tree.Mapping mapping
        ? mapping.under(
            Tree.Mapping.of(
                Map.of(NAME, new Tree.Scalar(name, mapping.origin())), mapping.origin()))
        : settings;
  }

  /** A problem where the defaults are not keys with values. */
  static void check(Tree.Mapping study, Problems problems) {
    if (study.entries().get(DISTILL) instanceof Tree.Mapping distill) {
      Tree all = distill.entries().get(OBJECTIVES);
      if (!(all instanceof Tree.Mapping)) {
        problems.locate(DISTILL + "." + OBJECTIVES, all.origin());
        problems.add(
            DISTILL + "." + OBJECTIVES,
            "wrong type. Got %s. Expected keys with values. These are defaults; what a student"
                    .formatted(all.quoted())
                + " learns by stands at distill.methods[..].objectives.");
      }
    }
  }

  private static Tree.Mapping eachObjective(Tree.Mapping study, UnaryOperator<Tree> change) {
    return (Tree.Mapping)
        Tree.at(
            study,
            DISTILL,
            distill ->
                Tree.at(
                    distill,
                    "methods",
                    methods ->
                        Tree.each(
                            methods,
                            method ->
                                Tree.at(
                                    method, OBJECTIVES, entries -> Tree.each(entries, change)))));
  }

  private static Tree without(Tree tree, String key) {
    if (!(tree instanceof Tree.Mapping mapping)) {
      return tree;
    }
    Map<String, Tree> entries = new LinkedHashMap<>(mapping.entries());
    entries.remove(key);
    return Tree.Mapping.of(entries, mapping.origin());
  }
}
