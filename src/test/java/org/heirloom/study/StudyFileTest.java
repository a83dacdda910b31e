package org.heirloom.study;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyFileTest {
  @TempDir Path folder;

  @Test
  void whatAFileDoesNotSayComesFromTheReference() throws IOException {
    Study study = load("name: small\nteach: {training: {learningRate: 1e-3}}");

    assertThat(study.name()).isEqualTo("small");
    assertThat(study.teach().training().learningRate()).isEqualTo(0.001);
    assertThat(study.teach().training().samples()).isEqualTo(60_000);
    assertThat(study.distill().training().learningRate()).isEqualTo(0.1);
  }

  @Test
  void aListReplacesTheWholeListOfTheReference() throws IOException {
    Study study = load("distill: {controls: [untrained]}\nsample: {budgets: [0.1, 0.5]}");

    assertThat(study.distill().controls()).containsExactly("untrained");
    assertThat(study.sample().budgets()).containsExactly(0.1, 0.5);
  }

  @Test
  void marginsAreMergedByMetric() throws IOException {
    Study study = load("retain: {margins: {accuracy-gap: 0.01}}");

    assertThat(study.retain().margins()).containsEntry("accuracy-gap", 0.01).hasSizeGreaterThan(1);
  }

  @Test
  void anchorsOfTheFileAreFollowed() throws IOException {
    Study study =
        load("teach: {training: &t {samples: 128, batchSize: 32}}\ndistill: {training: *t}");

    assertThat(study.distill().training().samples()).isEqualTo(128);
    assertThat(study.distill().training().batchSize()).isEqualTo(32);
  }

  @Test
  void aByteOrderMarkIsIgnored() throws IOException {
    assertThat(load("\uFEFFname: marked").name()).isEqualTo("marked");
  }

  @Test
  void overridesAreLaidOverTheFileInOrderAndRecorded() throws IOException {
    List<String> overrides =
        List.of(
            "sample.train=5000",
            "sample.train=6000",
            "distill.methods[0].labelWeight=0.2",
            "distill.methods[0].objectives[0].temperature=2",
            "distill.controls=[label-only]",
            "explain={steps: 8, layer: stage2}",
            "retain.margins.accuracy-gap=0.5",
            "name=over=ridden");
    StudyFile file = StudyFile.load(write("sample: {train: 4000}"), overrides.subList(0, 7));

    assertThat(file.overrides()).isEqualTo(overrides.subList(0, 7));
    assertThat(file.study().sample().train()).isEqualTo(6000);
    assertThat(file.study().distill().methods().get(0).labelWeight()).isEqualTo(0.2);
    assertThat(file.study().distill().methods().get(0).objectives().get(0).number("temperature"))
        .isEqualTo(2.0);
    assertThat(file.study().distill().controls()).containsExactly("label-only");
    assertThat(file.study().retain().margins()).containsEntry("accuracy-gap", 0.5);
  }

  @Test
  void objectivesAreCompletedByTheirDefaults() throws IOException {
    Study study =
        load(
            """
            distill:
              objectives:
                every: {until: 0.9}
                dkd: {otherWeight: 6}
              methods:
                - {name: a, labelWeight: 1, objectives: [dkd, {name: hints, layers: ["stage1:stage2"]}]}
            """);

    List<Study.Objective> objectives = study.distill().methods().get(0).objectives();
    assertThat(objectives.get(0).name()).isEqualTo("dkd");
    assertThat(objectives.get(0).settings())
        .isEqualTo(
            Map.of(
                "weight", 1.0,
                "warmup", 0.0833,
                "until", 0.9,
                "finalWeight", 1.0,
                "temperature", 4.0,
                "targetWeight", 1.0,
                "otherWeight", 6.0));
    assertThat(objectives.get(1).number("weight")).isEqualTo(100);
    assertThat(objectives.get(1).layers()).containsExactly("stage1:stage2");
  }

  @Test
  void aBareNameOfAnObjectiveCanBeOverridden() throws IOException {
    Path file = write("distill: {methods: [{name: a, labelWeight: 1, objectives: [dkd]}]}");

    Study study =
        StudyFile.load(
                file,
                List.of(
                    "distill.methods[0].objectives[0].temperature=2",
                    "distill.objectives.dkd.otherWeight=3"))
            .study();

    Study.Objective dkd = study.distill().methods().get(0).objectives().get(0);
    assertThat(dkd.number("temperature")).isEqualTo(2);
    assertThat(dkd.number("otherWeight")).isEqualTo(3);
  }

  @Test
  void aDefaultThatNoMethodUsesChangesNothing() throws IOException {
    assertThat(load("distill: {objectives: {dkd: {otherWeight: 3}}}"))
        .isEqualTo(load("distill: {objectives: {}}"));
  }

  @Test
  void theEffectiveStudyIsReadBackFromItsJson() throws IOException {
    Study study =
        load(
            "distill: {methods: [{name: a, labelWeight: 1, objectives: [crd, logit-regression]}]}");

    assertThat(CanonicalJson.read(CanonicalJson.text(study), Study.class)).isEqualTo(study);
  }

  @Test
  void theFolderOfAnOverrideIsRelativeToTheCurrentDirectory() throws IOException {
    StudyFile file =
        StudyFile.load(
            write("data: {source: folder, folder: {path: images}}"),
            List.of("data.folder.path=photos"));

    assertThat(file.study().data().folder().path())
        .isEqualTo(Path.of("photos").toAbsolutePath().toString());
    assertThat(file.folder()).isEqualTo(folder);
  }

  @Test
  void theEffectiveStudyLoadsToItselfAgain() throws IOException {
    StudyFile file =
        StudyFile.load(
            write(
                """
                name: "1e3"
                seed: -9223372036854775808
                data: {source: folder, folder: {path: "a: b # c\\"d\\\\é"}}
                distill:
                  methods:
                    - {name: "null", labelWeight: 1e-7, objectives: [{name: soft-targets, weight: 3, temperature: 1}]}
                    - {name: "010", labelWeight: 0, objectives: [{name: soft-targets, weight: 1e3, temperature: 20}]}
                gates:
                  - {metric: accuracy-gap, arm: "null", bound: lower, atLeast: -0.05}
                  - {metric: cka, arm: "010", subject: stage3, bound: upper, atLeast: 0, atMost: 1}
                """),
            List.of());

    StudyFile again = StudyFile.load(write(file.yaml()), List.of());

    assertThat(again.study()).isEqualTo(file.study());
    assertThat(again.yaml()).isEqualTo(file.yaml());
    assertThat(again.json()).isEqualTo(file.json());
  }

  @Test
  void theEffectiveStudyReadsLikeAStudy() throws IOException {
    String yaml = StudyFile.load(write("name: plain"), List.of()).yaml();

    assertThat(yaml)
        .startsWith("name: plain\nseed: 1\ncompute:\n  threads: 2\n  precision: float32\n")
        .contains("\n  controls:\n    - label-only\n    - untrained\n")
        .endsWith("gates: []\n");
  }

  @Test
  void canonicalJsonSortsKeysAndWritesNumbersShort() {
    Study.Training training =
        new Study.Training(
            1, 2, "adam", 2e-3, 0.1, 1e-5, "step", 1, 0, true, Jpeg.Augmentation.NONE);

    assertThat(CanonicalJson.text(training))
        .isEqualTo(
            "{\"batchSize\":2,\"cropPixels\":0,\"flip\":true,"
                + "\"jpeg\":{\"quality\":20,\"share\":0.0},\"learningRate\":0.002,"
                + "\"momentum\":0.1,\"optimizer\":\"adam\",\"samples\":1,\"schedule\":\"step\","
                + "\"warmup\":1.0,\"weightDecay\":1.0E-5}");
  }

  private Study load(String text) throws IOException {
    return StudyFile.load(write(text), List.of()).study();
  }

  private Path write(String text) throws IOException {
    return Files.write(folder.resolve("study.yaml"), text.getBytes(UTF_8));
  }

  @Test
  void studyInsideAProvenanceIsTheStudy(@TempDir Path store) throws IOException {
    StudyFile original = StudyFile.load(Path.of("configs/quickstart.yaml"), List.of());
    Path provenance =
        Files.writeString(
            store.resolve("provenance.json"),
            CanonicalJson.pretty(
                Map.of("key", "3f9c", "stage", "teach", "study", original.study())));

    assertThat(StudyFile.load(provenance, List.of()).study()).isEqualTo(original.study());
  }
}
