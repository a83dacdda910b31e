package org.heirloom.study;

import java.util.List;
import java.util.Optional;
import org.heirloom.study.Study.Network;

/**
 * Layers that a study names are those of its networks; teacher and student may differ in them. Of a
 * model that is brought none are known, and those of the other count alone.
 */
public final class LayerChecks {
  /** Stands for every layer. */
  static final String ALL = "all";

  private final Network teacher;
  private final Network student;
  private final boolean spatial;

  private LayerChecks(Study study, boolean spatial) {
    Network teachers = study.teach().network();
    this.student = study.distill().trains() ? study.distill().network() : teachers;
    this.teacher = study.teach().model().given() ? student : teachers;
    this.spatial = spatial;
  }

  /** Any layer. */
  static LayerChecks any(Study study) {
    return new LayerChecks(study, false);
  }

  /** A layer with positions. */
  static LayerChecks spatial(Study study) {
    return new LayerChecks(study, true);
  }

  /** Teacher and student have each of these layers, and none stands twice. */
  void check(Scope scope, String key, List<String> layers) {
    for (int i = 0; i < layers.size(); i++) {
      check(scope, key + "[" + i + "]", layers.get(i));
    }
    scope.distinct(key, layers);
  }

  /** The same, or {@link #ALL} alone. */
  void checkOrAll(Scope scope, String key, List<String> layers) {
    if (!layers.equals(List.of(ALL))) {
      check(scope, key, layers);
    }
  }

  /**
   * The layers that a study names; for {@link #ALL} every one that teacher and student both have,
   * from input to output.
   */
  public static List<String> named(Study study, List<String> layers) {
    if (!layers.equals(List.of(ALL))) {
      return layers;
    }
    LayerChecks checks = any(study);
    List<String> students = checks.layers(checks.student).orElseThrow();
    return checks.layers(checks.teacher).orElseThrow().stream().filter(students::contains).toList();
  }

  /** Teacher and student have this layer. */
  void check(Scope scope, String key, String layer) {
    Optional<List<String>> teachers = layers(teacher);
    Optional<List<String>> students = layers(student);
    if (teachers.isEmpty() || students.isEmpty()) {
      scope.known(key, layer, Vocabulary.LAYERS);
      return;
    }
    boolean inTeacher = teachers.get().contains(layer);
    boolean inStudent = students.get().contains(layer);
    List<String> common = teachers.get().stream().filter(students.get()::contains).toList();
    if (!inTeacher && !inStudent) {
      scope.refuse(
          key, "unknown layer. Got %s. %s".formatted(Text.quote(layer), expected(layer, common)));
    } else if (!inTeacher || !inStudent) {
      scope.refuse(
          key,
          "no layer of the %s. Got %s. %s"
              .formatted(
                  inTeacher ? described("student", student) : described("teacher", teacher),
                  Text.quote(layer),
                  expected(layer, common)));
    }
  }

  /**
   * The student's layer and the teacher's that it is compared with: one name for both, or {@code
   * student:teacher}.
   */
  void checkPair(Scope scope, String key, String pair) {
    int colon = pair.indexOf(':');
    if (colon < 0) {
      check(scope, key, pair);
    } else {
      checkStudent(scope, key, pair.substring(0, colon));
      has(scope, key, pair.substring(colon + 1), described("teacher", teacher), layers(teacher));
    }
  }

  /** The student has this layer, whatever the teacher has. */
  void checkStudent(Scope scope, String key, String layer) {
    has(scope, key, layer, described("student", student), layers(student));
  }

  private static void has(
      Scope scope, String key, String layer, String who, Optional<List<String>> layers) {
    scope.require(
        layers.isEmpty() || layers.get().contains(layer),
        key,
        "no layer of the %s. Got %s. %s"
            .formatted(who, Text.quote(layer), expected(layer, layers.orElse(List.of()))));
  }

  private static String expected(String layer, List<String> common) {
    String near =
        Text.nearest(layer, common).map(name -> " Did you mean \"" + name + "\"?").orElse("");
    return "Expected " + String.join(", ", common) + "." + near;
  }

  private static String described(String who, Network network) {
    return who + ", " + network.architecture() + " with pooling " + network.pooling();
  }

  private Optional<List<String>> layers(Network network) {
    return Vocabulary.POOLINGS.contains(network.pooling())
        ? ArchitectureFamily.member(network.architecture())
            .map(
                member -> {
                  Pooling pooling = Pooling.of(network.pooling());
                  return spatial ? member.spatialLayers(pooling) : member.layers(pooling);
                })
        : Optional.empty();
  }
}
