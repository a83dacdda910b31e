package org.heirloom.retain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.heirloom.metrics.Metric;
import org.heirloom.metrics.Metric.Kind;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.retain.Evidence.Cell;
import org.heirloom.retain.Evidence.Group;
import org.heirloom.retain.Scorecard.NotMeasured;

/** What has rows, but nothing in them that could be scored; with the reasons that the rows give. */
record Undefined(Evidence evidence) {
  private static final int MOST_CASES = 3;

  /** One entry for each scored metric and reason. */
  List<NotMeasured> in(Collection<Group> groups) {
    Map<String, Map<String, Set<String>>> cases = new LinkedHashMap<>();
    for (Cell cell : evidence.cells()) {
      MetricCatalogue.scoredAs(MetricCatalogue.get(cell.metric()))
          .ifPresent(
              scored -> {
                for (Group group : groups) {
                  reason(cell, group)
                      .ifPresent(
                          reason ->
                              cases
                                  .computeIfAbsent(scored.name(), m -> new LinkedHashMap<>())
                                  .computeIfAbsent(reason, r -> new TreeSet<>())
                                  .add(name(cell, group)));
                }
              });
    }
    List<NotMeasured> entries = new ArrayList<>();
    cases.forEach(
        (metric, reasons) ->
            reasons.forEach(
                (reason, names) ->
                    entries.add(new NotMeasured(metric, reason + ": " + listed(names) + "."))));
    return entries;
  }

  private Optional<String> reason(Cell cell, Group group) {
    Optional<Comparison> comparison = Comparison.of(evidence, cell, group);
    if (comparison.isEmpty()) {
      return Optional.empty();
    }
    if (comparison.get().isEmpty()) {
      Set<String> flags = new TreeSet<>(comparison.get().teacherFlags());
      flags.addAll(comparison.get().studentFlags());
      return Optional.of("no value is defined (" + String.join(", ", flags) + ")");
    }
    Metric measured = MetricCatalogue.get(cell.metric());
    return measured.kind() == Kind.VALUE && comparison.get().teachers().isEmpty()
        ? Optional.of("the teacher has no value to compare with")
        : Optional.empty();
  }

  private static String name(Cell cell, Group group) {
    return cell.subject().isEmpty() ? group.arm() : group.arm() + " on " + cell.subject();
  }

  private static String listed(Set<String> names) {
    int more = names.size() - MOST_CASES;
    String first = String.join(", ", names.stream().limit(MOST_CASES).toList());
    return more > 0 ? first + " and " + more + " more" : first;
  }
}
