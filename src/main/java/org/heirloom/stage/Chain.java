package org.heirloom.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heirloom.study.CanonicalJson;

/** The stages of a job in order, each with its key. */
final class Chain {
  private final Map<String, Link> links = new LinkedHashMap<>();

  /**
   * A stage and all that its key covers.
   *
   * @param inputs keys of its input stages by name
   * @param reads canonical JSON of the part of the study that it reads
   */
  record Link(
      Stage stage,
      Pipeline.Step step,
      String key,
      String code,
      Map<String, String> inputs,
      String reads) {}

  /** Keys those stages of a checked pipeline that the study needs. */
  static Chain of(Job job, Map<String, Stage> stages) {
    Chain chain = new Chain();
    for (Pipeline.Step step : job.pipeline().stages()) {
      Stage stage = stages.get(step.stage());
      if (stage.needed(job.study())) {
        chain.add(job, stage, step);
      }
    }
    return chain;
  }

  private void add(Job job, Stage stage, Pipeline.Step step) {
    Map<String, String> inputs = new TreeMap<>();
    for (String input : stage.inputs()) {
      if (links.containsKey(input)) {
        inputs.put(input, links.get(input).key());
      }
    }
    String code = CodeVersion.of(stage);
    Object reads = stage.reads(job.study(), job.studyFolder());
    Map<String, Object> covered = new TreeMap<>();
    covered.put("stage", stage.name());
    covered.put("reads", reads);
    covered.put("inputs", inputs);
    covered.put("code", code);
    covered.put("compute", job.study().compute());
    String key = Hashes.sha256(CanonicalJson.text(covered).getBytes(UTF_8));
    links.put(stage.name(), new Link(stage, step, key, code, inputs, CanonicalJson.text(reads)));
  }

  List<Link> links() {
    return new ArrayList<>(links.values());
  }

  Link link(String stage) {
    return links.get(stage);
  }
}
