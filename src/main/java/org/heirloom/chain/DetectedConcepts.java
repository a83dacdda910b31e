package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.heirloom.chain.DissectionFamily.Layer;
import org.heirloom.metrics.Row;
import org.heirloom.stage.StageContext;

/** Which concepts have detectors in teacher and student, compared student by student. */
final class DetectedConcepts {
  private static final String NO_DETECTORS = "no-detectors";

  private DetectedConcepts() {}

  /** The rows of all students; none where networks were not dissected. */
  static List<Row> rows(StageContext context) {
    Map<ModelId, List<Layer>> known = new HashMap<>();
    List<Row> rows = new ArrayList<>();
    for (ModelId model : ModelId.all(context.study())) {
      ModelId teacher = model.teacher(context.study());
      List<Layer> own = known.computeIfAbsent(model, id -> layers(context, id));
      if (!model.isTeacher()) {
        List<Layer> teachers = known.computeIfAbsent(teacher, id -> layers(context, id));
        for (int i = 0; i < Math.min(own.size(), teachers.size()); i++) {
          rows.addAll(rows(model, teachers.get(i), own.get(i)));
        }
      }
    }
    return rows;
  }

  private static List<Layer> layers(StageContext context, ModelId model) {
    Path file = context.input("probe", model.unit()).resolve(DissectionFamily.FILE);
    return java.nio.file.Files.exists(file) ? List.of(Files.json(file, Layer[].class)) : List.of();
  }

  private static List<Row> rows(ModelId model, Layer teacher, Layer student) {
    Overlap overlap = Overlap.of(teacher.detected(), student.detected());
    String subject = student.layer() + "/" + student.level();
    return List.of(
        row(model, "concepts-kept", subject, overlap.kept()),
        row(model, "concepts-gained", subject, overlap.gained()),
        row(model, "detector-overlap", subject, overlap.jaccard()));
  }

  private static Row row(ModelId model, String metric, String subject, double value) {
    return new Row(
        model.arm(),
        model.replicate(),
        model.budget(),
        metric,
        subject,
        "",
        value,
        Double.isNaN(value) ? NO_DETECTORS : "");
  }

  /**
   * How two sets of concepts lie to each other.
   *
   * @param kept share of the teacher's that the student has, too; NaN where it has none
   * @param gained how many only the student has
   * @param jaccard common ones of all that either has; NaN where neither has one
   */
  record Overlap(double kept, int gained, double jaccard) {
    static Overlap of(List<String> teacher, List<String> student) {
      Set<String> both = new TreeSet<>(teacher);
      both.retainAll(student);
      Set<String> either = new TreeSet<>(teacher);
      either.addAll(student);
      return new Overlap(
          (double) both.size() / teacher.size(),
          student.size() - both.size(),
          (double) both.size() / either.size());
    }
  }
}
