package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.metrics.Row;
import org.heirloom.metrics.Rows;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.brought.Models;
import org.heirloom.report.Report;
import org.heirloom.report.ReportInput;
import org.heirloom.retain.Scorecard;
import org.heirloom.stage.Stage;
import org.heirloom.stage.StageContext;
import org.heirloom.study.Study;

/** Writes the report. One unit of work. */
public final class ReportStage implements Stage {
  /** All stages before it. */
  static final List<String> INPUTS =
      List.of(
          "examples",
          "sample",
          "teach",
          "distill",
          SurrogateStage.NAME,
          "probe",
          "explain",
          "retain");

  static final String UNIT = "report";

  @Override
  public String name() {
    return "report";
  }

  @Override
  public String meaning() {
    return "writes the report and checks the gates";
  }

  @Override
  public List<String> inputs() {
    return INPUTS;
  }

  @Override
  public Object reads(Study study, Path studyFolder) {
    return study;
  }

  @Override
  public List<String> resources() {
    return List.of("org/heirloom/report/report.css");
  }

  @Override
  public List<String> units(StageContext context) {
    return List.of(UNIT);
  }

  @Override
  public void run(String unit, StageContext context, Path draft) {
    Path retained = context.input("retain", RetainStage.UNIT);
    ReportInput input =
        new ReportInput(
            Files.json(retained.resolve(RetainStage.SCORECARD), Scorecard.class),
            arms(context),
            context.study().gates(),
            new Pictures(context).all(),
            new Sampling(context).all(),
            new Origins(context).all());
    List<Row> rows = new ArrayList<>();
    Rows.read(retained.resolve(RetainStage.ROWS), rows::add);
    Iterator<Row> all = rows.iterator();
    Report.write(input, all, draft);
  }

  private static List<ReportInput.Arm> arms(StageContext context) {
    Study study = context.study();
    Map<String, ModelId> first = new LinkedHashMap<>();
    ModelId.all(study).forEach(model -> first.putIfAbsent(model.arm(), model));
    ModelId second = first.remove(Arms.SECOND_TEACHER);
    List<ModelId> inOrder = new ArrayList<>(first.values());
    if (second != null) {
      inOrder.add(second);
    }
    return inOrder.stream().map(model -> arm(context, model)).toList();
  }

  private static ReportInput.Arm arm(StageContext context, ModelId model) {
    Path folder = model.folder(context);
    ModelSpec spec = ModelSpec.read(folder);
    return new ReportInput.Arm(
        model.arm(),
        kind(context.study(), model.arm()),
        Arms.meaning(context.study(), model.arm()),
        spec.text(),
        spec.parameters(),
        spec.multiplyAdds(),
        Models.bytes(folder));
  }

  private static ReportInput.Kind kind(Study study, String arm) {
    if (arm.equals(Arms.TEACHER)) {
      return ReportInput.Kind.TEACHER;
    }
    return study.distill().controls().contains(arm)
        ? ReportInput.Kind.CONTROL
        : ReportInput.Kind.METHOD;
  }
}
