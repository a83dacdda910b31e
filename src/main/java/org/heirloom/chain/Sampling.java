package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heirloom.data.Dataset;
import org.heirloom.data.ExampleShards;
import org.heirloom.data.SampleReport;
import org.heirloom.report.ReportInput;
import org.heirloom.stage.StageContext;
import org.heirloom.study.Study;

/** What the report says of the data. */
final class Sampling {
  private final StageContext context;

  Sampling(StageContext context) {
    this.context = context;
  }

  ReportInput.Sampling all() {
    Path folder = context.input("sample", SampleStage.UNIT);
    SampleReport report = Files.json(folder.resolve(SampleStage.REPORT), SampleReport.class);
    List<ReportInput.Role> roles = new ArrayList<>();
    report
        .roles()
        .forEach(
            r ->
                roles.add(new ReportInput.Role(r.name(), r.asked(), r.found(), purpose(r.name()))));
    List<ReportInput.Named> skipped = new ArrayList<>();
    for (String shard : context.inputUnits("examples")) {
      for (Dataset.Skipped file : ExampleShards.skipped(context.input("examples", shard))) {
        skipped.add(new ReportInput.Named(file.path(), file.reason()));
      }
    }
    return new ReportInput.Sampling(
        source(context.study()), roles, report.shortfalls(), report.duplicates(), skipped);
  }

  private static String source(Study study) {
    Study.Data data = study.data();
    String size = "%d×%d pixels".formatted(data.sizePixels(), data.sizePixels());
    return data.source().equals("folder")
        ? "images of the folder " + data.folder().path() + ", " + size
        : "%d creatures of %d classes, drawn by the generator (%s), %s"
            .formatted(
                data.generator().examples(),
                data.generator().classes(),
                data.generator().mode(),
                size);
  }

  private static String purpose(String role) {
    return switch (role) {
      case "train" -> "networks learn from it";
      case "selection" -> "chooses the epoch; never reported";
      case "test" -> "behaviour is measured on it";
      case "probe" -> "shown to the probes";
      case "saliency" -> "explained";
      default -> "part of train that students see";
    };
  }
}
