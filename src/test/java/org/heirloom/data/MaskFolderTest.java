package org.heirloom.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.heirloom.DataException;
import org.heirloom.image.ImageCodec;
import org.heirloom.image.Pixels;
import org.heirloom.store.LocalSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskFolderTest {
  private static final String COLOURS =
      "colour,concept,category\n#000000,,\n#ff0000,car,object\n#0000ff,car,object\n#0000ff,wheel,part\n";

  @TempDir Path root;

  @BeforeEach
  void twoClasses() {
    image("cat/1.jpg.png", 4);
    image("cat/2.png", 4);
    image("dog/a.png", 8);
  }

  @Test
  void coloursBecomeMasksOfTheImagesNewSize() {
    palette(COLOURS);
    mask("masks/dog/a.png", 8, (row, column) -> row < 4 ? 0xff0000 : column < 4 ? 0x0000ff : 0);

    List<Example> examples = read();

    assertThat(examples).extracting(Example::id).contains("cat/1.jpg.png", "dog/a.png");
    assertThat(examples.get(0).masks()).isEmpty();
    Example dog = examples.get(2);
    assertThat(dog.masks()).containsOnlyKeys("object/car", "part/wheel");
    assertThat(dog.masks().get("object/car"))
        .containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 0, 0);
    assertThat(dog.masks().get("part/wheel"))
        .containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0);
    assertThat(ConceptMasks.of(dog).named("part/wheel").orElseThrow().count()).isEqualTo(4);
  }

  @Test
  void masksReachProbesByTheExamplesShards() {
    palette(COLOURS);
    mask("masks/cat/2.png", 4, (row, column) -> row == column ? 0xff0000 : 0);

    Example cat = read().get(1);

    assertThat(ExampleCodec.decode(ExampleCodec.encode(cat)).masks().get("object/car"))
        .isEqualTo(cat.masks().get("object/car"));
  }

  @Test
  void indexesAreReadFromThePaletteOfTheFileOrItsGreys() {
    palette("index,concept,category\n0,,\n3,sky,scene\n");
    IndexColorModel model =
        new IndexColorModel(2, 4, new byte[] {9, 8, 7, 6}, new byte[4], new byte[4]);
    BufferedImage indexed = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_BINARY, model);
    indexed.getRaster().setSample(1, 2, 0, 3);
    write("masks/cat/2.png", png(indexed));
    byte[] greys = new byte[64];
    greys[0] = 3;
    write("masks/dog/a.png", ImageCodec.encodePng(new Pixels(8, 8, 1, greys)));

    List<Example> examples = read();

    assertThat(examples.get(1).masks().get("scene/sky")[9]).isEqualTo((byte) 1);
    // The nearest pixel of a half is the one to the right and below, and the first one is lost.
    assertThat(examples.get(2).masks()).isEmpty();
  }

  @Test
  void theMasksAndThePaletteBelongToTheFingerprint() {
    String without = folder().fingerprint();
    palette(COLOURS);
    String empty = folder().fingerprint();
    mask("masks/cat/2.png", 4, (row, column) -> 0xff0000);
    String one = folder().fingerprint();
    mask("masks/cat/2.png", 4, (row, column) -> 0x0000ff);

    assertThat(List.of(without, empty, one, folder().fingerprint())).doesNotHaveDuplicates();
  }

  @Test
  void anotherSizeIsNamed() {
    palette(COLOURS);
    mask("masks/cat/2.png", 5, (row, column) -> 0);

    refuses(
        "masks/cat/2.png: not of its image's size. Got 5 × 5. Expected 4 × 4, as cat/2.png has.");
  }

  @Test
  void anUnknownColourIsNamedWithItsPlace() {
    palette(COLOURS);
    mask("masks/cat/2.png", 4, (row, column) -> row == 1 && column == 3 ? 0xfe0000 : 0);

    refuses(
        "masks/cat/2.png: a colour that the palette does not know. Got #fe0000 at column 3, row 1."
            + " Expected only those in %s/masks/palette.csv; a line #fe0000,, says that it means nothing."
                .formatted(root));
  }

  @Test
  void aMaskWithoutImageIsNamed() {
    palette(COLOURS);
    mask("masks/cat/22.png", 4, (row, column) -> 0);

    refuses(
        "masks: masks without an image. Got cat/22.png. Expected the image's path and name, with .png in place of its own ending.");
  }

  @Test
  void aMaskOfTwoImagesIsRefused() {
    palette(COLOURS);
    image("cat/2.jpeg", 4);
    mask("masks/cat/2.png", 4, (row, column) -> 0);

    refuses(
        "masks/cat/2.png: a mask of two images. Got cat/2.jpeg and cat/2.png. Expected one."
            + " Rename one of them, and add a mask for it.");
  }

  @Test
  void aWrongPaletteIsNamedByItsLine() {
    palette("color,name\n");
    refuses(
        "masks/palette.csv (line 1): not a palette's head. Got \"color,name\". Expected colour,concept,category or index,concept,category.");
    palette("colour,concept,category\n#ff00,car,object\n");
    refuses(
        "masks/palette.csv (line 2): not a colour. Got \"#ff00\". Expected #rrggbb, such as #ff8000.");
    palette("colour,concept,category\n#ff0000,,object\n");
    refuses(
        "masks/palette.csv (line 2): not a concept's name. Got \"\". Expected a name without spaces, commas and slashes.");
    palette("colour,concept,category\n#ff0000,car,thing\n");
    refuses(
        "masks/palette.csv (line 2): unknown category. Got \"thing\". Expected object, part, shape, scene, material, texture, colour.");
    palette("index,concept,category\n256,car,object\n");
    refuses(
        "masks/palette.csv (line 2): not an index. Got \"256\". Expected a whole number from 0 to 255.");
    palette("index,concept,category\n1,car,object\n1,car,object\n");
    refuses(
        "masks/palette.csv (line 3): said twice. Got \"1,car,object\". Expected each line once.");
    palette("index,concept,category\n1,,\n");
    refuses(
        "masks/palette.csv (line 2): no concept. Got \"\". Expected at least one line with a concept.");
  }

  @Test
  void whatIsNoPngOfOneChannelHasNoIndexes() {
    palette("index,concept,category\n0,,\n3,sky,scene\n");
    mask("masks/cat/2.png", 4, (row, column) -> 0);

    refuses(
        "masks/cat/2.png: not a mask. Got 3 channels of 24 bits in all, where one channel of at most 8 bits holds indexes. Expected a whole PNG file.");
  }

  private void refuses(String message) {
    assertThatThrownBy(this::read)
        .isInstanceOf(DataException.class)
        .hasMessage(root + "/" + message);
  }

  private interface Colours {
    int at(int row, int column);
  }

  private void palette(String text) {
    write("masks/palette.csv", text.getBytes(UTF_8));
  }

  private void mask(String path, int size, Colours colours) {
    byte[] bytes = new byte[size * size * 3];
    for (int i = 0; i < size * size; i++) {
      int colour = colours.at(i / size, i % size);
      for (int c = 0; c < 3; c++) {
        bytes[i * 3 + c] = (byte) (colour >> (16 - 8 * c));
      }
    }
    write(path, ImageCodec.encodePng(new Pixels(size, size, 3, bytes)));
  }

  private void image(String path, int size) {
    write(path, ImageCodec.encodePng(new Pixels(size, size, 3, new byte[size * size * 3])));
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private void write(String path, byte[] bytes) {
    try {
      Files.createDirectories(root.resolve(path).getParent());
      Files.write(root.resolve(path), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ImageFolder folder() {
    return new ImageFolder(new ImageFolder.Settings(new LocalSource(root), 4, false, 1000));
  }

  private List<Example> read() {
    List<Example> examples = new ArrayList<>();
    ImageFolder folder = folder();
    folder.shards().forEach(shard -> folder.read(shard, examples::add));
    return examples;
  }
}
