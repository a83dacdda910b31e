package org.heirloom.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LocalSectionTest {

  private static String section(Locals locals) {
    return LocalSection.of(FakeReport.with(locals)).render();
  }

  @Test
  void everyExampleHasAPartOfItsOwnThatCanBeLinkedTo() {
    assertThat(section(FakeLocals.locals()))
        .contains("href=\"#local-0\"", "id=\"local-0\"", "href=\"#local-1\"", "id=\"local-1\"")
        .contains("test/0 &lt;1&gt;")
        .contains("The teacher takes 1 of 2 reconstructions for what it takes the image for");
  }

  @Test
  void imagesStandInThePageOnceAndAreReferredTo() {
    String section = section(FakeLocals.locals());
    String image = "id=\"local-1-image-3\"";

    assertThat(section.indexOf(image)).isPositive().isEqualTo(section.lastIndexOf(image));
    assertThat(section).contains("href=\"#local-1-image-3\"");
  }

  @Test
  void badReconstructionIsToldInWordsAndAGoodOneIsNot() {
    String[] examples = section(FakeLocals.locals()).split("id=\"local-1\"");

    assertThat(examples[0]).doesNotContain("not good enough for this image");
    assertThat(examples[1])
        .contains("not good enough for this image")
        .contains("No boundary of", "at scale 0.5; it is met at 1.");
  }

  @Test
  void fidelityStandsBesideThatOfLimeAndOnOtherNeighbours() {
    assertThat(section(FakeLocals.locals()))
        .contains("LIME, of superpixels")
        .contains("<td>95 %</td><td>0.012</td><td>0.910</td><td>0.880</td><td>0.970</td>")
        .contains("judged on noise")
        .contains("<td>41 %</td>");
  }

  @Test
  void weightsThatAreAllZeroAreCalledThat() {
    assertThat(section(FakeLocals.locals())).contains(">no weight<");
  }

  @Test
  void studyThatDistilsAroundNothingSaysSo() {
    assertThat(section(Locals.none()))
        .contains("This study distils around no image (explain.local).");
    assertThat(Locals.none().chosen()).isEqualTo(List.of());
  }

  @Test
  void signsOfValuesAreColours() {
    assertThat(SignedMap.isShown(new float[] {0, 0})).isFalse();
    assertThat(SignedMap.isShown(new float[] {0, -1})).isTrue();
    assertThat(SignedMap.png(new float[] {-1, 0, .5f, 1}, 2, 2))
        .isNotEqualTo(SignedMap.png(new float[] {1, 0, -.5f, -1}, 2, 2))
        .isEqualTo(SignedMap.png(new float[] {-2, 0, 1, 2}, 2, 2));
  }
}
