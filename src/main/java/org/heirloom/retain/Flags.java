package org.heirloom.retain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.heirloom.stats.CrossedMean;

/** What to beware of in a score, as short words joined by semicolons. */
final class Flags {
  /** One student: its interval counts examples only. */
  static final String ONE_REPLICATE = "one-replicate";

  /** Too few students for a test of signs or ranks to reach 5 %. */
  static final String FEW_REPLICATES = "few-replicates";

  /** Too few examples to trust a t interval over them. */
  static final String FEW_EXAMPLES = "few-examples";

  /** All cells are equal. */
  static final String NO_VARIATION = "no-variation";

  /** The explainer is a control, so that there is nothing to retain. */
  static final String CONTROL_EXPLAINER = "control-explainer";

  /** Different layers are compared, which need not be alike: the number is only reported. */
  static final String OTHER_LAYER = "other-layer";

  /** Fewest replicates for which a sign-flip test can give p below 0.05. */
  static final int ENOUGH_REPLICATES = 6;

  /** Fewest examples that are not warned of. */
  static final int ENOUGH_EXAMPLES = 30;

  private static final Set<String> CONTROL_EXPLAINERS = Set.of("random", "edge");

  private Flags() {}

  /** Whether a saliency subject, {@code explainer/…}, is that of a control. */
  static boolean isControlExplainer(String subject) {
    return CONTROL_EXPLAINERS.contains(subject.split("/", 2)[0]);
  }

  /** Whether a subject {@code teacherLayer/studentLayer} names two different layers. */
  static boolean isOtherLayer(String subject) {
    String[] layers = subject.split("/", 2);
    return layers.length == 2 && !layers[0].equals(layers[1]);
  }

  /** What the numbers of replicates and examples bring with them. */
  static List<String> of(Comparison comparison, CrossedMean gap) {
    List<String> flags = new ArrayList<>();
    if (comparison.replicates() == 1) {
      flags.add(ONE_REPLICATE);
    } else if (comparison.replicates() < ENOUGH_REPLICATES) {
      flags.add(FEW_REPLICATES);
    }
    if (!comparison.whole() && comparison.examples() < ENOUGH_EXAMPLES) {
      flags.add(FEW_EXAMPLES);
    }
    if (comparison.undefined() > 0) {
      flags.add(comparison.undefined() + "-undefined");
    }
    if (gap.hasInterval() && gap.isConstant()) {
      flags.add(NO_VARIATION);
    }
    return flags;
  }
}
