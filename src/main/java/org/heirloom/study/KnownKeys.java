package org.heirloom.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All keys of a study, to say what an unknown one may have meant. */
final class KnownKeys {
  private final List<String> paths = new ArrayList<>();

  KnownKeys(Tree reference) {
    collect(reference, "");
  }

  private void collect(Tree tree, String path) {
    if (tree instanceof Tree.Mapping mapping) {
      mapping
          .entries()
          .forEach((key, entry) -> collect(entry, path.isEmpty() ? key : path + "." + key));
    }
    if (!path.isEmpty()) {
      paths.add(path);
    }
  }

  /** What to try in place of {@code key} where only {@code siblings} are known. */
  String hint(String key, List<String> siblings) {
    Optional<String> near = Text.nearest(key, siblings);
    if (near.isPresent()) {
      return "Did you mean \"" + near.get() + "\"?";
    }
    List<String> elsewhere = paths.stream().filter(path -> path.endsWith("." + key)).toList();
    if (!elsewhere.isEmpty()) {
      return "It belongs at " + String.join(" or ", elsewhere) + ". Look at the indentation.";
    }
    if (key.equals("<<")) {
      return "Merge keys are not supported: mappings are laid over the defaults anyway.";
    }
    return "Known: " + String.join(", ", siblings) + ".";
  }
}
