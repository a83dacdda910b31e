package org.heirloom.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heirloom.DataException;
import org.heirloom.InfraException;
import org.heirloom.Seed;
import org.heirloom.image.ImageCodec;
import org.heirloom.image.Pixels;
import org.heirloom.stage.toy.Trees;
import org.heirloom.store.SourceFolder;
import org.heirloom.store.Stores;
import org.heirloom.store.gcs.CloudStorageServer;
import org.heirloom.store.gcs.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder of images in a bucket beside the same folder on the disk. */
class BucketFolderTest {
  private static final String PLACE = "gs://" + CloudStorageServer.BUCKET + "/sets/pets";
  private static final int SIZE = 8;

  @TempDir Path folder;
  private Path disk;
  private CloudStorageServer server;

  @BeforeEach
  void twoSplits() {
    disk = folder.resolve("disk");
    server = new CloudStorageServer(2).serveThisProcess(folder.resolve("cache"));
    for (String name : List.of("train/cat/1", "train/cat/10", "train/cat/9", "test/cat/a b+ü%2F")) {
      put(name + ".png", image(name.length(), 5, 7));
    }
    put("train/dog/large.PNG", image(1, 700, 700)); // of more than a megabyte
    put("train/dog/2.png", image(2, SIZE, SIZE));
    put("test/dog/1.png", image(3, SIZE, SIZE));
    put("train/cat/notes.txt", new byte[3]);
    put("train/.hidden/1.png", new byte[3]);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** A file in both places. */
  private void put(String name, byte[] bytes) {
    try {
      Path file = disk.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.put("sets/pets/" + name, bytes);
  }

  private static byte[] image(int seed, int height, int width) {
    byte[] bytes = new byte[height * width * 3];
    new Random(seed).nextBytes(bytes);
    return ImageCodec.encodePng(new Pixels(height, width, 3, bytes));
  }

  private static ImageFolder open(String place) {
    return open(place, false);
  }

  private static ImageFolder open(String place, boolean skip) {
    SourceFolder source = Stores.source(Path.of(""), place);
    return new ImageFolder(new ImageFolder.Settings(source, SIZE, skip, 1_000_000));
  }

  /** The files of all shards, in hexadecimal. */
  private Map<String, String> shards(String place, String where) throws IOException {
    ImageFolder images = open(place);
    for (String shard : images.shards()) {
      Path target = Files.createDirectories(folder.resolve(where).resolve(shard));
      ExampleShards.write(images, shard, target);
    }
    return Trees.of(folder.resolve(where));
  }

  @Test
  void shardsHaveTheSameBytes() throws IOException {
    server.put("sets/pets/train/cat/", new byte[0]); // what consoles make for a folder
    server.put("sets/petshop/train/cow/1.png", new byte[9]);

    Map<String, String> there = shards(PLACE, "there");

    assertThat(there).isNotEmpty().isEqualTo(shards(disk.toString(), "here"));
    assertThat(shards(PLACE + "/", "slash")).isEqualTo(there);
    assertThat(Files.readString(folder.resolve("there/shard-00000/index.tsv")).lines())
        .extracting(line -> line.split("\t")[0])
        .containsExactly(
            "train/cat/1.png",
            "train/cat/9.png",
            "train/cat/10.png",
            "train/dog/2.png",
            "train/dog/large.PNG",
            "test/cat/a b+ü%2F.png",
            "test/dog/1.png");
  }

  /** The first image only comes once the last is asked for, which waiting for each never does. */
  @Test
  void imagesAreOnTheirWayBeforeTheirTurn() {
    CountDownLatch last = new CountDownLatch(1);
    AtomicBoolean came = new AtomicBoolean();
    server.add(Fault.rival("GET .*train/cat/1.png.*alt=media", () -> came.set(waitFor(last))));
    server.add(Fault.rival("GET .*test/dog/1.png.*alt=media", last::countDown));

    List<String> read = new ArrayList<>();
    open(PLACE).read("shard-00000", example -> read.add(example.id()));

    assertThat(came).isTrue();
    assertThat(read).hasSize(7).startsWith("train/cat/1.png").endsWith("test/dog/1.png");
  }

  private static boolean waitFor(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void filesThatArePassedOverCanStillBeRead() throws IOException {
    SourceFolder there = Stores.source(Path.of(""), PLACE + "/train");
    SourceFolder here = Stores.source(Path.of(""), disk.resolve("train").toString());
    there.expect(List.of("cat/1.png", "cat/9.png", "no.png", "dog/large.PNG", "cat/10.png"));

    for (String file :
        List.of("cat/10.png", "cat/10.png", "cat/9.png", "dog/large.PNG", "cat/1.png")) {
      assertThat(there.read(file)).isEqualTo(here.read(file));
    }
    assertThatThrownBy(() -> there.read("no.png")).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void masksComeAlong() throws IOException {
    put("masks/palette.csv", "index,concept,category\n0,,\n1,eye,part\n".getBytes(UTF_8));
    byte[] labels = {0, 1, 1, 0, 0, 1, 0};
    byte[] mask = new byte[35];
    IntStream.range(0, 35).forEach(i -> mask[i] = labels[i % 7]);
    put("masks/train/cat/9.png", ImageCodec.encodePng(new Pixels(5, 7, 1, mask)));

    Map<String, String> there = shards(PLACE, "there");

    assertThat(there).isEqualTo(shards(disk.toString(), "here"));
    assertThat(open(PLACE).fingerprint()).hasSize(64);
    server.put("sets/pets/masks/train/cow/1.png", new byte[0]);
    assertThatThrownBy(() -> open(PLACE))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(PLACE + "/masks: masks without an image. Got train/cow/1.png.");
  }

  @Test
  void conceptsComeAlong() {
    for (int i = 0; i < 5; i++) {
      put("concepts/striped/" + i + ".png", image(100 + i, 4 + i, 4));
    }
    List<Pixels> study =
        IntStream.range(0, 30).mapToObj(i -> new Pixels(SIZE, SIZE, 3, new byte[192])).toList();
    Concept striped = Concept.parse("folder/striped");

    List<List<Pixels>> both =
        Stream.of(PLACE, disk.toString())
            .map(place -> Stores.source(Path.of(""), place).in("concepts"))
            .map(root -> new FolderConcepts(root, SIZE, 1000, study, new Seed(3)))
            .map(concepts -> concepts.showing(striped, 10))
            .toList();

    assertThat(both.get(0)).hasSize(5).isEqualTo(both.get(1));
    SourceFolder there = Stores.source(Path.of(""), PLACE + "/concepts");
    assertThatThrownBy(() -> FolderConcepts.fingerprint(there, List.of(Concept.parse("folder/x"))))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("concept folder/x: no such folder. Got " + PLACE + "/concepts/x.");
  }

  /** What is wrong is told as it is of a folder on the disk, but for the place. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // a set within the set
        "/train/cat", // too deep
        "/train/cat/1.png",
        "/set.tar.gz",
        "/one",
        "/val",
        "/odd",
        "/empty",
        "/deep",
      })
  void mistakesAreToldInTheSameWords(String below) {
    put("train/nested/inside/1.png", image(1, 2, 2));
    put("train/nested/1.png", image(1, 2, 2));
    put("test/nested/1.png", image(1, 2, 2));
    put("set.tar.gz", new byte[3]);
    put("one/cat/1.png", image(1, 2, 2));
    put("val/train/a/1.png", image(1, 2, 2));
    put("val/train/b/1.png", image(1, 2, 2));
    put("val/validation/b/1.png", image(1, 2, 2));
    put("odd/train/a/1.png", image(1, 2, 2));
    put("odd/train/b/1.png", image(1, 2, 2));
    put("odd/test/c/1.png", image(1, 2, 2));
    put("empty/a/1.png", image(1, 2, 2));
    put("empty/b/list.csv", new byte[1]);
    put("deep/images/train/cat/1.png", image(1, 2, 2));
    put("deep/other/1.png", image(1, 2, 2));

    String here = problem(disk + below);

    assertThat(problem(PLACE + below)).isEqualTo(here.replace(disk.toString(), PLACE));
  }

  private static String problem(String place) {
    try {
      open(place);
    } catch (DataException e) {
      return e.getMessage();
    }
    throw new AssertionError(place + ": nothing is wrong");
  }

  @Test
  void nothingThereIsNamed() {
    assertThat(problem(PLACE + "/no"))
        .isEqualTo(
            PLACE
                + "/no: no such folder. Expected a folder with one folder of images per class, or"
                + " train/ and test/ with such folders.");
    assertThatThrownBy(() -> open("gs://another-bucket/x"))
        .isInstanceOf(InfraException.class)
        .hasMessageContaining("gs://another-bucket/x/: no such bucket. Got 404 ");
  }

  @Test
  void damagedImagesAreNamedOrSkipped() {
    put("train/cat/3.png", Arrays.copyOf(image(1, 9, 9), 60));
    put("train/cat/4.png", new byte[0]);

    assertThatThrownBy(() -> open(PLACE).read("shard-00000", example -> {}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(PLACE + "/train/cat/3.png: damaged PNG (")
        .hasMessageContaining(PLACE + "/train/cat/4.png: the file is empty.\n");
    assertThat(open(PLACE, true).read("shard-00000", example -> {}))
        .isEqualTo(open(disk.toString(), true).read("shard-00000", example -> {}))
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "STATUS, 503, GET .*alt=media",
    "STATUS, 429, GET .*prefix=sets",
    "CUT, 0, GET .*prefix=sets",
    "CUT, 0, GET .*alt=media",
    "CUT_DOWNLOAD, 0, GET .*alt=media",
    "TRUNCATE_DOWNLOAD, 0, GET .*alt=media",
    "FLIP_DOWNLOAD, 0, GET .*train/cat/9.png.*alt=media",
  })
  void whatPassesChangesNothing(Fault.Kind kind, int status, String requests) throws IOException {
    Map<String, String> here = shards(disk.toString(), "here");
    Fault fault =
        server.add(
            kind == Fault.Kind.STATUS
                ? Fault.status(status, requests, 2)
                : Fault.of(kind, requests, 2));

    assertThat(shards(PLACE, "there")).isEqualTo(here);
    assertThat(fault.hasStruck()).isTrue();
  }

  @Test
  void whatDoesNotPassIsNoDamagedImage() {
    ImageFolder images = open(PLACE, true);
    server.add(Fault.status(403, "GET .*train/cat/9.png.*alt=media", 1));
    assertThatThrownBy(() -> images.read("shard-00000", example -> {}))
        .isInstanceOf(InfraException.class)
        .hasMessageContaining(PLACE + "/train/cat/9.png: no permission. Got 403 ");

    server.add(Fault.of(Fault.Kind.FLIP_DOWNLOAD, "GET .*large.PNG.*alt=media", 9));
    assertThatThrownBy(() -> images.read("shard-00000", example -> {}))
        .isInstanceOf(InfraException.class)
        .hasMessageContaining(PLACE + "/train/dog/large.PNG: damaged on its way or in the bucket.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"train/cat/9.png", "train/dog/large.PNG"})
  void dataThatChangeUnderARunAreRefused(String name) {
    ImageFolder images = open(PLACE, true);
    server.put("sets/pets/" + name, image(77, 5, 7));
    assertChanged(images, name);
    server.put("sets/pets/" + name, null);
    assertChanged(images, name);
  }

  private static void assertChanged(ImageFolder images, String name) {
    assertThatThrownBy(() -> images.read("shard-00000", example -> {}))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            PLACE + "/" + name + ": not what it was when its folder was listed.");
  }

  @Test
  void fingerprintChangesWithNamesAndContentsAndReadsNoImage() {
    String before = open(PLACE).fingerprint();
    assertThat(server.requests()).noneMatch(request -> request.contains("alt=media"));

    server.put("sets/pets/train/cat/9.png", server.content("sets/pets/train/cat/9.png"));
    assertThat(open(PLACE).fingerprint()).as("the same, copied anew").isEqualTo(before);
    put("train/cat/9.png", image(50, 5, 7));
    String changed = open(PLACE).fingerprint();
    put("train/cat/11.png", image(50, 5, 7));

    assertThat(changed).isNotEqualTo(before);
    assertThat(open(PLACE).fingerprint()).isNotIn(before, changed);
  }
}
