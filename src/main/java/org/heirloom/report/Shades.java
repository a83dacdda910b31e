package org.heirloom.report;

/** Cells of tables that are shaded by a value in [0, 1]. */
final class Shades {
  private static final int SHADES = 10;

  private Shades() {}

  /**
   * A cell.
   *
   * @param value decides the shade; below 0 as 0, above 1 as 1; not finite: no shade
   * @param text what stands in it
   */
  static Element cell(double value, String text) {
    if (!Double.isFinite(value)) {
      return Element.of("td", "muted").text(Numbers.UNDEFINED);
    }
    long shade = Math.round(Math.max(0, Math.min(1, value)) * SHADES);
    return Element.of("td", "shade-" + shade).text(text);
  }
}
