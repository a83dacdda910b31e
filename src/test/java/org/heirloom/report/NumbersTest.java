package org.heirloom.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.heirloom.retain.Scorecard.Estimate;
import org.junit.jupiter.api.Test;

class NumbersTest {

  @Test
  void printsThreeDecimalsAndARealMinus() {
    assertThat(Numbers.plain(0.95349)).isEqualTo("0.953");
    assertThat(Numbers.plain(-0.0125)).isEqualTo("−0.013");
    assertThat(Numbers.plain(1234.4)).isEqualTo("1234");
    assertThat(Numbers.signed(0.012)).isEqualTo("+0.012");
    assertThat(Numbers.signed(-0.012)).isEqualTo("−0.012");
  }

  @Test
  void aRoundedZeroHasNoSign() {
    assertThat(Numbers.plain(-0.0001)).isEqualTo("0.000");
    assertThat(Numbers.signed(0.0001)).isEqualTo("0.000");
  }

  @Test
  void undefinedIsADash() {
    assertThat(Numbers.plain(Double.NaN)).isEqualTo("–");
    assertThat(Numbers.setting(Double.NaN)).isEqualTo("–");
    assertThat(Numbers.percent(Double.NaN)).isEqualTo("–");
    assertThat(Numbers.pValue(Double.NaN)).isEqualTo("–");
    assertThat(Numbers.interval(new Estimate(1, Double.NaN, 2), true)).isEqualTo("–");
    assertThat(Numbers.plain(Double.NEGATIVE_INFINITY)).isEqualTo("−∞");
  }

  @Test
  void printsSettingsAsTheyWereWritten() {
    assertThat(Numbers.setting(0.03)).isEqualTo("0.03");
    assertThat(Numbers.setting(-5)).isEqualTo("−5");
    assertThat(Numbers.percent(0.95)).isEqualTo("95 %");
    assertThat(Numbers.percent(0.2863)).isEqualTo("28.6 %");
    assertThat(Numbers.percent(1)).isEqualTo("100 %");
  }

  @Test
  void printsSmallPValuesAsABound() {
    assertThat(Numbers.pValue(0.0004)).isEqualTo("< 0.001");
    assertThat(Numbers.pValue(0.025)).isEqualTo("0.025");
  }

  @Test
  void printsCountsAndSizes() {
    assertThat(Numbers.count(272_282)).isEqualTo("272\u202f282");
    assertThat(Numbers.bytes(322_048)).isEqualTo("322 kB");
    assertThat(Numbers.bytes(1_117_440)).isEqualTo("1.1 MB");
  }

  @Test
  void refusesToDrawAnUndefinedPlace() {
    assertThat(Numbers.coordinate(12.3456)).isEqualTo("12.35");
    assertThatThrownBy(() -> Numbers.coordinate(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a coordinate must be finite, got NaN");
  }
}
