package org.heirloom.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.image.PixelMask;
import org.heirloom.image.Pixels;

/**
 * Which of the eleven basic colour terms (Berlin and Kay 1969) names a pixel, by a fixed rule on
 * hue, saturation and value.
 *
 * <p>Broden takes the terms from a table that was learned from images (van de Weijer et al. 2009).
 * Ours is a design decision instead, so that it can be read in a few lines: first value, then
 * saturation tells black, grey and white; then the hue's sector tells the rest, where a dark orange
 * is brown and a pale red is pink. It knows nothing of the light that the image was taken in.
 */
public final class ColourNames {
  private static final double BLACK_BELOW = 0.2;
  private static final double GREY_BELOW = 0.15;
  private static final double WHITE_FROM = 0.8;
  private static final double BROWN_BELOW = 0.65;
  private static final double PALE_BELOW = 0.5;
  private static final double LIGHT_FROM = 0.7;

  /** Sectors of the hue, each up to an angle in degrees; red goes on after the last. */
  private static final double[] ENDS = {15, 45, 70, 165, 255, 315, 345};

  private static final String[] SECTORS = {
    "red", "orange", "yellow", "green", "blue", "purple", "pink", "red"
  };

  private static final List<String> ALL =
      List.of(
          "black", "blue", "brown", "green", "grey", "orange", "pink", "purple", "red", "white",
          "yellow");

  private ColourNames() {}

  /** The eleven terms, in alphabetical order. */
  public static List<String> all() {
    return ALL;
  }

  /**
   * The term for a colour.
   *
   * @param red 0..255, like the others
   */
  public static String of(int red, int green, int blue) {
    int most = Math.max(red, Math.max(green, blue));
    int chroma = most - Math.min(red, Math.min(green, blue));
    double value = most / 255.0;
    double saturation = most == 0 ? 0 : (double) chroma / most;
    if (value < BLACK_BELOW) {
      return "black";
    }
    if (saturation < GREY_BELOW) {
      return value < WHITE_FROM ? "grey" : "white";
    }
    String sector = sector(degrees(red, green, blue, chroma));
    if (sector.equals("orange") && value < BROWN_BELOW) {
      return "brown";
    }
    boolean pale = saturation < PALE_BELOW && value >= LIGHT_FROM;
    return sector.equals("red") && pale ? "pink" : sector;
  }

  private static double degrees(int red, int green, int blue, int chroma) {
    int most = Math.max(red, Math.max(green, blue));
    double sixths;
    if (most == red) {
      sixths = (double) (green - blue) / chroma;
    } else if (most == green) {
      sixths = 2 + (double) (blue - red) / chroma;
    } else {
      sixths = 4 + (double) (red - green) / chroma;
    }
    return sixths < 0 ? 60 * (sixths + 6) : 60 * sixths;
  }

  private static String sector(double degrees) {
    int i = 0;
    while (i < ENDS.length && degrees >= ENDS[i]) {
      i++;
    }
    return SECTORS[i];
  }

  /** The pixels of each term that occurs, in the order of the terms; every pixel is in one. */
  public static Map<String, PixelMask> masks(Pixels image) {
    int pixels = image.height() * image.width();
    long[][] words = new long[ALL.size()][PixelMask.wordCount(pixels)];
    for (int i = 0; i < pixels; i++) {
      words[ALL.indexOf(of(image, i))][i >> 6] |= 1L << i;
    }
    Map<String, PixelMask> masks = new LinkedHashMap<>();
    for (String name : ALL) {
      PixelMask mask = new PixelMask(image.height(), image.width(), words[ALL.indexOf(name)]);
      if (mask.count() > 0) {
        masks.put(name, mask);
      }
    }
    return masks;
  }

  private static String of(Pixels image, int pixel) {
    int at = pixel * image.channels();
    int green = image.channels() == 1 ? 0 : 1;
    int red = image.bytes()[at] & 0xff;
    return of(red, image.bytes()[at + green] & 0xff, image.bytes()[at + 2 * green] & 0xff);
  }
}
