package org.heirloom.stage;

import java.nio.file.Path;
import java.util.List;
import org.heirloom.study.Study;

/**
 * A step of the chain: named, keyed by content, made of units of work that can run anywhere and in
 * any order.
 *
 * <p>Implementations are stateless. The result of a unit depends on its name and on the {@link
 * StageContext} alone.
 */
public interface Stage {

  /** Its name in the pipeline file, for example {@code teach}. */
  String name();

  /** One sentence for people. */
  String meaning();

  /** Names of the stages whose output it reads, where the study needs them. */
  List<String> inputs();

  /**
   * Whether a study asks for anything that this stage makes. Where it does not, the stage is no
   * part of the chain: it has no key, does nothing, and is nobody's input.
   */
  default boolean needed(Study study) {
    return true;
  }

  /**
   * The part of the study that it reads: what, with the inputs' keys and the code, makes its key.
   */
  Object reads(Study study, Path studyFolder);

  /**
   * Files of the class path that its output depends on besides classes, for example a style sheet:
   * {@code org/heirloom/report/report.css}. They count as code.
   */
  default List<String> resources() {
    return List.of();
  }

  /**
   * Names of its units of work, in a fixed order. Called when the inputs are complete. Names are
   * safe as file names.
   *
   * @throws org.heirloom.HeirloomException if the study does not fit the inputs
   */
  List<String> units(StageContext context);

  /** Does one unit of work and leaves its files in {@code draft}. */
  void run(String unit, StageContext context, Path draft);
}
