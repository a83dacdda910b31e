package org.heirloom.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.heirloom.StudyException;
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
          + " layers, optimizers, schedules, substrates, modes, cues, precisions."
    },
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "KIND", description = "What to list, for example objectives.")
  private String kind;

  ListCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Vocabulary vocabulary =
        Vocabulary.of(kind)
            .orElseThrow(
                () ->
                    new StudyException(
                        "list: unknown kind. Got %s. %s"
                            .formatted(Text.quote(kind), Text.suggestion(kind, kinds()))));
    Map<String, String> meanings = new LinkedHashMap<>();
    vocabulary.terms().forEach(term -> meanings.put(term.name(), term.meaning()));
    Table.print(shell.out(), meanings);
    return 0;
  }

  private static List<String> kinds() {
    return Arrays.stream(Vocabulary.values()).map(Vocabulary::kind).toList();
  }
}
