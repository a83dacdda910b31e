package org.heirloom.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.heirloom.study.Study;
import org.heirloom.study.StudyFile;
import org.junit.jupiter.api.Test;

class ArmsTest {

  @Test
  void aMethodIsDescribedByEverySettingThatMatters() {
    Study study =
        StudyFile.load(
                Path.of("configs/reference.yaml"),
                List.of(
                    "distill.methods=[{name: a, labelWeight: 0.5, objectives: [soft-targets,"
                        + " {name: hints, layers: [stage2, 'stage1:stage3'], until: 0.5},"
                        + " {name: logit-regression, standardise: true}, explanation-matching]}]"))
            .study();

    assertThat(Arms.meaning(study, "a"))
        .isEqualTo(
            "distilled: 0.5 × labels + 0.9 × soft-targets (temperature 4)"
                + " + 100 × hints (until 0.5, layers stage2 and stage1:stage3)"
                + " + 1 × logit-regression (standardise true) + 1 × explanation-matching");
  }
}
