package org.heirloom.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.junit.jupiter.api.Test;

class ImageCodecTest {
  private static final long MAX = 10_000;

  @Test
  void pngKeepsEveryPixel() throws IOException {
    Pixels image = noise(13, 7);

    assertThat(ImageCodec.decode(ImageCodec.encodePng(image), MAX)).isEqualTo(image);
  }

  @Test
  void greyIsRepeatedInThreeChannelsWithoutAnotherGamma() throws IOException {
    Pixels grey = new Pixels(1, 3, 1, new byte[] {0, 100, (byte) 255});

    Pixels read = ImageCodec.decode(ImageCodec.encodePng(grey), MAX);

    assertThat(read)
        .isEqualTo(new Pixels(1, 3, 3, new byte[] {0, 0, 0, 100, 100, 100, -1, -1, -1}));
  }

  @Test
  void transparencyIsLaidOverWhite() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00ff0000); // red that nobody sees
    image.setRGB(1, 0, 0x80000000); // half black

    Pixels read = ImageCodec.decode(encode(image, "png"), MAX);

    assertThat(read).isEqualTo(new Pixels(1, 2, 3, new byte[] {-1, -1, -1, 127, 127, 127}));
  }

  @Test
  void sixteenBitsKeepTheirHighByte() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSample(0, 0, 0, 65535);
    image.getRaster().setSample(1, 0, 0, 100 * 257);

    Pixels read = ImageCodec.decode(encode(image, "png"), MAX);

    assertThat(read).isEqualTo(new Pixels(1, 2, 3, new byte[] {-1, -1, -1, 100, 100, 100}));
  }

  @Test
  void palettesAndBitmapsAreLookedUp() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
    image.setRGB(1, 0, 0xffffffff);
    BufferedImage indexed = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_INDEXED);
    indexed.setRGB(0, 0, 0xff3366cc);

    assertThat(ImageCodec.decode(encode(image, "png"), MAX))
        .isEqualTo(new Pixels(1, 2, 3, new byte[] {0, 0, 0, -1, -1, -1}));
    assertThat(ImageCodec.decode(encode(indexed, "png"), MAX))
        .isEqualTo(new Pixels(1, 1, 3, new byte[] {0x33, 0x66, (byte) 0xcc}));
  }

  @Test
  void jpegIsReadCloseToWhatWasWritten() throws IOException {
    BufferedImage colour = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    BufferedImage grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 256; i++) {
      colour.setRGB(i % 16, i / 16, 0x3366cc);
      grey.getRaster().setSample(i % 16, i / 16, 0, 100);
    }

    Pixels readColour = ImageCodec.decode(encode(colour, "jpeg"), MAX);
    Pixels readGrey = ImageCodec.decode(encode(grey, "jpeg"), MAX);

    assertThat(readColour.at(8, 8, 0)).isBetween(0x30, 0x36);
    assertThat(readColour.at(8, 8, 2)).isBetween(0xc8, 0xd0);
    assertThat(readGrey.at(8, 8, 1)).isBetween(98, 102);
  }

  @Test
  void aCutOffFileIsDamagedAtWhateverByteItEnds() throws IOException {
    byte[] png = ImageCodec.encodePng(noise(20, 20));
    byte[] jpeg = encode(Rasters.buffered(noise(20, 20)), "jpeg");

    for (byte[] file : new byte[][] {png, jpeg}) {
      for (int length = 0; length < file.length * 9 / 10; length += 13) {
        byte[] cut = Arrays.copyOf(file, length);
        assertThatThrownBy(() -> ImageCodec.decode(cut, MAX))
            .as("%d of %d bytes", length, file.length)
            .isInstanceOf(ImageFormatException.class);
      }
    }
  }

  @Test
  void randomDamageGivesAnImageOrANamedError() throws IOException {
    RandomStream random = new Seed(1).stream();
    byte[] png = ImageCodec.encodePng(noise(20, 20));
    byte[] jpeg = encode(Rasters.buffered(noise(20, 20)), "jpeg");
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      byte[] file = (i % 2 == 0 ? png : jpeg).clone();
      for (int k = 0; k < 3; k++) {
        file[random.nextInt(file.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(ImageCodec.decode(file, MAX).channels()).isEqualTo(3);
      } catch (ImageFormatException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(150, 400);
  }

  @Test
  void aLargeImageIsRefusedByItsHeaderAlone() {
    byte[] bomb = ImageCodec.encodePng(noise(4, 4));
    bomb[16] = 0x7f; // the width's first byte
    byte[] headerOnly = Arrays.copyOf(bomb, 33);

    assertThatThrownBy(() -> ImageCodec.decode(headerOnly, MAX))
        .hasMessage("its header says 2130706436 x 4 pixels, more than the 10000 allowed");
  }

  @Test
  void emptyForeignAndPixelFreeFilesAreExplained() {
    byte[] flat = ImageCodec.encodePng(noise(4, 4));
    flat[23] = 0; // height 0

    assertThatThrownBy(() -> ImageCodec.decode(new byte[0], MAX)).hasMessage("the file is empty");
    assertThatThrownBy(
            () -> ImageCodec.decode("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8), MAX))
        .hasMessage("neither PNG nor JPEG by its first bytes");
    assertThatThrownBy(() -> ImageCodec.decode(encode(Rasters.buffered(noise(2, 2)), "gif"), MAX))
        .hasMessage("GIF is not read; convert it to PNG or JPEG");
    assertThatThrownBy(() -> ImageCodec.decode(flat, MAX))
        .hasMessage("damaged PNG (its header says 4 x 0 pixels)");
  }

  @Test
  void cmykIsRefusedWithAHint() {
    // A frame header of 8 x 8 pixels with four components.
    int[] start = {0xff, 0xd8, 0xff, 0xc0, 0, 20, 8, 0, 8, 0, 8, 4, 0, 0, 0, 0, 0, 0, 0, 0};
    byte[] file = new byte[start.length];
    for (int i = 0; i < file.length; i++) {
      file[i] = (byte) start[i];
    }

    assertThatThrownBy(() -> ImageCodec.decode(file, MAX))
        .hasMessage("CMYK JPEG is not read; convert it to RGB");
  }

  private static Pixels noise(int height, int width) {
    RandomStream random = new Seed(height * 31L + width).stream();
    byte[] bytes = new byte[height * width * 3];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextInt(256);
    }
    return new Pixels(height, width, 3, bytes);
  }

  private static byte[] encode(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      assertThat(ImageIO.write(image, format, stream)).isTrue();
    }
    return out.toByteArray();
  }
}
