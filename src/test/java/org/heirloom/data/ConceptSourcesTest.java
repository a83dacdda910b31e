package org.heirloom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.heirloom.DataException;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.data.ConceptSource.RandomImage;
import org.heirloom.image.ImageCodec;
import org.heirloom.image.Pixels;
import org.heirloom.store.LocalSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of concepts that a user brings, and random images beside them. */
class ConceptSourcesTest {
  private static final Seed SEED = new Seed(3);
  private static final int SIZE = 8;

  @TempDir Path root;

  private static Pixels noise(int size, long seed) {
    byte[] bytes = new byte[size * size * 3];
    RandomStream random = new Seed(seed).stream();
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextInt(256);
    }
    return new Pixels(size, size, 3, bytes);
  }

  private void image(String file, Pixels pixels) {
    write(file, ImageCodec.encodePng(pixels));
  }

  private void write(String file, byte[] bytes) {
    try {
      Path path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.write(path, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FolderConcepts folder(int study) {
    return new FolderConcepts(
        new LocalSource(root),
        SIZE,
        1000,
        IntStream.range(0, study).mapToObj(i -> noise(SIZE, 5000 + i)).toList(),
        SEED);
  }

  private static Concept concept(String text) {
    return Concept.parse(text);
  }

  @Test
  void folderOfImagesOfAnySizeIsAConcept() {
    for (int i = 0; i < 12; i++) {
      image("striped/" + i + ".png", noise(5 + i, i));
    }
    image("striped/again.png", noise(5, 0));
    write("striped/notes.txt", new byte[3]);

    List<Pixels> images = folder(60).showing(concept("folder/striped"), 100);

    assertThat(images).hasSize(12).doesNotHaveDuplicates();
    assertThat(images).allMatch(p -> p.width() == SIZE && p.height() == SIZE && p.channels() == 3);
    assertThat(folder(60).showing(concept("folder/striped"), 5)).isEqualTo(images.subList(0, 5));
  }

  @Test
  void noMoreImagesAreTakenThanRandomOnesCanStandAgainst() {
    for (int i = 0; i < 12; i++) {
      image("striped/" + i + ".png", noise(SIZE, i));
    }

    assertThat(folder(30).showing(concept("folder/striped"), 100)).hasSize(10);
  }

  @Test
  void randomImagesOfFoldersAreTheStudysOwn() {
    List<RandomImage> random = folder(7).random(5);

    assertThat(random).extracting(RandomImage::pixels).hasSize(5).startsWith(noise(SIZE, 5000));
    assertThat(random).noneMatch(image -> image.shows(concept("folder/striped")));
  }

  @Test
  void fingerprintChangesWithAnyImageOfAWantedConceptAlone() {
    image("a/1.png", noise(SIZE, 1));
    image("b/1.png", noise(SIZE, 2));
    String before = FolderConcepts.fingerprint(new LocalSource(root), List.of(concept("folder/a")));

    image("b/2.png", noise(SIZE, 3));
    assertThat(FolderConcepts.fingerprint(new LocalSource(root), List.of(concept("folder/a"))))
        .isEqualTo(before);
    image("a/1.png", noise(SIZE, 4));
    assertThat(FolderConcepts.fingerprint(new LocalSource(root), List.of(concept("folder/a"))))
        .isNotEqualTo(before);
  }

  @Test
  void missingFolderNamesTheNearestOne() {
    image("striped/1.png", noise(SIZE, 1));

    assertThatThrownBy(() -> folder(30).showing(concept("folder/stripes"), 10))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "concept folder/stripes: no such folder. Got %s. Expected a folder with images of the concept. Did you mean \"striped\"? Known: striped."
                .formatted(root.resolve("stripes")));
  }

  @Test
  void folderWithoutImagesIsRefused() {
    write("empty/readme.txt", new byte[1]);

    assertThatThrownBy(() -> folder(30).showing(concept("folder/empty"), 10))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "concept folder/empty: no images. Got 0 in %s. Expected at least 10 JPEG or PNG files."
                .formatted(root.resolve("empty")));
  }

  @Test
  void imageThatCannotBeReadIsNamed() {
    write("broken/1.png", new byte[] {1, 2, 3});

    assertThatThrownBy(() -> folder(30).showing(concept("folder/broken"), 10))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "concept folder/broken: " + root.resolve("broken/1.png") + " cannot be used. Got ")
        .hasMessageEndingWith("Expected a whole PNG or JPEG file. Mend or remove it.");
  }

  @Test
  void imageThatIsTooLargeIsNamed() {
    image("huge/1.png", noise(40, 1));

    assertThatThrownBy(() -> folder(30).showing(concept("folder/huge"), 10))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("1.png cannot be used. Got ");
  }

  /** A black image with a white square at a place, which the mask tells. */
  private static Example square(int index, int row, int column, int side) {
    byte[] bytes = new byte[16 * 16 * 3];
    byte[] mask = new byte[16 * 16];
    for (int y = row; y < row + side; y++) {
      for (int x = column; x < column + side; x++) {
        mask[y * 16 + x] = 1;
        Arrays.fill(bytes, (y * 16 + x) * 3, (y * 16 + x) * 3 + 3, (byte) (255 - index));
      }
    }
    return new Example(
        "e" + index, 0, "all", new Pixels(16, 16, 3, bytes), Map.of(), Map.of("part/eye", mask));
  }

  private static MaskConcepts masks() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      examples.add(square(i, i % 12, (5 * i) % 12, 4));
    }
    return new MaskConcepts(examples, List.of(concept("mask/part/eye")), SIZE, SEED);
  }

  @Test
  void maskIsCroppedWithAPixelAround() {
    List<Pixels> crops = masks().showing(concept("mask/part/eye"), 40);

    assertThat(crops).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    // The square is 4 of the crop's 6 pixels wide, unless the image's edge moves it.
    for (Pixels crop : crops) {
      assertThat(crop.width()).isEqualTo(SIZE);
      assertThat(crop.at(4, 4, 0)).isGreaterThan(200);
    }
  }

  @Test
  void randomCropsAreOfTheSameSizeAndSayWhetherTheyHoldTheMask() {
    Concept eye = concept("mask/part/eye");

    List<RandomImage> random = masks().random(200);

    long holding = random.stream().filter(image -> image.shows(eye)).count();
    assertThat(holding).isBetween(60L, 180L);
    for (RandomImage image : random) {
      boolean black =
          IntStream.range(0, SIZE * SIZE * 3).allMatch(i -> image.pixels().bytes()[i] == 0);
      assertThat(image.shows(eye)).isEqualTo(!black);
    }
    assertThat(masks().random(20))
        .extracting(RandomImage::pixels)
        .isEqualTo(random.subList(0, 20).stream().map(RandomImage::pixels).toList());
  }

  @Test
  void maskThatNoImageHasIsRefused() {
    assertThatThrownBy(() -> masks().showing(concept("mask/part/ear"), 10))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "concept mask/part/ear: no image shows it. Got masks of part/eye."
                + " Expected one of these with at least 4 pixels.");
  }

  @Test
  void randomCreaturesAreKnownByTheirFactors() {
    ConceptImages images = new ConceptImages(ConceptTest.data("generator", "parts"));
    DrawnConcepts drawn = new DrawnConcepts(images, Concept.Kind.FACTOR, 32, SEED);
    Concept open = concept("factor/mouth/open");

    List<RandomImage> random = drawn.random(60);

    assertThat(random.stream().filter(image -> image.shows(open)).count()).isBetween(5L, 45L);
    assertThat(random)
        .extracting(RandomImage::pixels)
        .isEqualTo(images.random(Concept.Kind.FACTOR, 60, 32, SEED.child("pool")));
    assertThat(new HashSet<>(drawn.showing(open, 10))).hasSize(10);
  }

  @Test
  void randomPatchesAreKnownByTheirTexture() {
    ConceptImages images = new ConceptImages(ConceptTest.data("folder", "parts"));
    List<RandomImage> random = new DrawnConcepts(images, Concept.Kind.TEXTURE, 16, SEED).random(80);

    long dotted = random.stream().filter(image -> image.shows(concept("texture/dots"))).count();
    assertThat(dotted).isBetween(2L, 40L);
  }
}
