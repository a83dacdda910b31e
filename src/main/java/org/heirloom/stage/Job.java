package org.heirloom.stage;

import java.nio.file.Path;
import org.heirloom.study.Study;

/**
 * What the engine is asked about: a study, and the chain of stages it goes through.
 *
 * @param study the effective study
 * @param studyFolder folder against which the study's relative paths are resolved
 * @param pipeline the stages, in order
 */
public record Job(Study study, Path studyFolder, Pipeline pipeline) {
  public Job {
    studyFolder = studyFolder.toAbsolutePath().normalize();
  }
}
