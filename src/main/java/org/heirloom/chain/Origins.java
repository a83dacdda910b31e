package org.heirloom.chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heirloom.report.ReportInput;
import org.heirloom.stage.StageContext;
import org.heirloom.study.Study;

/** What the report says of where it comes from. */
final class Origins {
  private final StageContext context;

  Origins(StageContext context) {
    this.context = context;
  }

  ReportInput.Provenance all() {
    Study study = context.study();
    List<ReportInput.Named> keys = new ArrayList<>();
    for (String stage : ReportStage.INPUTS) {
      if (!stage.equals(SurrogateStage.NAME) || !SurrogateStage.families(study).isEmpty()) {
        keys.add(new ReportInput.Named(stage, key(context, stage)));
      }
    }
    JsonNode teach = provenance(context, "teach");
    List<ReportInput.Named> facts = new ArrayList<>();
    facts.add(new ReportInput.Named("seed", Long.toString(study.seed())));
    facts.add(new ReportInput.Named("threads", Integer.toString(study.compute().threads())));
    facts.add(new ReportInput.Named("precision", study.compute().precision()));
    for (JsonNode environment : teach.path("environments")) {
      environment
          .fields()
          .forEachRemaining(
              f -> facts.add(new ReportInput.Named(f.getKey(), f.getValue().asText())));
    }
    facts.add(new ReportInput.Named("code of the training", teach.path("code").asText()));
    return new ReportInput.Provenance(
        facts,
        keys,
        List.of("heirloom run study.yaml", "heirloom verify study.yaml"),
        org.heirloom.study.StudyYaml.of(study));
  }

  /** Key of a stage that was read. */
  static String key(StageContext context, String stage) {
    return provenance(context, stage).path("key").asText();
  }

  private static JsonNode provenance(StageContext context, String stage) {
    Path folder = context.input(stage, context.inputUnits(stage).get(0));
    return Files.json(folder.resolve("provenance.json"), JsonNode.class);
  }
}
