package org.heirloom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.heirloom.Seed;
import org.heirloom.StudyException;
import org.heirloom.image.Pixels;
import org.heirloom.study.Jpeg;
import org.heirloom.study.Study;
import org.junit.jupiter.api.Test;

class ConceptTest {
  private static final Seed SEED = new Seed(9);

  @Test
  void everyConceptIsReadBackFromItsText() {
    assertThat(Concept.all()).hasSizeGreaterThan(50).doesNotHaveDuplicates();
    for (String text : Concept.all()) {
      assertThat(Concept.parse(text).text()).isEqualTo(text);
    }
  }

  @Test
  void wrongConceptsAreExplainedWithTheNearestName() {
    assertThatThrownBy(() -> Concept.parse("factor/eye/ring"))
        .isInstanceOf(StudyException.class)
        .hasMessageStartingWith(
            "probe.tcav.concepts: no factor \"eye\". Got \"factor/eye/ring\". Expected a known one."
                + " Did you mean \"eyes\"?");
    assertThatThrownBy(() -> Concept.parse("factor/eyes/crosss"))
        .hasMessage(
            "probe.tcav.concepts: no value of eyes \"crosss\". Got \"factor/eyes/crosss\". Expected"
                + " a known one. Did you mean \"cross\"? Known: round, bar, cross, single.");
    assertThatThrownBy(() -> Concept.parse("texture/striped"))
        .hasMessageContaining("Did you mean \"stripes\"?");
    assertThatThrownBy(() -> Concept.parse("hue/purple"))
        .hasMessageContaining("Known: red, yellow");
    assertThatThrownBy(() -> Concept.parse("factor/yaw/3"))
        .hasMessageContaining("no factor \"yaw\"");
    for (String wrong : List.of("", "hue", "stripes", "texture/", "factor/eyes", "hue/red/x")) {
      assertThatThrownBy(() -> Concept.parse(wrong)).isInstanceOf(StudyException.class);
    }
  }

  @Test
  void imagesAreTheSameAgainAndDoNotDependOnHowManyAreDrawn() {
    ConceptImages images = new ConceptImages(data("generator", "parts"));
    for (String text : List.of("factor/eyes/single", "texture/dots", "hue/blue")) {
      Concept concept = Concept.parse(text);
      List<Pixels> few = images.render(concept, 3, 32, SEED);

      assertThat(images.render(concept, 5, 32, SEED).subList(0, 3)).isEqualTo(few);
      assertThat(new HashSet<>(few)).hasSize(3);
      assertThat(images.without(concept, 3, 32, SEED)).doesNotContainAnyElementsOf(few);
    }
  }

  @Test
  void huePatchesHaveThatHueAndTheirCounterpartsOthers() {
    ConceptImages images = new ConceptImages(data("folder", "parts"));
    Concept red = Concept.parse("hue/red");

    assertThat(images.render(red, 20, 16, SEED)).allMatch(ConceptTest::isRed);
    assertThat(images.without(red, 20, 16, SEED)).noneMatch(ConceptTest::isRed);
  }

  @Test
  void texturesHaveTheSameMeanLightness() {
    ConceptImages images = new ConceptImages(data("folder", "parts"));
    for (String text : Concept.all()) {
      if (text.startsWith("texture/")) {
        double sum = 0;
        for (Pixels image : images.render(Concept.parse(text), 60, 32, SEED)) {
          sum += mean(image, 0) + mean(image, 1) + mean(image, 2);
        }
        assertThat(sum / 180).as(text).isBetween(115.0, 140.0);
      }
    }
  }

  @Test
  void defaultsOfTheGeneratorAreTwoThatDefineSomeClassesAndTwoThatDefineNone() {
    for (String mode : List.of("parts", "single-part")) {
      Study.Data data = data("generator", mode);
      List<Concept> defaults = ConceptImages.defaults(data);

      assertThat(defaults).hasSize(4).doesNotHaveDuplicates();
      for (int i = 0; i < 4; i++) {
        int classes = ConceptImages.definedBy(defaults.get(i), data).size();
        assertThat(classes).isBetween(i < 2 ? 1 : 0, i < 2 ? 7 : 0);
      }
    }
  }

  @Test
  void defaultsOfFoldersNeedNoGenerator() {
    assertThat(ConceptImages.defaults(data("folder", "parts")))
        .hasSize(6)
        .noneMatch(concept -> concept.kind() == Concept.Kind.FACTOR);
  }

  private static boolean isRed(Pixels image) {
    return mean(image, 0) > 1.5 * mean(image, 1) && mean(image, 0) > 1.5 * mean(image, 2);
  }

  private static double mean(Pixels image, int channel) {
    double sum = 0;
    for (int i = channel; i < image.bytes().length; i += 3) {
      sum += image.bytes()[i] & 0xff;
    }
    return sum * 3 / image.bytes().length;
  }

  static Study.Data data(String source, String mode) {
    return new Study.Data(
        source,
        32,
        new Study.Generator(8, 3000, mode, new Study.Spurious("none", 0), 0.5, 0.2, 0.04, Map.of()),
        new Study.Folder("", "fail", 1_000_000),
        new Jpeg("none", 20));
  }
}
