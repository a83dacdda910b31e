package org.heirloom.study;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.StudyException;

/**
 * A study as it was loaded.
 *
 * @param file where it was read
 * @param overrides what was set beside the file, as {@code path=value}, in order
 * @param study the effective study: the reference, the file over it, the overrides over both
 */
public record StudyFile(Path file, List<String> overrides, Study study) {
  public StudyFile {
    overrides = List.copyOf(overrides);
  }

  /**
   * Loads and checks a study: a study file, or the {@code provenance.json} of anything in a store.
   *
   * @param overrides {@code path=value} each, laid over the file in order; values are YAML
   * @throws StudyException with every problem of the file and the overrides
   */
  public static StudyFile load(Path file, List<String> overrides) {
    Problems problems = new Problems();
    Tree.Mapping reference = reference();
    Tree.Mapping tree = ObjectiveDefaults.named(reference.under(read(file, problems)));
    problems.throwIfAny(file.toString());
    for (String override : overrides) {
      tree = Overrides.apply(tree, override, problems);
    }
    Study study = checked(tree, problems);
    problems.throwIfAny(file.toString());
    return new StudyFile(file, overrides, study);
  }

  /** The study that a whole tree says; problems are added. */
  static Study checked(Tree.Mapping tree, Problems problems) {
    Binder binder = new Binder(problems, new KnownKeys(reference()));
    Tree.Mapping complete = BroughtDefaults.complete(ObjectiveDefaults.complete(tree), reference());
    Study study = binder.bind(Study.class, complete, "");
    ObjectiveDefaults.check(tree, problems);
    ObjectiveChecks checks = new ObjectiveChecks(study);
    ObjectiveDefaults.of(tree)
        .forEach(
            (name, settings) -> {
              String path = ObjectiveDefaults.path(name);
              Study.Objective defaults = binder.bind(Study.Objective.class, settings, path);
              checks.checkDefaults(name, defaults, problems.in(path));
            });
    StudyChecks.check(study, problems);
    return study;
  }

  /** The folder against which relative paths of the study are resolved. */
  public Path folder() {
    return file.toAbsolutePath().getParent();
  }

  /** The effective study as one canonical line of JSON. */
  public String json() {
    return CanonicalJson.text(study);
  }

  /** The effective study as a study file that says everything. */
  public String yaml() {
    return StudyYaml.of(study);
  }

  /** The study that says nothing: every default. */
  public static Study defaults() {
    return checked(reference(), new Problems());
  }

  /** The defaults: {@code configs/reference.yaml}. */
  static Tree.Mapping reference() {
    return Reference.TREE;
  }

  /** Read once, when first asked for. */
  private static final class Reference {
    static final Tree.Mapping TREE = readReference();
  }

  private static Tree.Mapping readReference() {
    try (InputStream stream = StudyFile.class.getResourceAsStream("reference.yaml")) {
      return (Tree.Mapping)
          YamlReader.read(new String(stream.readAllBytes(), UTF_8), Tree.Origin.DEFAULT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (YamlReader.Malformed e) {
      throw new IllegalStateException("reference.yaml: " + e.getMessage(), e);
    }
  }

  /**
   * The study inside a {@code provenance.json}, so that whatever lies in a store can be made again.
   */
  private static Tree.Mapping ofProvenance(Tree.Mapping mapping) {
    boolean provenance = mapping.entries().keySet().containsAll(List.of("key", "stage", "study"));
    return provenance && mapping.entries().get("study") instanceof Tree.Mapping study
        ? (Tree.Mapping) withoutNulls(study)
        : mapping;
  }

  /** What may be left out stands there as null. */
  private static Tree withoutNulls(Tree tree) {
    if (tree instanceof Tree.Sequence sequence) {
      return Tree.Sequence.of(
          sequence.items().stream().map(StudyFile::withoutNulls).toList(), sequence.origin());
    }
    if (!(tree instanceof Tree.Mapping mapping)) {
      return tree;
    }
    Map<String, Tree> entries = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach(
            (key, value) -> {
              if (!(value instanceof Tree.Scalar scalar && scalar.value() == null)) {
                entries.put(key, withoutNulls(value));
              }
            });
    return Tree.Mapping.of(entries, mapping.origin());
  }

  private static Tree.Mapping read(Path file, Problems problems) {
    try {
      Tree tree = YamlReader.read(StudyText.read(file));
      if (tree instanceof Tree.Mapping mapping) {
        return ofProvenance(mapping);
      }
      problems.add(
          "",
          tree == null || (tree instanceof Tree.Scalar scalar && scalar.value() == null)
              ? "the file says nothing. Expected keys with values. Start from configs/reference.yaml."
              : "not a study. Got "
                  + tree.quoted()
                  + ". Expected keys with values, such as name: x.");
    } catch (YamlReader.Malformed e) {
      problems.locate("", e.origin());
      problems.add("", e.getMessage());
    }
    return Tree.Mapping.of(Map.of(), Tree.Origin.DEFAULT);
  }
}
