package org.heirloom.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.heirloom.DataException;
import org.heirloom.image.ImageCodec;
import org.heirloom.image.ImageFormatException;
import org.heirloom.image.Pixels;
import org.heirloom.store.SourceFolder;

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

  private static final String PALETTE = NAME + "/palette.csv";
  private static final int MOST_NAMED = 5;

  private final SourceFolder root;
  private final Palette palette;
  private final long maxPixels;
  private final Map<String, String> files;

  private MaskFolder(SourceFolder root, Map<String, String> files, long maxPixels) {
    this.root = root;
    this.palette = Palette.read(root, PALETTE);
    this.files = files;
    this.maxPixels = maxPixels;
  }

  /** Whether a folder of images has masks: a palette says so. */
  static boolean isIn(SourceFolder root) {
    return root.kind(PALETTE) == SourceFolder.Kind.FILE;
  }

  /**
   * The masks of a folder of images, if it has any.
   *
   * @param ids of all images
   * @throws DataException if the palette is wrong, or a mask belongs to no image or to two
   */
  static Optional<MaskFolder> of(SourceFolder root, List<String> ids, long maxPixels) {
    if (!isIn(root)) {
      return Optional.empty();
    }
    Map<String, List<String>> images = new HashMap<>();
    ids.forEach(id -> images.computeIfAbsent(stem(id), key -> new ArrayList<>()).add(id));
    Map<String, String> files = new HashMap<>();
    List<String> orphans = new ArrayList<>();
    for (String file : list(root)) {
      String name = file.substring(NAME.length() + 1);
      List<String> whose = images.getOrDefault(stem(name), List.of());
      if (whose.size() > 1) {
        throw new DataException(
            "%s: a mask of two images. Got %s. Expected one. Rename one of them, and add a mask for it."
                .formatted(root.path(file), String.join(" and ", whose)));
      }
      if (whose.isEmpty()) {
        orphans.add(name);
      } else {
        files.put(whose.get(0), file);
      }
    }
    refuse(root.path(NAME), orphans);
    return Optional.of(new MaskFolder(root, Collections.unmodifiableMap(files), maxPixels));
  }

  private static void refuse(String folder, List<String> orphans) {
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

  private static List<String> list(SourceFolder root) {
    try {
      return root.files(NAME).stream().filter(file -> file.endsWith(".png")).toList();
    } catch (IOException e) {
      throw new DataException(root.path(NAME) + ": cannot be read. Got " + e + ".", e);
    }
  }

  /** Paths below the images' folder of every file that says something, in order of the images. */
  List<String> files(List<String> ids) {
    List<String> all = new ArrayList<>(List.of(PALETTE));
    ids.stream().map(files::get).filter(file -> file != null).forEach(all::add);
    return all;
  }

  /** The path of an image's mask below the images' folder, if it has one. */
  Optional<String> file(String id) {
    return Optional.ofNullable(files.get(id));
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
    String file = files.get(id);
    if (file == null) {
      return Map.of();
    }
    Pixels labels = decode(file);
    if (labels.height() != height || labels.width() != width) {
      throw new DataException(
          "%s: not of its image's size. Got %d × %d. Expected %d × %d, as %s has."
              .formatted(root.path(file), labels.width(), labels.height(), width, height, id));
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

  private void refuseUnknown(String file, Pixels labels) {
    for (int i = 0; i < labels.height() * labels.width(); i++) {
      int value = value(labels, i);
      if (!palette.concepts().containsKey(value)) {
        throw new DataException(
            "%s: %s that the palette does not know. Got %s at column %d, row %d. Expected only those in %s; a line %s,, says that it means nothing."
                .formatted(
                    root.path(file),
                    palette.indexes() ? "an index" : "a colour",
                    palette.text(value),
                    i % labels.width(),
                    i / labels.width(),
                    root.path(PALETTE),
                    palette.text(value)));
      }
    }
  }

  private Pixels decode(String file) {
    try {
      byte[] bytes = root.read(file);
      return palette.indexes()
          ? ImageCodec.decodeIndexes(bytes, maxPixels)
          : ImageCodec.decodeExact(bytes, maxPixels);
    } catch (ImageFormatException e) {
      throw new DataException(
          root.path(file) + ": not a mask. Got " + e.getMessage() + ". Expected a whole PNG file.",
          e);
    } catch (IOException e) {
      throw new DataException(root.path(file) + ": cannot be read. Got " + e + ".", e);
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
