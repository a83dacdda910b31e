package org.heirloom.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.heirloom.DataException;
import org.heirloom.image.ImageCodec;
import org.heirloom.image.ImageFormatException;
import org.heirloom.image.Pixels;

/**
 * Segmentation masks beside a folder of images: {@code masks/palette.csv}, and for an image {@code
 * train/cat/1.jpg} a PNG {@code masks/train/cat/1.png} of the image's own size. An image without a
 * mask says nothing about the palette's categories.
 *
 * <p>Masks shrink and grow with their images by taking the nearest pixel, so that no pixel gets a
 * meaning that it never had.
 */
final class MaskFolder {
  /** Its name below the images' folder. */
  static final String NAME = "masks";

  private static final String PALETTE = "palette.csv";
  private static final int MOST_NAMED = 5;

  private final Palette palette;
  private final Path paletteFile;
  private final long maxPixels;
  private final Map<String, Path> files;

  private MaskFolder(Path folder, Map<String, Path> files, long maxPixels) {
    this.paletteFile = folder.resolve(PALETTE);
    this.palette = Palette.read(paletteFile);
    this.files = files;
    this.maxPixels = maxPixels;
  }

  /** Whether a folder of images has masks: a palette says so. */
  static boolean isIn(Path root) {
    return Files.isRegularFile(root.resolve(NAME).resolve(PALETTE));
  }

  /**
   * The masks of a folder of images, if it has any.
   *
   * @param ids of all images
   * @throws DataException if the palette is wrong, or a mask belongs to no image or to two
   */
  static Optional<MaskFolder> of(Path root, List<String> ids, long maxPixels) {
    if (!isIn(root)) {
      return Optional.empty();
    }
    Path folder = root.resolve(NAME);
    Map<String, List<String>> images = new HashMap<>();
    ids.forEach(id -> images.computeIfAbsent(stem(id), key -> new ArrayList<>()).add(id));
    Map<String, Path> files = new HashMap<>();
    List<String> orphans = new ArrayList<>();
    for (Path file : list(folder)) {
      String name = folder.relativize(file).toString().replace('\\', '/');
      List<String> whose = images.getOrDefault(stem(name), List.of());
      if (whose.size() > 1) {
        throw new DataException(
            "%s: a mask of two images. Got %s. Expected one. Rename one of them, and add a mask for it."
                .formatted(file, String.join(" and ", whose)));
      }
      if (whose.isEmpty()) {
        orphans.add(name);
      } else {
        files.put(whose.get(0), file);
      }
    }
    refuse(folder, orphans);
    return Optional.of(new MaskFolder(folder, Collections.unmodifiableMap(files), maxPixels));
  }

  private static void refuse(Path folder, List<String> orphans) {
    if (!orphans.isEmpty()) {
      List<String> some = orphans.subList(0, Math.min(MOST_NAMED, orphans.size()));
      throw new DataException(
          "%s: masks without an image. Got %s%s. Expected the image's path and name, with .png in place of its own ending."
              .formatted(
                  folder,
                  String.join(", ", some),
                  orphans.size() > MOST_NAMED ? " and %d more".formatted(orphans.size() - 5) : ""));
    }
  }

  private static String stem(String path) {
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/') ? path.substring(0, dot) : path;
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.getFileName().toString().endsWith(".png")).sorted().toList();
    } catch (IOException e) {
      throw new DataException(folder + ": cannot be read. Got " + e + ".", e);
    }
  }

  /** Every file that says something, in order of the images. */
  List<Path> files(List<String> ids) {
    List<Path> all = new ArrayList<>(List.of(paletteFile));
    ids.stream().map(files::get).filter(file -> file != null).forEach(all::add);
    return all;
  }

  /**
   * The masks of an image by concept, in their order, one byte a pixel; one for every concept of
   * the palette's that it shows; none if it has no mask.
   *
   * @param height of the image's own file
   * @param width of the image's own file
   * @param size side of the square that the masks become
   * @throws DataException if the mask has another size, or holds what the palette does not explain
   */
  Map<String, byte[]> read(String id, int height, int width, int size) {
    Path file = files.get(id);
    if (file == null) {
      return Map.of();
    }
    Pixels labels = decode(file);
    if (labels.height() != height || labels.width() != width) {
      throw new DataException(
          "%s: not of its image's size. Got %d × %d. Expected %d × %d, as %s has."
              .formatted(file, labels.width(), labels.height(), width, height, id));
    }
    refuseUnknown(file, labels);
    Map<String, byte[]> masks = new TreeMap<>();
    for (int i = 0; i < size * size; i++) {
      int line = i / size;
      int row = Math.min(height - 1, (int) ((line + 0.5) * height / size));
      int column = Math.min(width - 1, (int) ((i % size + 0.5) * width / size));
      for (PixelConcept concept : palette.concepts().get(value(labels, row * width + column))) {
        masks.computeIfAbsent(concept.name(), key -> new byte[size * size])[i] = 1;
      }
    }
    return masks;
  }

  private void refuseUnknown(Path file, Pixels labels) {
    for (int i = 0; i < labels.height() * labels.width(); i++) {
      int value = value(labels, i);
      if (!palette.concepts().containsKey(value)) {
        throw new DataException(
            "%s: %s that the palette does not know. Got %s at column %d, row %d. Expected only those in %s; a line %s,, says that it means nothing."
                .formatted(
                    file,
                    palette.indexes() ? "an index" : "a colour",
                    palette.text(value),
                    i % labels.width(),
                    i / labels.width(),
                    paletteFile,
                    palette.text(value)));
      }
    }
  }

  private Pixels decode(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return palette.indexes()
          ? ImageCodec.decodeIndexes(bytes, maxPixels)
          : ImageCodec.decodeExact(bytes, maxPixels);
    } catch (ImageFormatException e) {
      throw new DataException(
          file + ": not a mask. Got " + e.getMessage() + ". Expected a whole PNG file.", e);
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read. Got " + e + ".", e);
    }
  }

  private static int value(Pixels labels, int pixel) {
    int value = 0;
    for (int c = 0; c < labels.channels(); c++) {
      value = (value << 8) | (labels.bytes()[pixel * labels.channels() + c] & 0xff);
    }
    return value;
  }
}
