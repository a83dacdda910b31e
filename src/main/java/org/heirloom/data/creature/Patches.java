package org.heirloom.data.creature;

import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.image.Pixels;

/** Images that show nothing but a texture or a hue: concepts that fit any data set. */
public final class Patches {
  private static final double NOISE = 0.03;

  private Patches() {}

  /**
   * One texture all over the image, in two tones of any hue, at 3 to 7 periods, turned by up to
   * 15°.
   *
   * @param size side in pixels
   */
  public static Pixels texture(Texture texture, int size, Seed seed) {
    RandomStream random = seed.child("texture").stream();
    double periods = random.nextDouble(3, 7);
    double angle = random.nextDouble(-Math.PI / 12, Math.PI / 12);
    double cos = StrictMath.cos(angle) * periods;
    double sin = StrictMath.sin(angle) * periods;
    double u0 = random.nextDouble();
    double v0 = random.nextDouble();
    double[] light = Hue.rgb(random.nextDouble(), random.nextDouble(0, 0.5), 0.95);
    double[] dark =
        Hue.rgb(random.nextDouble(), random.nextDouble(0, 0.9), random.nextDouble(0.05, 0.4));
    return paint(
        size,
        seed,
        (x, y, distance, rgb) -> {
          double u = cos * (x - 0.5) + sin * (y - 0.5) + u0;
          double v = cos * (y - 0.5) - sin * (x - 0.5) + v0;
          double lightness = texture.lightness(u, v, periods / size);
          for (int c = 0; c < 3; c++) {
            rgb[c] = dark[c] + lightness * (light[c] - dark[c]);
          }
        });
  }

  /**
   * One hue, give or take 2 % of the colour circle, in soft clouds of other saturation and
   * brightness.
   *
   * @param size side in pixels
   */
  public static Pixels hue(Hue hue, int size, Seed seed) {
    RandomStream random = seed.child("hue").stream();
    double turn = hue.turn() + random.nextDouble(-0.02, 0.02);
    double saturation = random.nextDouble(0.6, 0.9);
    double value = random.nextDouble(0.5, 0.9);
    Backdrop.Pattern clouds = Backdrop.clouds(random);
    return paint(
        size,
        seed,
        (x, y, distance, rgb) -> {
          double cloud = clouds.at(x, y);
          Layer.copy(Hue.rgb(turn, saturation - 0.1 * cloud, value * (1 + 0.3 * cloud)), rgb);
        });
  }

  private static Pixels paint(int size, Seed seed, Layer.Paint paint) {
    Canvas canvas = new Canvas(size);
    canvas.fill(paint, Canvas.View.image(size));
    return canvas.expose(Canvas.Light.EVEN, NOISE, seed.child("noise").stream());
  }
}
