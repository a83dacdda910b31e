package org.heirloom.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.heirloom.DataException;
import org.heirloom.store.SourceFolder;
import org.heirloom.store.SourceFolder.Child;
import org.heirloom.store.SourceFolder.Kind;
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
record FolderLayout(SourceFolder root, List<String> classes, List<Image> images) {
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
  static FolderLayout of(SourceFolder root) {
    if (root.kind("") != Kind.FOLDER) {
      throw new DataException(notThere(root));
    }
    FolderLayout layout = new FolderLayout(root, new ArrayList<>(), new ArrayList<>());
    if (root.kind("train") == Kind.FOLDER && !layout.folders("train").isEmpty()) {
      boolean split = root.kind("test") == Kind.FOLDER;
      layout.addClasses("train", split ? "train" : "all");
      if (split) {
        layout.addTest();
      } else {
        refuseOtherTest(root);
      }
    } else {
      layout.addClasses("", "all");
    }
    return new FolderLayout(root, List.copyOf(layout.classes), List.copyOf(layout.images));
  }

  private static String notThere(SourceFolder root) {
    boolean something = root.kind("") != Kind.NOTHING;
    String place = root.path("");
    String name = place.toLowerCase(Locale.ROOT);
    String expected =
        " Expected a folder with one folder of images per class, or train/ and test/ with such"
            + " folders.";
    if (name.matches(".*\\.(zip|tar|tgz|tar\\.gz|tar\\.xz)") && something) {
      return place + ": an archive, not a folder." + expected + " Unpack it first.";
    }
    if (something) {
      return place + ": a file, not a folder." + expected;
    }
    String hint = root.isRemote() ? "" : " data.folder.path is relative to the study file.";
    return place + ": no such folder." + expected + hint;
  }

  private static void refuseOtherTest(SourceFolder root) {
    for (String other : TEST_BY_OTHER_NAMES) {
      if (root.kind(other) == Kind.FOLDER) {
        throw new DataException(
            "%s: no test folder. Got train and %s. Expected train and test. Rename %s to test, or move it away to draw all roles from train."
                .formatted(root.path(""), other, other));
      }
    }
  }

  private void addClasses(String parent, String split) {
    List<String> names = folders(parent);
    if (parent.isEmpty() && MaskFolder.isIn(root)) {
      names.remove(MaskFolder.NAME);
    }
    if (names.size() < 2) {
      throw new DataException(
          "%s: too few classes. Got %s. Expected at least two folders of images, one per class."
              .formatted(
                  root.path(parent),
                  names.isEmpty() ? "no folders in it" : Text.quote(names.get(0)) + " alone"));
    }
    for (String name : names) {
      if (name.chars().anyMatch(Character::isISOControl)) {
        throw new DataException(
            "%s: the name of a class has control characters. Got %s. Expected a plain name. Rename the folder."
                .formatted(root.path(parent), Text.quote(name)));
      }
      addImages(below(parent, name), classes.size(), split);
      classes.add(name);
    }
  }

  private void addTest() {
    List<String> names = folders("test");
    Set<String> odd = new TreeSet<>(names);
    classes.forEach(odd::remove);
    Set<String> missing = new TreeSet<>(classes);
    names.forEach(missing::remove);
    if (!odd.isEmpty() || !missing.isEmpty()) {
      throw new DataException(
          "%s: not the classes of %s. Got %d classes, %s. Expected the same folders in both."
              .formatted(
                  root.path("test"),
                  root.path("train"),
                  names.size(),
                  odd.isEmpty()
                      ? "without " + shown(missing)
                      : "with " + shown(odd) + " that train lacks"));
    }
    for (int label = 0; label < classes.size(); label++) {
      addImages(below("test", classes.get(label)), label, "test");
    }
  }

  private static String shown(Set<String> names) {
    List<String> some = names.stream().limit(5).map(Text::quote).toList();
    return String.join(", ", some) + (names.size() > 5 ? ", …" : "");
  }

  private void addImages(String folder, int label, String split) {
    List<String> names = new ArrayList<>();
    Set<String> others = new TreeSet<>();
    for (Child child : list(folder)) {
      String name = child.name();
      if (IMAGES.contains(extension(name))) {
        names.add(name);
      } else if (child.kind() == Kind.FOLDER) {
        throw nested(folder, name);
      } else {
        others.add("." + extension(name));
      }
    }
    if (names.isEmpty()) {
      throw new DataException(
          "%s: no images. Got %s. Expected JPEG or PNG files. Add some, or remove the folder to drop the class."
              .formatted(
                  root.path(folder),
                  others.isEmpty() ? "an empty folder" : "only files of type " + shown(others)));
    }
    names.forEach(name -> images.add(new Image(below(folder, name), label, split)));
  }

  private DataException nested(String folder, String name) {
    String hint =
        name.equals("train") || name.equals("test")
            ? " Did you mean data.folder.path: " + root.path(folder) + "?"
            : " Move the images up, or move the folder away.";
    return new DataException(
        "%s: a folder inside a class's folder. Got %s. Expected images only.%s"
            .formatted(root.path(folder), Text.quote(name), hint));
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static String below(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  private List<String> folders(String parent) {
    List<String> folders = new ArrayList<>();
    for (Child child : list(parent)) {
      if (child.kind() == Kind.FOLDER) {
        refuseLoop(below(parent, child.name()));
        folders.add(child.name());
      }
    }
    return folders;
  }

  private void refuseLoop(String child) {
    try {
      Optional<String> above = root.loop(child);
      if (above.isPresent()) {
        throw new DataException(
            "%s: a symbolic link that leads back to a folder above it. Got %s. Expected a folder of images. Remove the link."
                .formatted(root.path(child), above.get()));
      }
    } catch (IOException e) {
      throw unreadable(child, e);
    }
  }

  /** What a folder holds but for what is hidden, in natural order. */
  private List<Child> list(String folder) {
    try {
      return root.list(folder).stream()
          .filter(child -> !child.name().startsWith("."))
          .sorted(Comparator.comparing(Child::name, NaturalOrder.INSTANCE))
          .toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private DataException unreadable(String folder, IOException e) {
    String got = e instanceof AccessDeniedException ? "access denied" : e.toString();
    return new DataException(
        root.path(folder)
            + ": the folder cannot be read. Got "
            + got
            + ". Expected a readable folder.",
        e);
  }
}
