package org.heirloom.data.creature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClassCodeTest {

  @Test
  void codewordsDifferInAtLeastTwoParts() {
    for (int classes = 2; classes <= ClassCode.MAX_CLASSES; classes++) {
      ClassCode code = ClassCode.of(classes, false);
      for (int a = 0; a < classes; a++) {
        for (int b = 0; b < a; b++) {
          assertThat(code.distance(a, b)).as("%d of %d %d", a, b, classes).isGreaterThan(1);
        }
      }
    }
  }

  @Test
  void noSinglePartSufficesFromFourClassesOn() {
    for (int classes = 4; classes <= ClassCode.MAX_CLASSES; classes++) {
      ClassCode code = ClassCode.of(classes, false);
      for (int label = 0; label < classes; label++) {
        assertThat(code.minimalSufficient(label)).isNotEmpty().allMatch(set -> set.size() >= 2);
      }
    }
  }

  @Test
  void inSinglePartModeTheTextureAloneSuffices() {
    for (int classes = 2; classes <= ClassCode.MAX_CLASSES; classes++) {
      ClassCode code = ClassCode.of(classes, true);

      assertThat(code.factors()).containsExactly(Factor.TEXTURE);
      assertThat(code.minimalSufficient(classes - 1)).containsExactly(Set.of(Factor.TEXTURE));
      assertThat(code.evidence(0)).containsExactly(Factor.TEXTURE);
    }
  }

  @Test
  void minimalSufficientSetsOfTheStandardCodeAreThoseFoundByHand() {
    // 0133 0202 1200 1312 2020 2110 3033 3322 (head, eyes, ears, texture).
    // Class 0 is 0133: head 0 also in 0202; eyes 1 in 2110; ears 3 in 3033; texture 3 in 3033.
    // Only ears and texture together are shared (with 3033), so every other pair suffices.
    ClassCode code = ClassCode.of(8, false);

    assertThat(code.minimalSufficient(0))
        .containsExactlyInAnyOrder(
            EnumSet.of(Factor.HEAD, Factor.EYES),
            EnumSet.of(Factor.HEAD, Factor.EARS),
            EnumSet.of(Factor.HEAD, Factor.TEXTURE),
            EnumSet.of(Factor.EYES, Factor.EARS),
            EnumSet.of(Factor.EYES, Factor.TEXTURE));
    assertThat(code.evidence(0)).containsExactly(Factor.HEAD, Factor.EYES);
    assertThat(code.name(0)).isEqualTo("round-bar-long-plain");
  }

  @Test
  void evidenceOfTheStandardCodeIsTwoPartsOfFourAndDiffersBetweenClasses() {
    ClassCode code = ClassCode.of(8, false);
    Set<Factor> all = EnumSet.noneOf(Factor.class);
    for (int label = 0; label < 8; label++) {
      assertThat(code.evidence(label)).hasSize(2);
      all.addAll(code.evidence(label));
    }

    assertThat(all)
        .isEqualTo(code.relevant())
        .isEqualTo(EnumSet.of(Factor.HEAD, Factor.EYES, Factor.EARS, Factor.TEXTURE));
  }
}
