package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.heirloom.data.SampleEntry;
import org.heirloom.metrics.Row;
import org.heirloom.metrics.Rows;
import org.heirloom.model.Array;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.Npy;
import org.heirloom.retain.Behaviour;
import org.heirloom.retain.ConceptAgreement;
import org.heirloom.retain.Criteria;
import org.heirloom.retain.Evidence;
import org.heirloom.retain.Scorecard;
import org.heirloom.retain.Scorecards;
import org.heirloom.stage.Stage;
import org.heirloom.stage.StageContext;
import org.heirloom.study.Study;

/**
 * Gathers all rows of evidence and draws the scorecard from them.
 *
 * <p>One unit of work, because p-values are corrected over all comparisons of a family.
 */
public final class RetainStage implements Stage {
  static final String UNIT = "all";
  static final String ROWS = "rows.csv";
  static final String SCORECARD = "scorecard.json";

  @Override
  public String name() {
    return "retain";
  }

  @Override
  public String meaning() {
    return "compares students with their teachers";
  }

  @Override
  public List<String> inputs() {
    return List.of("sample", "teach", "distill", SurrogateStage.NAME, "probe", "explain");
  }

  @Override
  public Object reads(Study study, Path studyFolder) {
    return Part.of(study)
        .arms()
        .with("name", study.name())
        .with("teach.model", study.teach().model().given())
        .with(
            "distill.brought", study.distill().brought().stream().map(Study.Student::name).toList())
        .with("probe", study.probe())
        .with("explain.measures", study.explain().measures())
        .with("surrogate", SurrogateStage.families(study).size())
        .with("retain", study.retain())
        .values();
  }

  @Override
  public List<String> units(StageContext context) {
    return List.of(UNIT);
  }

  @Override
  public void run(String unit, StageContext context, Path draft) {
    Evidence evidence = new Evidence();
    Set<String> measured = new TreeSet<>();
    try (Rows.Output rows = Rows.create(draft.resolve(ROWS))) {
      eachRow(
          context,
          row -> {
            rows.accept(row);
            evidence.accept(row);
            measured.add(row.metric());
          });
    }
    Scorecard scorecard =
        Scorecards.build(
            Criteria.of(context.study()), evidence, NotMeasured.of(context.study(), measured));
    Files.json(draft.resolve(SCORECARD), scorecard);
  }

  private static void eachRow(StageContext context, java.util.function.Consumer<Row> sink) {
    for (ModelId model : ModelId.all(context.study())) {
      ModelSpec spec = ModelSpec.read(model.folder(context));
      size(model, "parameters", spec.parameters()).ifPresent(sink);
      size(model, "multiply-adds", spec.multiplyAdds()).ifPresent(sink);
    }
    behaviour(context).forEach(sink);
    DetectedConcepts.rows(context).forEach(sink);
    Inherited inherited = new Inherited(context.study());
    Map<ModelId, ConceptAgreement> teachers = new LinkedHashMap<>();
    for (ModelId model : ModelId.all(context.study())) {
      List<Row> concepts = new ArrayList<>();
      Rows.read(
          context.input("probe", model.unit()).resolve("rows.csv"),
          row -> {
            sink.accept(row);
            inherited.accept(model, row);
            if (row.metric().equals(ConceptAgreement.SCORE)) {
              concepts.add(row);
            }
          });
      if (model.isTeacher()) {
        teachers.put(model, new ConceptAgreement(concepts));
      } else {
        teachers.get(model.teacher(context.study())).with(concepts).stream()
            .map(found -> found.row(model.arm(), model.replicate(), model.budget()))
            .forEach(sink);
      }
    }
    inherited.rows().forEach(sink);
    SurrogateStage.rows(context).forEach(rows -> Rows.read(rows, sink));
    for (String unit : context.inputUnits("explain")) {
      Rows.read(context.input("explain", unit).resolve("rows.csv"), sink);
    }
  }

  /** Empty where it is not known. */
  private static Optional<Row> size(ModelId model, String metric, long value) {
    return value == 0
        ? Optional.empty()
        : Optional.of(
            new Row(model.arm(), model.replicate(), model.budget(), metric, "", "", value, ""));
  }

  /** What all networks answer on the test role. */
  private static List<Row> behaviour(StageContext context) {
    List<SampleEntry> entries = new Roles(context).entries("test");
    List<String> ids = entries.stream().map(SampleEntry::id).toList();
    int[] labels = entries.stream().mapToInt(SampleEntry::label).toArray();
    Map<ModelId, Behaviour> teachers = new LinkedHashMap<>();
    List<Row> rows = new ArrayList<>();
    for (ModelId model : ModelId.all(context.study())) {
      Array logits = Npy.read(context.input("probe", model.unit()).resolve(ProbeStage.TEST_LOGITS));
      if (model.isTeacher()) {
        Behaviour teacher = Behaviour.of(ids, labels, logits);
        teachers.put(model, teacher);
        rows.addAll(teacher.teacher(model.replicate(), model.budget()));
      } else {
        rows.addAll(
            teachers
                .get(model.teacher(context.study()))
                .student(model.arm(), model.replicate(), model.budget(), logits));
      }
    }
    return rows;
  }
}
