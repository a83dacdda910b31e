package org.heirloom.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.heirloom.distill.Objectives;
import org.heirloom.evaluate.Measures;
import org.heirloom.explain.Explainers;
import org.heirloom.model.Architecture;
import org.heirloom.stage.Pipeline;
import org.heirloom.stage.PipelineReader;
import org.heirloom.stage.Stage;
import org.heirloom.study.Vocabulary;
import org.junit.jupiter.api.Test;

/** The names that a study can use are those that are implemented, and no others. */
class VocabularyTest {

  @Test
  void objectivesAreImplemented() {
    assertThat(Set.copyOf(Vocabulary.OBJECTIVES.names())).isEqualTo(Objectives.names());
  }

  @Test
  void explainersAreImplemented() {
    assertThat(Set.copyOf(Vocabulary.EXPLAINERS.names())).isEqualTo(Explainers.meanings().keySet());
  }

  @Test
  void measuresAreImplemented() {
    assertThat(Set.copyOf(Vocabulary.MEASURES.names())).isEqualTo(Measures.meanings().keySet());
  }

  @Test
  void controlsAreImplemented() {
    assertThat(Vocabulary.CONTROLS.names())
        .containsExactlyInAnyOrder(
            Arms.LABEL_ONLY,
            Arms.LABEL_SMOOTHED,
            Arms.UNTRAINED,
            Arms.RANDOM_TEACHER,
            Arms.PERMUTED_TEACHER,
            Arms.SELF_DISTILLED,
            Arms.SECOND_TEACHER);
  }

  @Test
  void architecturesAreImplementedWithTheseLayers() {
    for (String name : Vocabulary.ARCHITECTURES.names()) {
      assertThat(Architecture.named(name)).as(name).isPresent();
      assertThat(Architecture.named(name).orElseThrow().layers())
          .containsExactlyElementsOf(Vocabulary.LAYERS.names());
    }
  }

  @Test
  void pipelinesNameStagesThatThereAre() {
    List<String> stages = new Stages().stages().stream().map(Stage::name).toList();

    for (String pipeline : List.of("audit", "train")) {
      assertThat(PipelineReader.read(Path.of("pipelines/" + pipeline + ".yaml")).stages())
          .extracting(Pipeline.Step::stage)
          .isSubsetOf(stages);
    }
    assertThat(PipelineReader.read(Path.of("pipelines/audit.yaml")).stages())
        .extracting(Pipeline.Step::stage)
        .containsExactlyElementsOf(stages);
  }
}
