package org.heirloom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.heirloom.InfraException;
import org.heirloom.StudyException;
import org.heirloom.store.Stores;
import org.heirloom.study.Text;

/** Folders of this machine that a user names, made if need be: before long work, not after it. */
final class OutputFolder {
  private OutputFolder() {}

  /**
   * A folder that cannot be elsewhere.
   *
   * @param option that names it
   * @param given as the user gave it
   * @param what goes there
   * @throws StudyException if it is not on this machine, or there is something else in its place
   * @throws InfraException if it cannot be written
   */
  static Path local(String option, String given, String what) {
    if (Stores.isRemote(given)) {
      throw new StudyException(
          "%s: not on this machine. Got %s. Expected a folder for %s; copy them from there."
              .formatted(option, Text.quote(given), what));
    }
    return made(option, Path.of(given), what);
  }

  /** The same of a path. */
  static Path made(String option, Path folder, String what) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new StudyException(
          "%s: %s is a file. Expected a folder for %s. Choose another with %s."
              .formatted(option, folder, what, option));
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw cannotWrite(option, folder, e);
    }
    if (!Files.isWritable(folder)) {
      throw new InfraException(
          "%s: no permission to write to %s. Choose another with %s."
              .formatted(option, folder, option));
    }
    return folder;
  }

  static InfraException cannotWrite(String option, Path folder, Exception cause) {
    return new InfraException(
        "%s: cannot write to %s: %s. Choose another with %s."
            .formatted(option, folder, cause.getMessage(), option),
        cause);
  }
}
