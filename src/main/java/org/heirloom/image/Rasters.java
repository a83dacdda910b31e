package org.heirloom.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/**
 * Between the JDK's images and ours. Samples are read as they are: the JDK's own conversion of grey
 * to RGB would bend them through another gamma.
 */
final class Rasters {
  private Rasters() {}

  static Pixels rgb(BufferedImage image) {
    int height = image.getHeight();
    int width = image.getWidth();
    byte[] out = new byte[height * width * 3];
    RowReader reader = reader(image);
    int[] row = new int[width * 4];
    for (int y = 0; y < height; y++) {
      reader.read(y, row);
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          out[(y * width + x) * 3 + c] = overWhite(row[x * 4 + c], row[x * 4 + 3]);
        }
      }
    }
    return new Pixels(height, width, 3, out);
  }

  /** The raw samples of an image of one band. */
  static Pixels indexes(BufferedImage image) throws ImageFormatException {
    Raster raster = image.getRaster();
    int depth = image.getColorModel().getPixelSize();
    if (raster.getNumBands() != 1 || depth > 8) {
      throw new ImageFormatException(
          "%d channels of %d bits in all, where one channel of at most 8 bits holds indexes"
              .formatted(raster.getNumBands(), depth));
    }
    int[] samples = raster.getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
    byte[] bytes = new byte[samples.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) samples[i];
    }
    return new Pixels(image.getHeight(), image.getWidth(), 1, bytes);
  }

  private static byte overWhite(int value, int alpha) {
    return (byte) ((value * alpha + 255 * (255 - alpha) + 127) / 255);
  }

  /** Fills a row with red, green, blue, alpha per pixel, 0..255. */
  private interface RowReader {
    void read(int y, int[] rgba);
  }

  private static RowReader reader(BufferedImage image) {
    ColorModel model = image.getColorModel();
    int width = image.getWidth();
    boolean grey = model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    int depth = model.getComponentSize(0);
    boolean plain = !(model instanceof IndexColorModel) && !model.isAlphaPremultiplied();
    if (plain && (depth == 8 || depth == 16) && image.getRaster().getNumBands() <= 4) {
      Raster raster = image.getRaster();
      int bands = raster.getNumBands();
      int[] samples = new int[width * bands];
      return (y, rgba) -> {
        raster.getPixels(0, y, width, 1, samples);
        for (int x = 0; x < width; x++) {
          for (int c = 0; c < 4; c++) {
            int band = c == 3 ? (grey ? 1 : 3) : grey ? 0 : c;
            rgba[x * 4 + c] = band < bands ? eightBits(samples[x * bands + band], depth) : 255;
          }
        }
      };
    }
    int[] argb = new int[width];
    return (y, rgba) -> {
      image.getRGB(0, y, width, 1, argb, 0, width);
      for (int x = 0; x < width; x++) {
        rgba[x * 4] = argb[x] >> 16 & 0xff;
        rgba[x * 4 + 1] = argb[x] >> 8 & 0xff;
        rgba[x * 4 + 2] = argb[x] & 0xff;
        rgba[x * 4 + 3] = argb[x] >>> 24;
      }
    };
  }

  private static int eightBits(int sample, int depth) {
    return depth == 8 ? sample : (sample + 128) / 257;
  }

  static BufferedImage buffered(Pixels pixels) {
    boolean grey = pixels.channels() == 1;
    BufferedImage image =
        new BufferedImage(
            pixels.width(),
            pixels.height(),
            grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    WritableRaster raster = image.getRaster();
    int[] samples = new int[pixels.bytes().length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = pixels.bytes()[i] & 0xff;
    }
    raster.setPixels(0, 0, pixels.width(), pixels.height(), samples);
    assert raster.getTransferType() == (grey ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_INT);
    return image;
  }
}
