package org.heirloom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.heirloom.DataException;
import org.heirloom.image.ImageCodec;
import org.heirloom.image.Pixels;
import org.heirloom.store.LocalSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  private static final String EXPECTED_FOLDER =
      " Expected a folder with one folder of images per class, or train/ and test/ with such"
          + " folders.";

  @TempDir Path root;

  @BeforeEach
  void twoClasses() {
    image("cat/1.png", 10);
    image("cat/2.png", 20);
    image("dog/a.png", 30);
  }

  @Test
  void aFolderPerClassIsReadInNaturalOrder() {
    image("cat/10.PNG", 40);
    write("cat/.DS_Store", new byte[3]);
    write("cat/readme.txt", new byte[3]);

    List<Example> examples = read(folder(false));

    assertThat(examples)
        .extracting(e -> e.id() + " " + e.label() + " " + e.split() + " " + e.pixels().at(0, 0, 0))
        .containsExactly(
            "cat/1.png 0 all 10",
            "cat/2.png 0 all 20",
            "cat/10.PNG 0 all 40",
            "dog/a.png 1 all 30");
    assertThat(folder(false).classes()).containsExactly("cat", "dog");
    assertThat(folder(false).shards()).containsExactly("shard-00000");
  }

  @Test
  void trainAndTestFoldersAreTheSplits() {
    for (String file : List.of("train/x/1.png", "train/y/1.png", "test/x/2.png", "test/y/2.png")) {
      image("split/" + file, 5);
    }
    image("split/masks/x/1.png", 5); // beside them, not looked at

    List<Example> examples = read(new ImageFolder(settings(root.resolve("split"), false)));

    assertThat(examples)
        .extracting(e -> e.id() + " " + e.label() + " " + e.split())
        .containsExactly(
            "train/x/1.png 0 train",
            "train/y/1.png 1 train",
            "test/x/2.png 0 test",
            "test/y/2.png 1 test");
  }

  @Test
  void trainAloneIsNotSplitAndAClassMayBeCalledTrain() {
    image("only/train/x/1.png", 5);
    image("only/train/y/1.png", 5);
    image("train/1.png", 6);

    assertThat(read(new ImageFolder(settings(root.resolve("only"), false))))
        .extracting(Example::split)
        .containsOnly("all");
    delete("only/train/x/1.png", "only/train/x", "only/train/y/1.png", "only/train/y");
    delete("only/train", "only");
    assertThat(folder(false).classes()).containsExactly("cat", "dog", "train");
  }

  @Test
  void otherSizesAreResizedAndJpegIsRead() {
    write("dog/wide.png", ImageCodec.encodePng(new Pixels(2, 8, 1, filled(16, 200))));

    Pixels pixels = read(folder(false)).get(3).pixels();

    assertThat(pixels).isEqualTo(new Pixels(4, 4, 3, filled(48, 200)));
  }

  @Test
  void shardsAreRangesOfAThousandAndTwentyFour() {
    for (int i = 0; i < 1030; i++) {
      image("cat/more" + i + ".png", i % 200);
    }

    ImageFolder folder = folder(false);

    assertThat(folder.shards()).containsExactly("shard-00000", "shard-00001");
    assertThat(read(folder)).hasSize(1033).extracting(Example::id).doesNotHaveDuplicates();
  }

  @Test
  void fingerprintChangesWithContentsNamesAndSettingsOnly() throws IOException {
    String before = folder(false).fingerprint();
    write("cat/notes.txt", new byte[9]);
    Files.setLastModifiedTime(
        root.resolve("cat/1.png"), java.nio.file.attribute.FileTime.fromMillis(5));

    assertThat(folder(false).fingerprint()).isEqualTo(before);
    assertThat(folder(true).fingerprint()).isNotEqualTo(before);
    image("cat/1.png", 11);
    String changed = folder(false).fingerprint();
    assertThat(changed).isNotEqualTo(before);
    Files.move(root.resolve("cat/1.png"), root.resolve("cat/3.png"));
    assertThat(folder(false).fingerprint()).isNotIn(before, changed);
  }

  @Test
  void aMissingFolderAFileAndAnArchiveAreExplained() {
    write("set.tar.gz", new byte[3]);

    assertWrong(
        root.resolve("no"),
        root.resolve("no")
            + ": no such folder."
            + EXPECTED_FOLDER
            + " data.folder.path is relative to the study file.");
    assertWrong(
        root.resolve("cat/1.png"),
        root.resolve("cat/1.png") + ": a file, not a folder." + EXPECTED_FOLDER);
    assertWrong(
        root.resolve("set.tar.gz"),
        root.resolve("set.tar.gz")
            + ": an archive, not a folder."
            + EXPECTED_FOLDER
            + " Unpack it first.");
  }

  @Test
  void fewerThanTwoClassesAreAnError() {
    folder("none");
    image("one/cat/1.png", 1);

    assertWrong(
        root.resolve("none"),
        root.resolve("none")
            + ": too few classes. Got no folders in it. Expected at least two folders of images,"
            + " one per class.");
    assertWrong(
        root.resolve("one"),
        root.resolve("one")
            + ": too few classes. Got \"cat\" alone. Expected at least two folders of images, one"
            + " per class.");
  }

  @Test
  void anEmptyClassIsNamed() {
    folder("emu");

    assertWrong(
        root,
        root.resolve("emu")
            + ": no images. Got an empty folder. Expected JPEG or PNG files. Add some, or remove"
            + " the folder to drop the class.");
    write("emu/list.csv", new byte[1]);
    assertWrong(
        root,
        root.resolve("emu")
            + ": no images. Got only files of type \".csv\". Expected JPEG or PNG files. Add some,"
            + " or remove the folder to drop the class.");
  }

  @Test
  void aFolderOneLevelTooHighIsRecognised() {
    image("set/images/train/cat/1.png", 1);
    image("set/images/test/cat/1.png", 1);
    folder("set/more");

    assertWrong(
        root.resolve("set"),
        root.resolve("set/images")
            + ": a folder inside a class's folder. Got \"test\". Expected images only. Did you"
            + " mean data.folder.path: "
            + root.resolve("set/images")
            + "?");
  }

  @Test
  void aValidationFolderInPlaceOfATestFolderIsAnError() {
    image("set/train/a/1.png", 1);
    image("set/train/b/1.png", 1);
    folder("set/val");

    assertWrong(
        root.resolve("set"),
        root.resolve("set")
            + ": no test folder. Got train and val. Expected train and test. Rename val to test,"
            + " or move it away to draw all roles from train.");
  }

  @Test
  void trainAndTestMustHaveTheSameClasses() {
    image("set/train/a/1.png", 1);
    image("set/train/b/1.png", 1);
    image("set/test/a/1.png", 1);
    image("set/test/c/1.png", 1);

    assertWrong(
        root.resolve("set"),
        root.resolve("set/test")
            + ": not the classes of "
            + root.resolve("set/train")
            + ". Got 2 classes, with \"c\" that train lacks. Expected the same folders in both.");
    delete("set/test/c/1.png", "set/test/c");
    assertWrong(
        root.resolve("set"),
        root.resolve("set/test")
            + ": not the classes of "
            + root.resolve("set/train")
            + ". Got 1 classes, without \"b\". Expected the same folders in both.");
  }

  @Test
  void symbolicLinksAreFollowedButNotInCircles() throws IOException {
    Files.createSymbolicLink(root.resolve("emu"), root.resolve("cat"));
    assertThat(folder(false).classes()).containsExactly("cat", "dog", "emu");

    Files.createSymbolicLink(root.resolve("fox"), root);
    assertWrong(
        root,
        root.resolve("fox")
            + ": a symbolic link that leads back to a folder above it. Got "
            + root.toRealPath()
            + ". Expected a folder of images. Remove the link.");
  }

  @Test
  void damagedFilesAreAllNamed() throws IOException {
    byte[] whole = ImageCodec.encodePng(new Pixels(20, 20, 3, new byte[1200]));
    byte[] huge = whole.clone();
    huge[16] = 0x40;
    write("cat/cut.png", Arrays.copyOf(whole, whole.length / 2));
    write("cat/empty.jpg", new byte[0]);
    write("cat/huge.png", huge);
    write("cat/moving.gif", "GIF89a......".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    write("cat/text.jpeg", "not an image".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    folder("dog/folder.png");
    Files.createSymbolicLink(root.resolve("dog/gone.png"), Path.of("nowhere"));
    Files.createSymbolicLink(root.resolve("dog/ring.png"), Path.of("ring.png"));
    image("dog/tab\tname.png", 3);

    List<Dataset.Skipped> skipped =
        folder(true).read("shard-00000", example -> assertThat(example).isNotNull());

    assertThat(skipped)
        .extracting(file -> file.path() + ": " + file.reason())
        .satisfiesExactly(
            s -> assertThat(s).startsWith("cat/cut.png: damaged PNG ("),
            s -> assertThat(s).isEqualTo("cat/empty.jpg: the file is empty"),
            s ->
                assertThat(s)
                    .isEqualTo(
                        "cat/huge.png: its header says 1073741844 x 20 pixels, more than the 10000"
                            + " allowed"),
            s ->
                assertThat(s)
                    .isEqualTo("cat/moving.gif: GIF is not read; convert it to PNG or JPEG"),
            s -> assertThat(s).isEqualTo("cat/text.jpeg: neither PNG nor JPEG by its first bytes"),
            s -> assertThat(s).isEqualTo("dog/folder.png: a folder with the name of an image"),
            s -> assertThat(s).isEqualTo("dog/gone.png: no such file (a broken link?)"),
            s -> assertThat(s).startsWith("dog/ring.png: Too many levels of symbolic links"),
            s -> assertThat(s).isEqualTo("dog/tab?name.png: its name has control characters"));
    assertThat(read(folder(true))).hasSize(3);
  }

  @Test
  void byDefaultDamageIsAnErrorThatNamesTheFile() {
    write("cat/empty.jpg", new byte[0]);

    assertThatThrownBy(() -> read(folder(false)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            root.resolve("cat/empty.jpg")
                + ": the file is empty.\nIt cannot be used. Expected whole PNG or JPEG files. Mend"
                + " or remove what is named, or set data.folder.damaged: skip to leave such files"
                + " out.");
  }

  @Test
  void aPipeIsNotWaitedFor() throws IOException, InterruptedException {
    Process made = new ProcessBuilder("mkfifo", root.resolve("cat/pipe.png").toString()).start();
    org.junit.jupiter.api.Assumptions.assumeTrue(made.waitFor() == 0, "no mkfifo here");

    assertThat(folder(true).read("shard-00000", example -> {}))
        .containsExactly(new Dataset.Skipped("cat/pipe.png", "not a regular file"));
    assertThat(folder(true).fingerprint()).hasSize(64);
  }

  @Test
  void namesAreOrderedAsPeopleCount() {
    List<String> names =
        new ArrayList<>(List.of("b", "a10", "a2", "a02", "a", "a2b", "B", "a1", "10", "9", "é"));
    names.sort(NaturalOrder.INSTANCE);

    assertThat(names)
        .containsExactly("9", "10", "B", "a", "a1", "a02", "a2", "a2b", "a10", "b", "é");
  }

  private ImageFolder folder(boolean skip) {
    return new ImageFolder(settings(root, skip));
  }

  private static ImageFolder.Settings settings(Path root, boolean skip) {
    return new ImageFolder.Settings(new LocalSource(root), 4, skip, 10_000);
  }

  private static List<Example> read(ImageFolder folder) {
    List<Example> examples = new ArrayList<>();
    folder.shards().forEach(shard -> folder.read(shard, examples::add));
    return examples;
  }

  private static void assertWrong(Path folder, String message) {
    assertThatThrownBy(() -> new ImageFolder(settings(folder, false)))
        .isInstanceOf(DataException.class)
        .hasMessage(message);
  }

  private void image(String name, int value) {
    write(name, ImageCodec.encodePng(new Pixels(4, 4, 3, filled(48, value))));
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private void write(String name, byte[] bytes) {
    try {
      Files.createDirectories(root.resolve(name).getParent());
      Files.write(root.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void folder(String name) {
    try {
      Files.createDirectories(root.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void delete(String... names) {
    try {
      for (String name : names) {
        Files.delete(root.resolve(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
