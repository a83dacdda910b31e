package org.heirloom.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.heirloom.data.PixelConcept;
import org.heirloom.study.Vocabulary;
import org.junit.jupiter.api.Test;

class DetectedConceptsTest {

  @Test
  void whatIsKeptIsAShareOfTheTeachersAndWhatOverlapsOfBoth() {
    assertThat(overlap(List.of("a", "b", "c", "d"), List.of("b", "c", "e")))
        .isEqualTo(new DetectedConcepts.Overlap(0.5, 1, 0.4));
    assertThat(overlap(List.of("a"), List.of("a")))
        .isEqualTo(new DetectedConcepts.Overlap(1, 0, 1));
    assertThat(overlap(List.of("a"), List.of())).isEqualTo(new DetectedConcepts.Overlap(0, 0, 0));
  }

  @Test
  void nothingCanBeKeptOfATeacherWithoutDetectors() {
    assertThat(overlap(List.of(), List.of("a")).kept()).isNaN();
    assertThat(overlap(List.of(), List.of("a")).gained()).isEqualTo(1);
    assertThat(overlap(List.of(), List.of()).jaccard()).isNaN();
  }

  @Test
  void categoriesOfStudiesAreThoseOfMasks() {
    assertThat(Vocabulary.CATEGORIES.names())
        .containsExactlyElementsOf(PixelConcept.Category.labels());
  }

  private static DetectedConcepts.Overlap overlap(List<String> teacher, List<String> student) {
    return DetectedConcepts.Overlap.of(teacher, student);
  }
}
