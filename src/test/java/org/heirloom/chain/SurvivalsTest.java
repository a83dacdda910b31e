package org.heirloom.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.heirloom.metrics.Row;
import org.heirloom.report.Trust;
import org.heirloom.study.Study;
import org.heirloom.study.StudyFile;
import org.junit.jupiter.api.Test;

class SurvivalsTest {
  private static final List<String> ARMS = List.of("teacher", "distilled");

  private final Study study =
      StudyFile.load(Path.of("configs/robust-maps.yaml"), List.of()).study();
  private final RowTable table = new RowTable();

  /** Two replicates of two images. */
  private void add(String arm, String subject, double... right) {
    for (int i = 0; i < right.length; i++) {
      table.add(new Row(arm, i / 2, 1, "robust-accuracy", subject, "image-" + i % 2, right[i], ""));
    }
  }

  @Test
  void corruptionsAreOneLineOfMeansBySeverityAndAttacksHaveTheirOwn() {
    add("distilled", "clean/0", 1, 1, 1, 0);
    add("distilled", "fog/1", 1, 0, 1, 0);
    add("distilled", "jpeg/1", 1, 1, 1, 0);
    add("distilled", "fgsm/4", 0, 0, 1, 0);

    List<Trust.Survival> curves = new Survivals(study, table, ARMS).curves();

    assertThat(curves).extracting(Trust.Survival::threat).containsExactly("corruptions", "fgsm");
    assertThat(curves.get(0).points())
        .extracting(point -> point.x() + " " + point.mean())
        .containsExactly("0.0 0.75", "1.0 0.625");
    assertThat(curves.get(1).points())
        .extracting(point -> point.x() + " " + point.mean())
        .containsExactly("0.0 0.75", "4.0 0.25");
  }

  @Test
  void intervalsOfSharesStayBetweenNothingAndAll() {
    add("distilled", "clean/0", 1, 1, 1, 1);
    add("distilled", "fog/1", 1, 1, 0, 1);

    List<Trust.Survival> curves = new Survivals(study, table, ARMS).curves();

    assertThat(curves.get(0).points())
        .allSatisfy(
            point -> {
              assertThat(point.low()).isBetween(0.0, point.mean());
              assertThat(point.high()).isBetween(point.mean(), 1.0);
            });
    assertThat(curves.get(0).points().get(0).low())
        .as("four right of four leave open that some are wrong")
        .isLessThan(1);
  }

  /** Else the teacher's one point hides the students' lines. */
  @Test
  void whoMetAThreatOnCleanImagesAloneHasNoLine() {
    add("teacher", "clean/0", 1, 1);
    add("distilled", "clean/0", 1, 1, 1, 0);
    add("distilled", "transfer-fgsm/4", 0, 1, 1, 0);

    List<Trust.Survival> curves = new Survivals(study, table, ARMS).curves();

    assertThat(curves).extracting(Trust.Survival::arm).containsExactly("distilled");
    assertThat(curves.get(0).points()).hasSize(2);
  }
}
