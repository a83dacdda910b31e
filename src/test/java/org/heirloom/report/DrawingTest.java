package org.heirloom.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.heirloom.image.Pixels;
import org.heirloom.report.GapMark.Good;
import org.heirloom.retain.Scorecard.Estimate;
import org.junit.jupiter.api.Test;

class DrawingTest {

  @Test
  void aPngHoldsThePixels() throws IOException {
    Pixels image = new Pixels(2, 1, 3, new byte[] {1, 2, 3, (byte) 250, (byte) 128, 0});

    BufferedImage read = ImageIO.read(new ByteArrayInputStream(Png.of(image)));

    assertThat(read.getWidth()).isEqualTo(1);
    assertThat(read.getHeight()).isEqualTo(2);
    assertThat(read.getRGB(0, 0)).isEqualTo(0xff010203);
    assertThat(read.getRGB(0, 1)).isEqualTo(0xfffa8000);
  }

  @Test
  void aPaletteKeepsTransparency() throws IOException {
    Pixels indices = new Pixels(1, 2, 1, new byte[] {0, 1});

    BufferedImage read =
        ImageIO.read(new ByteArrayInputStream(Png.of(indices, new int[] {0x00112233, 0x80445566})));

    assertThat(read.getRGB(0, 0)).isEqualTo(0x00112233);
    assertThat(read.getRGB(1, 0)).isEqualTo(0x80445566);
  }

  @Test
  void aHeatmapIsTransparentWhereItIsLowAndBrightWhereItIsHigh() throws IOException {
    BufferedImage read =
        ImageIO.read(new ByteArrayInputStream(Heatmap.png(new float[] {-5, 0, 1, 2}, 2, 2)));

    assertThat(read.getRGB(0, 0) >>> 24).isZero();
    assertThat(read.getRGB(1, 0) >>> 24).isZero();
    assertThat(brightness(read.getRGB(1, 1))).isGreaterThan(brightness(read.getRGB(0, 1)));
  }

  @Test
  void aHeatmapGrowsBrighterWithTheValue() {
    int last = -1;
    for (double share = 0; share <= 1; share += 0.05) {
      int brightness = brightness(Heatmap.colour(share));
      assertThat(brightness).isGreaterThan(last);
      last = brightness;
    }
  }

  private static int brightness(int rgb) {
    return 299 * (rgb >> 16 & 0xff) + 587 * (rgb >> 8 & 0xff) + 114 * (rgb & 0xff);
  }

  @Test
  void mapsThatShowNothingAreNotShown() {
    assertThat(Heatmap.isShown(new float[] {0, 1})).isTrue();
    assertThat(Heatmap.isShown(new float[] {0, 0})).isFalse();
    assertThat(Heatmap.isShown(new float[] {3, 3})).isFalse();
    assertThat(Heatmap.isShown(new float[] {-1, -2})).isFalse();
    assertThat(Heatmap.isShown(new float[] {1, Float.NaN})).isFalse();
    assertThat(Heatmap.isShown(new float[] {1, Float.POSITIVE_INFINITY})).isFalse();
  }

  @Test
  void anOutlineFollowsPixelEdges() {
    byte[] mask = {0, 1, 1, 0, 0, 0};

    assertThat(Outline.path(mask, 2, 3)).isEqualTo("M1 0h2M1 1h2M1 0v1M3 0v1");
    assertThat(Outline.path(new byte[6], 2, 3)).isEmpty();
  }

  @Test
  void anOutlineOfTheWholeImageIsItsFrame() {
    assertThat(Outline.path(new byte[] {1, 1, 1, 1}, 2, 2)).isEqualTo("M0 0h2M0 2h2M0 0v2M2 0v2");
  }

  @Test
  void aThumbnailAveragesAndKeepsTheShape() {
    Pixels image = new Pixels(2, 4, 1, new byte[] {10, 20, 0, 0, 30, 40, 0, 4});

    Pixels small = Thumbnail.of(image, 2);

    assertThat(small).isEqualTo(new Pixels(1, 2, 1, new byte[] {25, 1}));
    assertThat(Thumbnail.of(image, 4)).isSameAs(image);
  }

  @Test
  void anAxisHasRoundTicksAndHoldsValuesAtItsEnds() {
    Axis axis = new Axis(0, 1, 100, 200);

    assertThat(axis.ticks()).hasSize(6).startsWith(0.0);
    assertThat(axis.at(0.25)).isEqualTo(125);
    assertThat(axis.at(7)).isEqualTo(200);
    assertThat(new Axis(1, 12, 0, 1).ticks()).containsExactly(5.0, 10.0);
    assertThatThrownBy(() -> new Axis(1, 1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anAxisAroundValuesLeavesUndefinedOnesOut() {
    Axis axis = Axis.around(List.of(Double.NaN, 0.5, 0.7), 0, 1);

    assertThat(axis.min()).isBetween(0.4, 0.5);
    assertThat(axis.max()).isBetween(0.7, 0.8);
    assertThat(Axis.around(List.of(Double.NaN), 0, 1)).isEqualTo(new Axis(0, 1, 0, 1));
    assertThat(Axis.around(List.of(3.0), 0, 1).max()).isGreaterThan(3);
  }

  @Test
  void aGapMarkPlacesTheDotBetweenItsWhiskers() {
    GapMark mark = GapMark.of(new GapMark.Scale(0, 0.03, true, Good.NEAR), List.of());

    String svg = mark.draw(new Estimate(0, -0.03, 0.06), "retained").render();

    // 120 units for 8 margins: −δ lies 3 margins from the left end, at 6 + 45; 0 in the middle
    assertThat(svg).contains("<rect class=\"margin\" x=\"51\"").contains("cx=\"66\"");
    assertThat(svg).contains("x1=\"51\" y1=\"10\" x2=\"96\" y2=\"10\"");
    assertThat(svg)
        .contains("aria-label=\"interval −0.030 to +0.060, retained from −0.03 to 0.03\"");
  }

  @Test
  void aGapMarkShowsThatMoreThanTheTeacherIsAsGood() {
    GapMark mark = GapMark.of(new GapMark.Scale(0, 0.03, true, Good.ABOVE), List.of());

    String svg = mark.draw(new Estimate(0, -0.01, 0.01), "retained").render();

    // +δ lies 5 margins from the left end, at 6 + 75; the scale ends at 126
    assertThat(svg).contains("<rect class=\"good\" x=\"81\" y=\"1\" width=\"45\"");
    assertThat(svg).contains("retained from −0.03\"");
  }

  @Test
  void aGapMarkPointsToWhatLiesBeyondItsEnds() {
    GapMark mark = GapMark.of(new GapMark.Scale(0, 0.03, true, Good.NEAR), List.of());

    String svg = mark.draw(new Estimate(-0.8, -0.83, -0.77), "lost").render();

    assertThat(svg).contains("class=\"arrow\"").doesNotContain("class=\"dot\"");
  }

  @Test
  void aGapMarkDrawsUndefinedNumbersAsNothing() {
    GapMark mark =
        GapMark.of(new GapMark.Scale(Double.NaN, Double.NaN, true, Good.ABOVE), List.of());

    String svg = mark.draw(FakeScores.NONE, "reported").render();

    assertThat(svg).contains("no interval").doesNotContain("NaN", "whisker", "dot");
  }

  @Test
  void aBarWithoutAUsableScoreSaysSo() {
    BarChart.Bar bar = new BarChart.Bar("cat", "teacher", "a", FakeScores.NONE, false, "chance");

    assertThat(BarChart.of("x", List.of(bar), BarChart.Scale.TCAV).render())
        .contains("teacher: not usable, chance")
        .doesNotContain("class=\"bar\"");
  }
}
