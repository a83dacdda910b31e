package org.heirloom.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.heirloom.DataException;
import org.heirloom.Seed;
import org.heirloom.image.ImageFormatException;
import org.heirloom.image.Pixels;
import org.heirloom.image.Resize;
import org.heirloom.store.SourceFolder;
import org.heirloom.store.SourceFolder.Child;
import org.heirloom.store.SourceFolder.Kind;
import org.heirloom.study.Text;

/**
 * Concepts as folders of example images, {@code <root>/<concept>/*.jpg|png} of any size, and images
 * of the study as random ones.
 *
 * <p>Images are made square by resizing. Equal images count once. A random image is not known to
 * show a concept; one with a concept's very pixels is told by these.
 */
public final class FolderConcepts implements ConceptSource {
  private static final Set<String> READ = Set.of("jpg", "jpeg", "png");

  private final SourceFolder root;
  private final int size;
  private final long maxPixels;
  private final List<Pixels> study;
  private final Seed seed;

  /**
   * Concepts below a folder.
   *
   * @param size side of the square images
   * @param maxPixels larger images are refused
   * @param study the study's own images, in random order
   * @param seed chooses among a concept's images where there are more than wanted
   */
  public FolderConcepts(
      SourceFolder root, int size, long maxPixels, List<Pixels> study, Seed seed) {
    this.root = root;
    this.size = size;
    this.maxPixels = maxPixels;
    this.study = List.copyOf(study);
    this.seed = seed;
  }

  /** At most a third of the study's images that are there, since random sets need two thirds. */
  @Override
  public List<Pixels> showing(Concept concept, int most) {
    List<String> files = files(root, concept);
    int[] order = seed.child(concept.text()).stream().permutation(files.size());
    int wanted = Math.min(most, Math.max(1, study.size() / 3));
    root.expect(IntStream.of(order).limit(wanted).mapToObj(files::get).toList());
    Set<Pixels> different = new LinkedHashSet<>();
    for (int i = 0; i < order.length && different.size() < wanted; i++) {
      different.add(read(files.get(order[i]), concept));
    }
    return List.copyOf(different);
  }

  private Pixels read(String file, Concept concept) {
    try {
      Pixels pixels = ImageFiles.read(root, file, maxPixels);
      return Resize.bilinear(pixels, size, size);
    } catch (ImageFormatException e) {
      throw unreadable(root.path(file), concept, e.getMessage(), e);
    } catch (IOException e) {
      throw unreadable(root.path(file), concept, ImageFiles.reason(e), e);
    }
  }

  private static DataException unreadable(
      String file, Concept concept, String reason, IOException cause) {
    return new DataException(
        "concept %s: %s cannot be used. Got %s. Expected a whole PNG or JPEG file. Mend or remove it."
            .formatted(concept, file, reason),
        cause);
  }

  @Override
  public List<RandomImage> random(int most) {
    return study.stream().limit(most).<RandomImage>map(StudyImage::new).toList();
  }

  private record StudyImage(Pixels pixels) implements RandomImage {
    @Override
    public boolean shows(Concept concept) {
      return false;
    }
  }

  /** A concept's files, in natural order. */
  private static List<String> files(SourceFolder root, Concept concept) {
    String folder = concept.value();
    if (root.kind(folder) != Kind.FOLDER) {
      List<String> known = folders(root);
      throw new DataException(
          "concept %s: no such folder. Got %s. Expected a folder with images of the concept.%s"
              .formatted(
                  concept,
                  root.path(folder),
                  known.isEmpty()
                      ? " Set probe.tcav.folder to the folder that holds one folder per concept."
                      : " " + Text.suggestion(concept.value(), known)));
    }
    List<String> names = new ArrayList<>();
    for (Child child : children(root, folder)) {
      String name = child.name();
      String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      if (!name.startsWith(".") && READ.contains(extension)) {
        names.add(name);
      }
    }
    if (names.isEmpty()) {
      throw new DataException(
          "concept %s: no images. Got 0 in %s. Expected at least 10 JPEG or PNG files."
              .formatted(concept, root.path(folder)));
    }
    names.sort(NaturalOrder.INSTANCE);
    return names.stream().map(name -> folder + "/" + name).toList();
  }

  private static List<String> folders(SourceFolder root) {
    return root.kind("") == Kind.FOLDER
        ? children(root, "").stream()
            .filter(child -> child.kind() == Kind.FOLDER)
            .map(Child::name)
            .sorted(NaturalOrder.INSTANCE)
            .toList()
        : List.of();
  }

  private static List<Child> children(SourceFolder root, String folder) {
    try {
      return root.list(folder);
    } catch (IOException e) {
      throw new DataException(
          root.path(folder)
              + ": the folder cannot be read. Got "
              + e
              + ". Expected a readable folder.",
          e);
    }
  }

  /**
   * A hash of the names and contents of some concepts' images.
   *
   * @throws DataException if a concept has none
   */
  public static String fingerprint(SourceFolder root, Collection<Concept> concepts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Concept concept : concepts) {
        for (String file : files(root, concept)) {
          digest.update((concept + file.substring(file.lastIndexOf('/')) + "\n").getBytes(UTF_8));
          digest.update(root.fingerprint(file));
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
