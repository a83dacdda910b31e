package org.heirloom.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.heirloom.DataException;
import org.heirloom.study.Text;

/**
 * Which images of which classes a folder holds, by the names in it; opens none of them.
 *
 * <p>{@code train/<class>/*} and {@code test/<class>/*} where there is a {@code train} folder with
 * folders in it; then what else lies beside them is not looked at. Otherwise {@code <class>/*},
 * where masks with a palette ({@link MaskFolder}) are no class, and with {@code train} alone, the
 * split is {@code all}. Names that begin with a dot are passed over, and in a class's folder files
 * that are no images by their extension. Symbolic links are followed.
 */
record FolderLayout(Path root, List<String> classes, List<Image> images) {
  private static final Set<String> IMAGES =
      Set.of(
          // Those that we read, and those that a user would expect us to: these count as damaged.
          "jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp", "webp", "tif", "tiff", "heic", "avif");

  private static final List<String> TEST_BY_OTHER_NAMES =
      List.of("val", "valid", "validation", "dev", "eval");

  /**
   * An image file.
   *
   * @param id path below the folder, with {@code /}
   */
  record Image(String id, int label, String split) {}

  /**
   * Lists a folder, in natural order of split, class and file.
   *
   * @throws DataException if it is not of one of the two forms, or holds no images
   */
  static FolderLayout of(Path root) {
    if (!Files.isDirectory(root)) {
      throw new DataException(notThere(root));
    }
    FolderLayout layout = new FolderLayout(root, new ArrayList<>(), new ArrayList<>());
    Path train = root.resolve("train");
    Path test = root.resolve("test");
    if (Files.isDirectory(train) && !folders(train).isEmpty()) {
      boolean split = Files.isDirectory(test);
      layout.addClasses(train, split ? "train" : "all");
      if (split) {
        layout.addTest(test);
      } else {
        refuseOtherTest(root);
      }
    } else {
      layout.addClasses(root, "all");
    }
    return new FolderLayout(root, List.copyOf(layout.classes), List.copyOf(layout.images));
  }

  private static String notThere(Path root) {
    String name = root.toString().toLowerCase(Locale.ROOT);
    String expected =
        " Expected a folder with one folder of images per class, or train/ and test/ with such"
            + " folders.";
    if (name.matches(".*\\.(zip|tar|tgz|tar\\.gz|tar\\.xz)") && Files.exists(root)) {
      return root + ": an archive, not a folder." + expected + " Unpack it first.";
    }
    return Files.exists(root)
        ? root + ": a file, not a folder." + expected
        : root
            + ": no such folder."
            + expected
            + " data.folder.path is relative to the study file.";
  }

  private static void refuseOtherTest(Path root) {
    for (String other : TEST_BY_OTHER_NAMES) {
      if (Files.isDirectory(root.resolve(other))) {
        throw new DataException(
            "%s: no test folder. Got train and %s. Expected train and test. Rename %s to test, or move it away to draw all roles from train."
                .formatted(root, other, other));
      }
    }
  }

  private void addClasses(Path parent, String split) {
    List<String> names = folders(parent);
    if (parent.equals(root) && MaskFolder.isIn(root)) {
      names.remove(MaskFolder.NAME);
    }
    if (names.size() < 2) {
      throw new DataException(
          "%s: too few classes. Got %s. Expected at least two folders of images, one per class."
              .formatted(
                  parent,
                  names.isEmpty() ? "no folders in it" : Text.quote(names.get(0)) + " alone"));
    }
    for (String name : names) {
      if (name.chars().anyMatch(Character::isISOControl)) {
        throw new DataException(
            "%s: the name of a class has control characters. Got %s. Expected a plain name. Rename the folder."
                .formatted(parent, Text.quote(name)));
      }
      addImages(parent.resolve(name), classes.size(), split);
      classes.add(name);
    }
  }

  private void addTest(Path test) {
    List<String> names = folders(test);
    Set<String> odd = new TreeSet<>(names);
    classes.forEach(odd::remove);
    Set<String> missing = new TreeSet<>(classes);
    names.forEach(missing::remove);
    if (!odd.isEmpty() || !missing.isEmpty()) {
      throw new DataException(
          "%s: not the classes of %s. Got %d classes, %s. Expected the same folders in both."
              .formatted(
                  test,
                  root.resolve("train"),
                  names.size(),
                  odd.isEmpty()
                      ? "without " + shown(missing)
                      : "with " + shown(odd) + " that train lacks"));
    }
    for (int label = 0; label < classes.size(); label++) {
      addImages(test.resolve(classes.get(label)), label, "test");
    }
  }

  private static String shown(Set<String> names) {
    List<String> some = names.stream().limit(5).map(Text::quote).toList();
    return String.join(", ", some) + (names.size() > 5 ? ", …" : "");
  }

  private void addImages(Path folder, int label, String split) {
    List<String> names = new ArrayList<>();
    Set<String> others = new TreeSet<>();
    for (String name : list(folder)) {
      if (IMAGES.contains(extension(name))) {
        names.add(name);
      } else if (Files.isDirectory(folder.resolve(name))) {
        throw nested(folder, name);
      } else {
        others.add("." + extension(name));
      }
    }
    if (names.isEmpty()) {
      throw new DataException(
          "%s: no images. Got %s. Expected JPEG or PNG files. Add some, or remove the folder to drop the class."
              .formatted(
                  folder,
                  others.isEmpty() ? "an empty folder" : "only files of type " + shown(others)));
    }
    String prefix = root.relativize(folder).toString().replace('\\', '/');
    names.forEach(name -> images.add(new Image(prefix + "/" + name, label, split)));
  }

  private static DataException nested(Path folder, String name) {
    String hint =
        name.equals("train") || name.equals("test")
            ? " Did you mean data.folder.path: " + folder + "?"
            : " Move the images up, or move the folder away.";
    return new DataException(
        "%s: a folder inside a class's folder. Got %s. Expected images only.%s"
            .formatted(folder, Text.quote(name), hint));
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static List<String> folders(Path parent) {
    List<String> folders = new ArrayList<>();
    for (String name : list(parent)) {
      Path child = parent.resolve(name);
      if (Files.isDirectory(child)) {
        refuseLoop(parent, child);
        folders.add(name);
      }
    }
    return folders;
  }

  private static void refuseLoop(Path parent, Path child) {
    try {
      if (parent.toRealPath().startsWith(child.toRealPath())) {
        throw new DataException(
            "%s: a symbolic link that leads back to a folder above it. Got %s. Expected a folder of images. Remove the link."
                .formatted(child, child.toRealPath()));
      }
    } catch (IOException e) {
      throw unreadable(child, e);
    }
  }

  /** Names in a folder but hidden ones, in natural order. */
  private static List<String> list(Path folder) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      for (Path child : children) {
        String name = child.getFileName().toString();
        if (!name.startsWith(".")) {
          names.add(name);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw unreadable(folder, e.getCause());
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
    names.sort(NaturalOrder.INSTANCE);
    return names;
  }

  private static DataException unreadable(Path folder, IOException e) {
    String got = e instanceof AccessDeniedException ? "access denied" : e.toString();
    return new DataException(
        folder + ": the folder cannot be read. Got " + got + ". Expected a readable folder.", e);
  }
}
