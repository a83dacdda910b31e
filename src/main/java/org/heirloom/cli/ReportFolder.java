package org.heirloom.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.heirloom.InfraException;
import org.heirloom.StudyException;
import org.heirloom.store.Stores;

/**
 * The folder in which a user finds the report: a copy of what the last stage left in the store.
 *
 * @param folder where it is, as a user writes it; other files in it are left alone
 */
record ReportFolder(String folder) {
  private static final String OPTION = "--out";

  /**
   * The folder for a study's report, made if need be, before a long run rather than after it.
   *
   * @param out as the user gave it, or null for the default
   * @throws StudyException if there is something else in its place
   * @throws InfraException if it cannot be written
   */
  static ReportFolder at(String out, String study) {
    if (out != null && Stores.isRemote(out)) {
      Stores.folder(out).requireWritable();
      return new ReportFolder(out.replaceFirst("/+$", ""));
    }
    Path folder = out == null ? Path.of("heirloom-report", study) : Path.of(out);
    return new ReportFolder(OutputFolder.made(OPTION, folder, "the report").toString());
  }

  /** Where its first page is. */
  String index() {
    return folder.endsWith("/") ? folder + "index.html" : folder + "/index.html";
  }

  /** Copies every file of the report, each as a whole. */
  void copyFrom(Path report) {
    if (Stores.isRemote(folder)) {
      Stores.folder(folder).put(report);
    } else {
      copy(report, Path.of(folder));
    }
  }

  private static void copy(Path report, Path folder) {
    try (Stream<Path> files = Files.list(report)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path part = Files.createTempFile(folder, ".part", null);
        try {
          Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
          Files.move(
              part,
              folder.resolve(file.getFileName().toString()),
              StandardCopyOption.REPLACE_EXISTING);
        } finally {
          Files.deleteIfExists(part);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw OutputFolder.cannotWrite(OPTION, folder, e);
    }
  }
}
