package org.heirloom.retain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heirloom.explain.Explainers;
import org.heirloom.metrics.Metric;
import org.heirloom.retain.Scorecard.Score;
import org.heirloom.stats.CrossedMean;
import org.heirloom.study.Vocabulary;

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

  /** Two different layers are compared: there is no reason why they should be alike. */
  static final String OTHER_LAYER = "other-layer";

  /** A further measure of what another score already judges. */
  static final String OTHER_MEASURE = "other-measure";

  /** Chance sets reach the concept's score, too: no reason to doubt a student that was tested. */
  static final String NOT_SIGNIFICANT = "not-significant";

  /** A classifier reads no more than chance: in a student that is what was lost. */
  static final String CHANCE = "not-above-chance";

  /** Flags of students that say what became of a concept, and not that its number is unsound. */
  private static final Set<String> SOUND = Set.of(NOT_SIGNIFICANT, CHANCE);

  /** Fewest replicates for which a sign-flip test can give p below 0.05. */
  static final int ENOUGH_REPLICATES = 6;

  /** Fewest examples that are not warned of. */
  static final int ENOUGH_EXAMPLES = 30;

  /** Begins flags of students' rows. */
  static final String STUDENT = "student-";

  private static final Pattern COUNTS =
      Pattern.compile("(one|few)-.*|no-variation|[0-9]+-(undefined|cells)");

  private Flags() {}

  /** Whether flags of students' rows make a concept's number unsound. */
  static boolean unsound(Set<String> studentFlags) {
    return !SOUND.containsAll(studentFlags);
  }

  /** Why a score must not be judged, by what it was measured on; empty if it may. */
  static Optional<String> unjudged(Metric metric, String subject) {
    String[] parts = subject.split("/", -1);
    return switch (metric.family()) {
      case SALIENCY -> {
        boolean variant = parts.length > 1;
        yield Explainers.isControl(parts[0])
            ? Optional.of(CONTROL_EXPLAINER)
            : variant ? Optional.of(OTHER_MEASURE) : Optional.empty();
      }
      case REPRESENTATION ->
          parts.length == 2 && !parts[0].equals(parts[1]) && Vocabulary.LAYERS.contains(parts[1])
              ? Optional.of(OTHER_LAYER)
              : Optional.empty();
      case BEHAVIOUR, CONCEPTS -> Optional.empty();
    };
  }

  /** Why a score is not judged, in words; empty if only numbers are few. */
  static String reasons(Score score) {
    return Stream.of(score.flag().split(";"))
        .filter(flag -> !flag.isEmpty() && !COUNTS.matcher(flag).matches())
        .filter(flag -> !flag.startsWith(STUDENT))
        .map(flag -> flag.replace('-', ' '))
        .collect(Collectors.joining(", "));
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
