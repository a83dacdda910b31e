package org.heirloom.model.brought;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.heirloom.InfraException;
import org.heirloom.StudyException;
import org.heirloom.model.ImageSet;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.tensorflow.ForeignModel;
import org.heirloom.study.Brought;

/**
 * Brings a model that somebody else trained into a study: reads what it says of itself, refuses
 * what could do harm, tries it on images of the study, and copies it.
 */
public final class Bringing {
  private final String key;
  private final Brought declared;
  private final Contents contents;

  private Bringing(String key, Brought declared, Contents contents) {
    this.key = key;
    this.declared = declared;
    this.contents = contents;
  }

  /**
   * What the data are like.
   *
   * @param classes names by label
   * @param sizePixels side of its images
   * @param moments of the images that students learn from
   */
  public record Data(List<String> classes, int sizePixels, ImageSet.Moments moments) {
    public Data {
      classes = List.copyOf(classes);
    }
  }

  /**
   * Reads a model's description, without loading it.
   *
   * @param key of the study under which that stands, for messages
   * @param declared what the study says of it
   * @param studyFolder against which its path is resolved
   * @throws StudyException if it is missing, not a model, or not safe
   */
  public static Bringing of(String key, Brought declared, Path studyFolder) {
    Path path = path(key, declared, studyFolder);
    String format = format(key, declared, path);
    Contents contents =
        format.equals(Contents.ONNX)
            ? OnnxFile.read(path)
            : SavedModelFile.read(key, path, declared.signature());
    return new Bringing(key, declared, contents);
  }

  private static Path path(String key, Brought declared, Path studyFolder) {
    try {
      Path path = studyFolder.resolve(declared.path()).normalize();
      if (Files.exists(path)) {
        return path;
      }
      throw new StudyException(
          "%s.path: no such file or folder. Got %s. Expected a SavedModel's folder or an ONNX file."
              .formatted(key, path));
    } catch (InvalidPathException e) {
      throw new StudyException(
          "%s.path: not a path. Got \"%s\".".formatted(key, declared.path()), e);
    }
  }

  private static String format(String key, Brought declared, Path path) {
    boolean isSavedModel = Files.isRegularFile(path.resolve(SavedModelFile.GRAPH));
    boolean isFile = Files.isRegularFile(path);
    String found = isSavedModel ? Contents.SAVED_MODEL : isFile ? Contents.ONNX : "neither";
    if (!found.equals("neither")
        && (declared.format().equals("auto") || declared.format().equals(found))) {
      return found;
    }
    throw new StudyException(
        "%s.path: not %s. Got %s. Expected a folder with %s, or an ONNX file."
            .formatted(
                key,
                declared.format().equals("auto") ? "a model" : "of format " + declared.format(),
                path,
                SavedModelFile.GRAPH));
  }

  /** SHA-256 of the files that the model consists of, with their names. */
  public String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : contents.files()) {
        byte[] bytes = Files.readAllBytes(contents.root().resolve(file));
        digest.update(
            (file + "\0" + bytes.length + "\0").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    } catch (IOException e) {
      throw new StudyException(
          "%s: cannot be read. Got %s.".formatted(contents.root(), e.getMessage()), e);
    }
  }

  /**
   * Checks that the model takes images as the study says, as far as its description tells.
   *
   * @throws StudyException if it does not
   */
  public void requireFitting(int sizePixels) {
    new Fitting(key, declared, contents).input(sizePixels);
  }

  /**
   * Copies the model, tries it, and writes what is then known of it.
   *
   * @param trial labelled images to try it on
   * @param folder where the copy is to lie; from there alone it is loaded
   * @throws StudyException if it does not fit the data, or does not seem to be fed as it should
   */
  public void write(Data data, ImageSet trial, Path folder) {
    Handling handling =
        new Fitting(key, declared, contents).handling(data.classes(), data.sizePixels());
    copy(folder.resolve(BroughtModel.FILES));
    try (ForeignModel model = BroughtModel.load(folder, handling)) {
      handling = new Trial(key, model, contents, trial).settle(handling, declared.outputs());
    }
    handling.write(folder);
    spec(data, handling).write(folder);
  }

  private ModelSpec spec(Data data, Handling handling) {
    return new ModelSpec(
        "brought as %s, %s%s"
            .formatted(
                contents.format(),
                handling.input().text(),
                handling.probabilities() ? ", logarithms of its probabilities" : ""),
        0,
        "",
        data.sizePixels(),
        Fitting.CHANNELS,
        data.classes().size(),
        List.of(),
        data.moments().mean(),
        data.moments().deviation(),
        contents.parameters(),
        0);
  }

  /** Only what the model needs is copied: what else lies beside it, nobody will read. */
  private void copy(Path to) {
    try {
      for (Path file : contents.files()) {
        Path target = to.resolve(file);
        Files.createDirectories(target.getParent());
        Files.copy(contents.root().resolve(file), target);
      }
    } catch (IOException e) {
      throw new InfraException("%s: cannot copy the model. Got %s.".formatted(to, e), e);
    }
  }
}
