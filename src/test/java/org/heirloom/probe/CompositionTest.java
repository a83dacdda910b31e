package org.heirloom.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.probe.Composition.Operator;
import org.heirloom.probe.Composition.Search;
import org.heirloom.probe.Composition.Term;
import org.junit.jupiter.api.Test;

class CompositionTest {
  private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");
  private static final Search SEARCH = new Search(5, 3, 1);

  /** Independent concepts that each cover a half, a quarter, … of 4,096 pixels. */
  private static long[][] concepts() {
    RandomStream random = new Seed(3).stream();
    long[][] concepts = new long[NAMES.size()][64];
    for (int c = 0; c < concepts.length; c++) {
      for (int w = 0; w < 64; w++) {
        concepts[c][w] = random.nextLong() & (c % 2 == 0 ? -1 : random.nextLong());
      }
    }
    return concepts;
  }

  private static long[] made(Operator second, long[] a, long[] b) {
    long[] pixels = new long[a.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = second.join(a[i], b[i]);
    }
    return pixels;
  }

  @Test
  void unitThatIsOneConceptWithoutAnotherIsExplainedSo() {
    long[][] concepts = concepts();
    long[] unit = made(Operator.AND_NOT, concepts[2], concepts[3]);

    Composition found = Composition.best(unit, concepts, SEARCH);

    assertThat(found.text(NAMES)).isEqualTo("c AND NOT d");
    assertThat(BitSample.iou(unit, found.pixels(concepts))).isEqualTo(1);
  }

  @Test
  void unitThatIsOneConceptIsExplainedByItAlone() {
    long[][] concepts = concepts();

    assertThat(Composition.best(concepts[4], concepts, SEARCH).text(NAMES)).isEqualTo("e");
  }

  @Test
  void threeConceptsAreFoundAndFitsNeverFallWithLength() {
    long[][] concepts = concepts();
    long[] unit = made(Operator.AND, made(Operator.OR, concepts[1], concepts[3]), concepts[0]);
    double before = 0;
    for (int length = 1; length <= 3; length++) {
      Composition found = Composition.best(unit, concepts, new Search(5, length, 1));
      double iou = BitSample.iou(unit, found.pixels(concepts));
      assertThat(iou).isGreaterThanOrEqualTo(before);
      before = iou;
    }

    assertThat(before).isEqualTo(1);
    assertThat(Composition.best(unit, concepts, SEARCH).text(NAMES)).startsWith("(");
  }

  @Test
  void penaltyKeepsFormulasShort() {
    long[][] concepts = concepts();
    long[] unit = made(Operator.AND_NOT, concepts[2], concepts[3]);

    // One concept reaches about 3/4; two reach 1, of which a penalty of 0.7 leaves 0.7.
    Composition found = Composition.best(unit, concepts, new Search(5, 3, 0.7));

    assertThat(found.text(NAMES)).isEqualTo("c");
    assertThat(BitSample.iou(unit, concepts[2])).isCloseTo(0.75, within(0.04));
  }

  @Test
  void formulasAreReadFromLeftToRight() {
    Composition formula =
        new Composition(
            List.of(
                new Term(Operator.OR, 0), new Term(Operator.OR, 1), new Term(Operator.AND_NOT, 2)));

    assertThat(formula.text(NAMES)).isEqualTo("(a OR b) AND NOT c");
    assertThat(formula.pixels(new long[][] {{0b0011}, {0b0101}, {0b0001}, {0}, {0}, {0}}))
        .containsExactly(0b0110);
  }

  @Test
  void emptySetsOfPixelsHaveNoOverlap() {
    assertThat(BitSample.iou(new long[2], new long[2])).isZero();
    assertThat(Composition.best(new long[64], concepts(), SEARCH).terms()).hasSize(1);
  }
}
