package org.heirloom.study;

import java.util.Map;

/**
 * Lays each student that a study brings over the defaults of a model that is brought, those of
 * {@code teach.model} in the reference, so that each says all its keys.
 */
final class BroughtDefaults {
  private static final String MODEL = "model";

  private BroughtDefaults() {}

  /** The study with complete students. */
  static Tree.Mapping complete(Tree.Mapping study, Tree.Mapping reference) {
    Tree.Mapping teach = (Tree.Mapping) reference.entries().get("teach");
    Tree.Mapping defaults =
        Tree.Mapping.of(Map.of(MODEL, teach.entries().get(MODEL)), Tree.Origin.DEFAULT);
    return (Tree.Mapping)
        Tree.at(
            study,
            "distill",
            distill ->
                Tree.at(
                    distill,
                    "brought",
                    students ->
                        Tree.each(students, student -> Tree.Mapping.lay(defaults, student))));
  }
}
