package org.heirloom.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.heirloom.DataException;
import org.heirloom.metrics.Family;
import org.heirloom.report.Report;
import org.heirloom.report.ReportInput;
import org.heirloom.retain.Scorecard;
import org.heirloom.retain.Scorecard.Estimate;
import org.heirloom.retain.Scorecard.Score;
import org.heirloom.retain.Scorecard.Status;
import org.heirloom.retain.Scorecard.Verdict;
import org.heirloom.stage.Stage;
import org.heirloom.stage.StageContext;
import org.heirloom.stage.StageRegistry;
import org.heirloom.study.Study;

/**
 * A chain of two stages that ends in a report at once.
 *
 * <p>{@code data.generator.classes} 5 makes the first stage fail by its data, 6 by a bug.
 */
public final class FakeStages implements StageRegistry {
  private static final Estimate NONE = new Estimate(Double.NaN, Double.NaN, Double.NaN);

  /** Writes a study and a pipeline of these stages. */
  static void write(Path folder) throws IOException {
    Files.writeString(folder.resolve("study.yaml"), "name: small\n");
    Files.writeString(
        folder.resolve("pipeline.yaml"),
        """
        name: small
        meaning: Two stages.
        stages:
          - {stage: examples, pool: cpu, parallelism: 1, cpus: 1, memory: 2Gi}
          - {stage: report, pool: cpu, parallelism: 1, cpus: 1, memory: 2Gi}
        """);
  }

  @Override
  public List<Stage> stages() {
    return List.of(new Examples(), new Reporting());
  }

  private static Scorecard scorecard(Study study) {
    return new Scorecard(1, study.name(), 0.95, List.of(score()), verdicts(), List.of(), List.of());
  }

  private static Score score() {
    return new Score(
        Family.BEHAVIOUR,
        "accuracy-gap",
        "distilled",
        1,
        "",
        NONE,
        NONE,
        new Estimate(-0.02, -0.04, 0),
        NONE,
        0.03,
        Status.NOT_SHOWN,
        0.05,
        Double.NaN,
        3,
        1000,
        "");
  }

  private static List<Verdict> verdicts() {
    return List.of(
        verdict(Family.BEHAVIOUR, 0.5, Status.LOST, "Half the data is not enough."),
        verdict(Family.BEHAVIOUR, 1, Status.NOT_SHOWN, "It answers nearly as its teacher does."),
        verdict(Family.SALIENCY, 1, Status.RETAINED, "It looks at the same places."));
  }

  private static Verdict verdict(Family family, double budget, Status status, String sentence) {
    return new Verdict(family, "distilled", budget, status, sentence, List.of(), List.of());
  }

  private static final class Examples implements Stage {
    @Override
    public String name() {
      return "examples";
    }

    @Override
    public String meaning() {
      return "Examples of the study.";
    }

    @Override
    public List<String> inputs() {
      return List.of();
    }

    @Override
    public Object reads(Study study, Path studyFolder) {
      return study.data();
    }

    @Override
    public List<String> units(StageContext context) {
      return List.of("shard-0", "shard-1");
    }

    @Override
    public void run(String unit, StageContext context, Path draft) {
      if (context.study().data().generator().classes() == 5) {
        throw new DataException("images/cat.jpg: damaged. Expected a JPEG or PNG file.");
      }
      if (context.study().data().generator().classes() == 6) {
        throw new IllegalStateException("odd");
      }
      try {
        Files.writeString(draft.resolve("examples.txt"), unit);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class Reporting implements Stage {
    @Override
    public String name() {
      return "report";
    }

    @Override
    public String meaning() {
      return "A report.";
    }

    @Override
    public List<String> inputs() {
      return List.of("examples");
    }

    @Override
    public Object reads(Study study, Path studyFolder) {
      return Map.of("name", study.name(), "gates", study.gates());
    }

    @Override
    public List<String> units(StageContext context) {
      return List.of("report");
    }

    @Override
    public void run(String unit, StageContext context, Path draft) {
      Study study = context.study();
      ReportInput input =
          new ReportInput(
              scorecard(study),
              List.of(),
              study.gates(),
              ReportInput.Pictures.none(),
              new ReportInput.Sampling("", List.of(), List.of(), List.of(), List.of()),
              new ReportInput.Provenance(List.of(), List.of(), List.of(), ""));
      Report.write(input, List.<org.heirloom.metrics.Row>of().iterator(), draft);
    }
  }
}
