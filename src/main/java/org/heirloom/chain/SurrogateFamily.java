package org.heirloom.chain;

import java.nio.file.Path;
import java.util.List;
import org.heirloom.stage.StageContext;
import org.heirloom.study.Study;

/**
 * One sort of network that is fitted so that explainers have it at hand.
 *
 * <p>A new family is a class and a line in {@link SurrogateStage#FAMILIES}. Implementations are
 * stateless.
 */
interface SurrogateFamily {

  /** Whether an explainer of this study asks for it. */
  boolean needed(Study study);

  /** Adds the part of the study that it reads, beside the seed, the arms and the size of images. */
  void reads(Study study, Part part);

  /** Names of its units of work, in a fixed order; no other family has them. */
  List<String> units(Study study);

  /** Fits one unit's network and leaves its files in {@code draft}. */
  void run(String unit, StageContext context, Path draft);
}
