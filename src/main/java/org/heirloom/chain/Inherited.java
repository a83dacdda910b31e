package org.heirloom.chain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heirloom.metrics.Measured;
import org.heirloom.metrics.Row;
import org.heirloom.retain.GeneralisationKept;
import org.heirloom.retain.InformationKept;
import org.heirloom.study.Study;

/** What can be compared only once the rows of a student and of its teacher are known. */
final class Inherited {
  private static final Set<String> READS =
      Stream.of(InformationKept.READS, GeneralisationKept.READS)
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

  private final Study study;
  private final Map<ModelId, List<Row>> needed = new LinkedHashMap<>();

  Inherited(Study study) {
    this.study = study;
  }

  /** Takes a row of a network; keeps it if a comparison needs it. */
  void accept(ModelId model, Row row) {
    if (READS.contains(row.metric())) {
      needed.computeIfAbsent(model, m -> new ArrayList<>()).add(row);
    }
  }

  /** The comparisons of all students that were accepted. */
  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    needed.forEach(
        (model, own) -> {
          if (!model.isTeacher()) {
            List<Row> teacher = needed.getOrDefault(model.teacher(study), List.of());
            List<Measured> found = new ArrayList<>(InformationKept.of(teacher, own));
            found.addAll(GeneralisationKept.of(teacher, own));
            for (Measured measured : found) {
              rows.add(measured.row(model.arm(), model.replicate(), model.budget()));
            }
          }
        });
    return rows;
  }
}
