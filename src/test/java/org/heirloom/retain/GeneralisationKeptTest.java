package org.heirloom.retain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.heirloom.metrics.Measured;
import org.heirloom.metrics.Row;
import org.junit.jupiter.api.Test;

class GeneralisationKeptTest {
  private static Row row(String metric, String subject, double value) {
    return new Row("a", 0, 1, metric, subject, "", value, Double.isNaN(value) ? "undefined" : "");
  }

  private static List<Row> network(double invariance, double left, double middle, double right) {
    return List.of(
        row("invariance", "stage3/scale", invariance),
        row("offset-accuracy", "scale/0.8", left),
        row("offset-accuracy", "scale/1", middle),
        row("offset-accuracy", "scale/1.2", right),
        row("diagnostic-information", "kind-0/head", invariance),
        row("diagnostic-information", "kind-0/eyes", 0.2),
        row("diagnostic-information", "kind-1/head", 0.1));
  }

  @Test
  void whatIsKeptIsTheShareOfTheTeachersInvarianceAndAreasCountBothWays() {
    List<Measured> found =
        GeneralisationKept.of(network(0.8, 0.5, 0.9, 0.6), network(0.6, 0.4, 0.9, 0.8));

    assertThat(found)
        .extracting(Measured::metric)
        .containsExactly("invariances-kept", "generalisation-area", "diagnostic-profile");
    assertThat(found.get(0).value()).isCloseTo(0.75, within(1e-12));
    assertThat(found.get(1).subject()).isEqualTo("scale");
    assertThat(found.get(1).value()).isCloseTo(0.1, within(1e-12));
    assertThat(found.get(2).value()).isCloseTo(1, within(1e-12));
  }

  @Test
  void moreThanTheTeachersInvarianceIsAllOfIt() {
    assertThat(GeneralisationKept.of(network(0.5, 1, 1, 1), network(0.9, 1, 1, 1)).get(0).value())
        .isEqualTo(1);
  }

  @Test
  void undefinedInvarianceIsNotScored() {
    Measured ofTeacher =
        GeneralisationKept.of(network(Double.NaN, 1, 1, 1), network(0.9, 1, 1, 1)).get(0);
    Measured ofStudent =
        GeneralisationKept.of(network(0.9, 1, 1, 1), network(Double.NaN, 1, 1, 1)).get(0);

    assertThat(ofTeacher.flag()).isEqualTo("teacher-undefined");
    assertThat(ofStudent.flag()).isEqualTo("student-undefined");
  }
}
