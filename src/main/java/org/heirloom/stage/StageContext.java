package org.heirloom.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.heirloom.store.Checkpoints;
import org.heirloom.study.Study;

/**
 * What a unit of work sees of the world: the study, its inputs in the store, and where to say how
 * far it is.
 */
public interface StageContext {

  /** Names the run: the same in all its units, on every machine, and in no other run. */
  String run();

  /** The effective study. */
  Study study();

  /** Folder against which relative paths of the study are resolved: that of the study file. */
  Path studyFolder();

  /** Names of the units of an input stage, in that stage's order. */
  List<String> inputUnits(String stage);

  /** Folder with the files that a unit of an input stage left. Read only. */
  Path input(String stage, String unit);

  /**
   * Checkpoints of the unit that runs now, or of one part of it: parts are done one after another,
   * and each goes on where it stopped.
   */
  Checkpoints checkpoints(String part);

  /** Takes the fraction done of the unit that runs now, in [0, 1]. */
  DoubleConsumer progress();
}
