package org.heirloom.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.heirloom.StudyException;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.metrics.SeriesCatalogue;
import org.heirloom.study.Text;
import org.heirloom.study.Vocabulary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heirloom list KIND}: the names that a study can use. */
@Command(
    name = "list",
    description = {
      "Lists the names that a study can use, one a line with its meaning.",
      "Kinds: objectives, controls, probes, explainers, measures, architectures, datasets, metrics,"
          + " series (what Prometheus is told), and layers, optimizers, schedules, substrates, modes, cues and the like."
    },
    versionProvider = Version.class,
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  private static final String METRICS = "metrics";
  private static final String SERIES = "series";

  private final Shell shell;

  @Parameters(paramLabel = "KIND", description = "What to list, for example objectives.")
  private String kind;

  ListCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Map<String, String> meanings = new LinkedHashMap<>();
    if (kind.equals(METRICS)) {
      MetricCatalogue.all().forEach(metric -> meanings.put(metric.name(), metric.title()));
    } else if (kind.equals(SERIES)) {
      SeriesCatalogue.all().forEach(series -> meanings.put(series.name(), series.meaning()));
    } else {
      vocabulary().terms().forEach(term -> meanings.put(term.name(), term.meaning()));
    }
    Table.print(shell.out(), meanings);
    return 0;
  }

  private Vocabulary vocabulary() {
    return Vocabulary.of(kind)
        .orElseThrow(
            () ->
                new StudyException(
                    "list: unknown kind. Got %s. %s"
                        .formatted(Text.quote(kind), Text.suggestion(kind, kinds()))));
  }

  private static List<String> kinds() {
    List<String> kinds = new ArrayList<>();
    Arrays.stream(Vocabulary.values()).map(Vocabulary::kind).forEach(kinds::add);
    kinds.add(METRICS);
    kinds.add(SERIES);
    return kinds;
  }
}
