package org.heirloom.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.heirloom.DataException;
import org.heirloom.image.ImageCodec;
import org.heirloom.image.ImageFormatException;
import org.heirloom.image.Pixels;
import org.heirloom.image.Resize;
import org.heirloom.store.SourceFolder;
import org.heirloom.study.Text;

/**
 * A folder of images per class as a data set.
 *
 * <p>Images become RGB by the rules of {@link ImageCodec}, and square by resizing, whatever their
 * shape: nothing is cut off, so wide images are squeezed. Holds the names of the files, not their
 * contents.
 *
 * @see FolderLayout for the two forms of a folder
 * @see MaskFolder for segmentation masks beside the images
 */
public final class ImageFolder implements Dataset {
  private static final int SHARD = 1024;
  private static final int MOST_NAMED = 10;

  private final FolderLayout layout;
  private final Settings settings;
  private final Optional<MaskFolder> masks;

  /**
   * How a folder is read.
   *
   * @param root the folder
   * @param sizePixels side of the square images
   * @param skipDamaged whether a file that cannot be read is left out; else it is an error
   * @param maxPixels larger images are damaged
   */
  public record Settings(SourceFolder root, int sizePixels, boolean skipDamaged, long maxPixels) {}

  /**
   * Lists a folder.
   *
   * @throws DataException if there is no such folder, or not at least two classes with images
   */
  public ImageFolder(Settings settings) {
    this.settings = settings;
    this.layout = FolderLayout.of(settings.root());
    this.masks = MaskFolder.of(settings.root(), ids(), settings.maxPixels());
  }

  private List<String> ids() {
    return layout.images().stream().map(FolderLayout.Image::id).toList();
  }

  @Override
  public List<String> classes() {
    return layout.classes();
  }

  @Override
  public List<String> shards() {
    int shards = (layout.images().size() + SHARD - 1) / SHARD;
    return IntStream.range(0, shards).mapToObj("shard-%05d"::formatted).toList();
  }

  @Override
  public List<Skipped> read(String shard, Consumer<Example> sink) {
    int from = shards().indexOf(shard) * SHARD;
    int to = Math.min(layout.images().size(), from + SHARD);
    List<FolderLayout.Image> images = layout.images().subList(from, to);
    settings.root().expect(files(images));
    List<Skipped> damaged = new ArrayList<>();
    for (FolderLayout.Image image : images) {
      try {
        Pixels pixels = decode(image.id());
        sink.accept(example(image, pixels));
      } catch (IOException e) {
        damaged.add(new Skipped(plain(image.id()), plain(ImageFiles.reason(e))));
      }
    }
    if (!damaged.isEmpty() && !settings.skipDamaged()) {
      throw new DataException(message(damaged));
    }
    return damaged;
  }

  /** Each image, and its mask behind it. */
  private List<String> files(List<FolderLayout.Image> images) {
    List<String> files = new ArrayList<>();
    for (FolderLayout.Image image : images) {
      files.add(image.id());
      masks.flatMap(folder -> folder.file(image.id())).ifPresent(files::add);
    }
    return files;
  }

  /** The example, square, with the masks that it has. */
  private Example example(FolderLayout.Image image, Pixels pixels) {
    int size = settings.sizePixels();
    return new Example(
        image.id(),
        image.label(),
        image.split(),
        Resize.bilinear(pixels, size, size),
        Map.of(),
        masks
            .map(folder -> folder.read(image.id(), pixels.height(), pixels.width(), size))
            .orElse(Map.of()));
  }

  private Pixels decode(String id) throws IOException {
    if (!id.equals(plain(id))) {
      throw new ImageFormatException("its name has control characters");
    }
    return ImageFiles.read(settings.root(), id, settings.maxPixels());
  }

  /** A text without the characters that would break a line of a table. */
  private static String plain(String text) {
    return text.chars()
        .mapToObj(c -> Character.isISOControl(c) ? "?" : Character.toString((char) c))
        .collect(Collectors.joining());
  }

  private String message(List<Skipped> damaged) {
    String files =
        damaged.stream()
            .limit(MOST_NAMED)
            .map(file -> settings.root().path(file.path()) + ": " + file.reason() + ".")
            .collect(Collectors.joining("\n"));
    int more = damaged.size() - MOST_NAMED;
    return files
        + (more > 0 ? "\n… and " + more + " more." : "")
        + (damaged.size() == 1 ? "\nIt cannot" : "\nThey cannot")
        + " be used. Expected whole PNG or JPEG files. Mend or remove what is named, or set"
        + " data.folder.damaged: skip to leave such files out.";
  }

  /**
   * A hash of the names and contents of all images and masks, and of the settings that change what
   * is read from them. Reads every file of a folder on this machine; of those in a bucket it takes
   * what the bucket says of them.
   */
  @Override
  public String fingerprint() {
    MessageDigest digest = sha256();
    add(digest, "image-folder " + settings.sizePixels() + " " + settings.maxPixels());
    add(digest, settings.skipDamaged() ? "skip" : "fail");
    layout.classes().forEach(name -> add(digest, name));
    for (FolderLayout.Image image : layout.images()) {
      add(digest, image.id() + "\0" + image.label() + "\0" + image.split());
      digest.update(settings.root().fingerprint(image.id()));
    }
    for (String file : masks.map(folder -> folder.files(ids())).orElse(List.of())) {
      add(digest, file);
      digest.update(settings.root().fingerprint(file));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, String text) {
    digest.update(text.getBytes(UTF_8));
    digest.update((byte) '\n');
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "images below " + Text.quote(settings.root().path(""));
  }
}
