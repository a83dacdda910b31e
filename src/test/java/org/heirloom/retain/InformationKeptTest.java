package org.heirloom.retain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.metrics.Measured;
import org.heirloom.metrics.Row;
import org.junit.jupiter.api.Test;

class InformationKeptTest {
  private static final List<String> CAUSES = List.of("class", "head", "scale", "hue", "age");

  private static List<Row> rows(String metric, double... bits) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < bits.length; i++) {
      String flag = bits[i] < 0.05 || Double.isNaN(bits[i]) ? "not-significant" : "";
      rows.add(new Row("a", 0, 1, metric, "stage3/" + CAUSES.get(i), "", bits[i], flag));
    }
    return rows;
  }

  private static double value(List<Measured> found, String metric) {
    return found.stream().filter(m -> m.metric().equals(metric)).findFirst().orElseThrow().value();
  }

  @Test
  void bitsBeyondTheTeachersMakeUpForNothingAndInsignificantCausesDoNotCount() {
    List<Measured> found =
        InformationKept.of(
            rows("information", 2, 1, 0.5, 0.01, -0.02),
            rows("information", 1, 3, 0.25, 0.5, 0.01));

    assertThat(value(found, "information-kept")).isCloseTo((1 + 1 + 0.25) / 3.5, within(1e-12));
    // Ranks 5 4 3 2 1 against 4 5 2 3 1: 1 − 6·4/(5·24).
    assertThat(value(found, "profile-correlation")).isCloseTo(0.8, within(1e-12));
  }

  @Test
  void twinKeepsAll() {
    List<Row> teacher = new ArrayList<>(rows("information", 2, 1, 0.5, 0.01, -0.02));
    teacher.addAll(rows("redundancy", 1, 0.5, 0.1, 0, 0));

    List<Measured> found = InformationKept.of(teacher, teacher);

    assertThat(found)
        .extracting(Measured::metric)
        .containsExactly("information-kept", "profile-correlation", "redundancy-kept");
    assertThat(found).allSatisfy(m -> assertThat(m.value()).isCloseTo(1, within(1e-12)));
  }

  @Test
  void teacherThatTellsNothingLeavesNothingToKeep() {
    Measured kept =
        InformationKept.of(rows("information", 0.01, 0), rows("information", 1, 1)).get(0);

    assertThat(kept.value()).isNaN();
    assertThat(kept.flag()).isEqualTo(InformationKept.NOTHING);
  }

  @Test
  void undefinedStudentIsNotScored() {
    Measured kept =
        InformationKept.of(rows("information", 1, 1), rows("information", Double.NaN, 1)).get(0);

    assertThat(kept.value()).isNaN();
    assertThat(kept.flag()).isEqualTo(InformationKept.STUDENT_UNDEFINED);
  }

  @Test
  void fewCausesHaveNoProfile() {
    Measured profile =
        InformationKept.of(rows("information", 1, 1), rows("information", 1, 1)).get(1);

    assertThat(profile.flag()).isEqualTo("few-causes");
  }
}
