package org.heirloom.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Reads PNG and JPEG into 8-bit RGB and writes PNG.
 *
 * <p>What a file holds becomes RGB so: grey is repeated in three channels; a palette is looked up;
 * 16 bits keep their high byte, rounded; transparency is laid over white, as a viewer would show
 * it. Colour profiles, gamma chunks and EXIF orientation are ignored, as by the common training
 * libraries. CMYK is refused, since its colours cannot be known without a profile.
 *
 * <p>The size is read from the header first, and a larger one than allowed is refused before
 * anything is decoded. A file that ends early, which lenient decoders fill up with grey, is refused
 * too. PNG decoding is exact; JPEG decoding may differ in last bits between Java builds.
 */
public final class ImageCodec {
  private ImageCodec() {}

  /**
   * Decodes a PNG or JPEG file.
   *
   * @param file the whole file
   * @param maxPixels the most width × height that is decoded
   * @return three channels
   * @throws ImageFormatException if it is damaged, too large, or of a kind that we do not read
   */
  public static Pixels decode(byte[] file, long maxPixels) throws ImageFormatException {
    return Rasters.rgb(read(file, maxPixels));
  }

  /**
   * Decodes a PNG file, and refuses JPEG, which does not keep values as they were.
   *
   * @return three channels
   * @throws ImageFormatException as {@link #decode} does
   */
  public static Pixels decodeExact(byte[] file, long maxPixels) throws ImageFormatException {
    requirePng(file);
    return decode(file, maxPixels);
  }

  /**
   * Decodes the numbers that a PNG file of one channel holds: indexes into its palette where it has
   * one, else its levels of grey, of 1 to 8 bits, as they stand in the file.
   *
   * @return one channel
   * @throws ImageFormatException as {@link #decode} does, and if it has more channels or bits
   */
  public static Pixels decodeIndexes(byte[] file, long maxPixels) throws ImageFormatException {
    requirePng(file);
    return Rasters.indexes(read(file, maxPixels));
  }

  private static void requirePng(byte[] file) throws ImageFormatException {
    ImageHeader header = ImageHeader.read(file);
    if (!header.format().equals("png")) {
      throw new ImageFormatException("a " + header.name() + ", whose values are not exact");
    }
  }

  private static BufferedImage read(byte[] file, long maxPixels) throws ImageFormatException {
    ImageHeader header = ImageHeader.read(file);
    header.check(maxPixels);
    ImageReader reader = ImageIO.getImageReadersByFormatName(header.format()).next();
    List<String> warnings = new ArrayList<>();
    try {
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(file)), true, true);
      BufferedImage image = reader.read(0);
      header.checkWarnings(warnings);
      return image;
    } catch (ImageFormatException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Decoders of the JDK throw all sorts of unchecked exceptions on damaged files.
      String said = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new ImageFormatException("damaged " + header.name() + " (" + said + ")", e);
    } finally {
      reader.dispose();
    }
  }

  /** The image as a PNG file; grey or RGB. */
  public static byte[] encodePng(Pixels pixels) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageIO.write(Rasters.buffered(pixels), "png", stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory only: cannot happen
    }
    return out.toByteArray();
  }
}
