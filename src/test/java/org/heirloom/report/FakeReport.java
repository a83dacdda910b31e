package org.heirloom.report;

import java.util.List;
import org.heirloom.metrics.Row;
import org.heirloom.report.ReportInput.Arm;
import org.heirloom.report.ReportInput.Kind;
import org.heirloom.report.ReportInput.Named;
import org.heirloom.report.ReportInput.Pictures;
import org.heirloom.report.ReportInput.Provenance;
import org.heirloom.report.ReportInput.Role;
import org.heirloom.report.ReportInput.Sampling;
import org.heirloom.retain.Scorecard;
import org.heirloom.study.Study;

/** A made-up result of a study, as large and as varied as a real one. */
final class FakeReport {
  private FakeReport() {}

  static ReportInput input() {
    return new ReportInput(
        FakeScores.scorecard(), arms(), gates(), FakePictures.pictures(), sampling(), provenance());
  }

  /** A study that measured nothing. */
  static ReportInput empty(String name) {
    return new ReportInput(
        new Scorecard(1, name, 0.95, List.of(), List.of(), List.of(), List.of()),
        List.of(),
        List.of(),
        Pictures.none(),
        new Sampling("", List.of(), List.of(), List.of(), List.of()),
        new Provenance(List.of(), List.of(), List.of(), ""));
  }

  static ReportInput with(ReportInput input, Scorecard scorecard) {
    return new ReportInput(
        scorecard,
        input.arms(),
        input.gates(),
        input.pictures(),
        input.sampling(),
        input.provenance());
  }

  /** The same with other findings in units. */
  static ReportInput with(UnitFindings units) {
    return drawing(units, FakePictures.pictures().locals());
  }

  /** The same with other local students. */
  static ReportInput with(Locals locals) {
    return drawing(FakePictures.pictures().units(), locals);
  }

  private static ReportInput drawing(UnitFindings units, Locals locals) {
    ReportInput whole = input();
    Pictures pictures = whole.pictures();
    return new ReportInput(
        whole.scorecard(),
        whole.arms(),
        whole.gates(),
        new Pictures(
            pictures.gallery(),
            pictures.curves(),
            pictures.similarities(),
            pictures.concepts(),
            pictures.dissection(),
            pictures.conceptMaps(),
            pictures.histories(),
            units,
            pictures.information(),
            pictures.trust(),
            pictures.prototypes(),
            locals),
        whole.sampling(),
        whole.provenance());
  }

  static List<Row> rows() {
    return List.of(
        new Row("teacher", 0, 1.0, "accuracy", "", "creature-00017", 1.0, ""),
        new Row(
            "distilled",
            2,
            0.1,
            "map-agreement",
            "grad-cam",
            "a,\"b\"",
            Double.NaN,
            "constant-map"));
  }

  static List<Study.Gate> gates() {
    return List.of(
        new Study.Gate("accuracy-gap", "distilled", "", "lower", -0.05, null),
        new Study.Gate("kl", "distilled", "", "upper", null, 0.01),
        new Study.Gate("road", "distilled", "", "lower", 0.1, null));
  }

  private static List<Arm> arms() {
    return List.of(
        new Arm(
            "teacher",
            Kind.TEACHER,
            "the network to learn from",
            "resnet-20, width 16",
            272_282,
            40_813_184,
            1_117_440),
        new Arm(
            "distilled",
            Kind.METHOD,
            "learned from the teacher’s answers",
            "resnet-8, width 16",
            77_946,
            12_190_208,
            322_048),
        new Arm(
            "label-only",
            Kind.CONTROL,
            "the same student, trained on labels alone",
            "resnet-8, width 16",
            77_946,
            12_190_208,
            322_048),
        new Arm(
            "untrained",
            Kind.CONTROL,
            "the same student, never trained",
            "resnet-8, width 16",
            77_946,
            12_190_208,
            322_048));
  }

  private static Sampling sampling() {
    return new Sampling(
        "12 000 creatures drawn by the generator: 6 classes, 32 × 32 pixels, every mask and cause known.",
        List.of(
            new Role("train", 10_000, 10_000, "what networks learn from"),
            new Role("selection", 500, 500, "chooses the epoch; never reported"),
            new Role("test", 1000, 1000, "behaviour"),
            new Role("probe", 400, 398, "concepts and similarity"),
            new Role("saliency", 64, 64, "maps")),
        List.of("probe, class plain-horn: 65 of 67."),
        List.of(),
        List.of(new Named("train/cat/broken.jpg", "ends after 312 of 4096 bytes")));
  }

  private static Provenance provenance() {
    return new Provenance(
        List.of(
            new Named("code", "0.1.0 (classes 5f3a9c…)"),
            new Named("CPU", "a fictitious processor, 2 threads"),
            new Named("natives", "TensorFlow 2.16.2, linux-x86_64"),
            new Named("precision", "float32")),
        List.of(
            new Named("examples", "3f9c0a77d1e5b2c4"),
            new Named("sample", "a81f55e0c9d3b6f2"),
            new Named("teach", "77de90aa13c4f5b8")),
        List.of(
            "./heirloom run configs/quickstart.yaml", "./heirloom verify configs/quickstart.yaml"),
        "name: quickstart\nseed: 1\ncompute:\n  threads: 2\n  precision: float32\n");
  }
}
