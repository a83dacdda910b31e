package org.heirloom.cli;

import java.util.Collection;
import java.util.List;
import org.heirloom.StudyException;
import org.heirloom.stage.Pipeline;
import org.heirloom.study.Text;

/** Names of stages that a user gives. */
final class StageNames {
  private StageNames() {}

  /**
   * Refuses a name that the pipeline does not have.
   *
   * @param where the option or parameter, for the message
   */
  static void check(String where, Collection<String> names, Pipeline pipeline) {
    List<String> known = pipeline.stages().stream().map(Pipeline.Step::stage).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new StudyException(
            "%s: no such stage in pipeline %s. Got %s. %s"
                .formatted(where, pipeline.name(), Text.quote(name), Text.suggestion(name, known)));
      }
    }
  }
}
