package org.heirloom.study;

import java.util.List;
import java.util.Optional;
import org.heirloom.study.Study.Network;

/** Layers that a study names are those of its networks; teacher and student may differ in them. */
final class LayerChecks {
  private final Network teacher;
  private final Network student;
  private final boolean spatial;

  private LayerChecks(Study study, boolean spatial) {
    this.teacher = study.teach().network();
    this.student = study.distill().network();
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

  private String expected(String layer, List<String> common) {
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
                member ->
                    spatial ? member.spatialLayers() : member.layers(Pooling.of(network.pooling())))
        : Optional.empty();
  }
}
