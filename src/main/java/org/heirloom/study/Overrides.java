package org.heirloom.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Single values of a study given outside its file: {@code path=value}, with a value in YAML. */
final class Overrides {
  private static final Pattern FORM =
      Pattern.compile(
          "([\\w-]+(?:\\[[0-9]+])*(?:\\.[\\w-]+(?:\\[[0-9]+])*)*)=(.*)", Pattern.DOTALL);
  private static final Pattern STEP = Pattern.compile("\\.?([\\w-]+)|\\[([0-9]{1,6})]");
  private static final String FOLDER = "data.folder.path";

  private Overrides() {}

  /** The tree with one override laid over it; a problem is added where it cannot be. */
  static Tree.Mapping apply(Tree.Mapping tree, String override, Problems problems) {
    Matcher form = FORM.matcher(override);
    if (!form.matches()) {
      problems.add(
          "--set " + override,
          "not an override. Expected path=value, for example sample.train=5000 or"
              + " distill.methods[0].labelWeight=0.2.");
      return tree;
    }
    try {
      Tree value = YamlReader.read(form.group(2), Tree.Origin.OPTION);
      Tree given = value == null ? new Tree.Scalar("", Tree.Origin.OPTION) : value;
      return (Tree.Mapping) replace(tree, steps(form.group(1)), resolve(form.group(1), given));
    } catch (YamlReader.Malformed e) {
      problems.add("--set " + override, "the value is " + e.getMessage());
    } catch (IndexOutOfBoundsException e) {
      problems.add("--set " + override, e.getMessage());
    }
    return tree;
  }

  /** A path on the command line is relative to where the command is given, not to the study. */
  private static Tree resolve(String path, Tree value) {
    boolean folder =
        path.equals(FOLDER)
            && value instanceof Tree.Scalar scalar
            && scalar.value() instanceof String text
            && !text.isBlank()
            && !text.contains("://")
            && text.indexOf('\0') < 0;
    Object resolved =
        folder ? Path.of((String) ((Tree.Scalar) value).value()).toAbsolutePath().toString() : null;
    return folder ? new Tree.Scalar(resolved, Tree.Origin.OPTION) : value.from(Tree.Origin.OPTION);
  }

  private static List<Object> steps(String path) {
    List<Object> steps = new ArrayList<>();
    Matcher step = STEP.matcher(path);
    while (step.find()) {
      steps.add(step.group(1) == null ? (Object) Integer.valueOf(step.group(2)) : step.group(1));
    }
    return steps;
  }

  private static Tree replace(Tree tree, List<Object> steps, Tree value) {
    if (steps.isEmpty()) {
      return Tree.Mapping.lay(tree, value);
    }
    List<Object> rest = steps.subList(1, steps.size());
    return steps.get(0) instanceof Integer index
        ? item(tree, index, rest, value)
        : entry(tree, (String) steps.get(0), rest, value);
  }

  private static Tree item(Tree tree, int index, List<Object> rest, Tree value) {
    List<Tree> items = tree instanceof Tree.Sequence sequence ? sequence.items() : List.of();
    if (index >= items.size()) {
      throw new IndexOutOfBoundsException(
          "no value at [%d]. The list has %d. Expected an index below that."
              .formatted(index, items.size()));
    }
    List<Tree> changed = new ArrayList<>(items);
    changed.set(index, replace(items.get(index), rest, value));
    return Tree.Sequence.of(changed, tree.origin());
  }

  private static Tree entry(Tree tree, String key, List<Object> rest, Tree value) {
    Map<String, Tree> entries = new LinkedHashMap<>();
    if (tree instanceof Tree.Mapping mapping) {
      entries.putAll(mapping.entries());
    }
    Tree below = entries.getOrDefault(key, Tree.Mapping.of(Map.of(), Tree.Origin.OPTION));
    entries.put(key, replace(below, rest, value));
    boolean kept = tree instanceof Tree.Mapping;
    return Tree.Mapping.of(entries, kept ? tree.origin() : Tree.Origin.OPTION);
  }
}
