package org.heirloom.stage;

import java.nio.file.Path;

/** Reads pipeline files, strictly: every problem is named at once. */
public final class PipelineReader {
  private PipelineReader() {}

  /**
   * Reads a file of {@code pipelines/}.
   *
   * @throws org.heirloom.StudyException with all problems of the file
   */
  public static Pipeline read(Path file) {
    throw new UnsupportedOperationException();
  }
}
