package org.heirloom.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the chart's workflow starts for one stage.
 *
 * @param run the template that starts it
 * @param deployment the FlinkDeployment in it
 */
record Stages(JsonNode run, JsonNode deployment) {

  /** By stage, in the workflow's order. */
  static Map<String, Stages> of(Chart.Profile profile) {
    return of(Chart.render(profile));
  }

  static Map<String, Stages> of(List<JsonNode> objects) {
    Map<String, Stages> stages = new LinkedHashMap<>();
    for (JsonNode template : workflow(objects).at("/spec/templates")) {
      String manifest = template.at("/resource/manifest").asText();
      if (manifest.contains("kind: FlinkDeployment")) {
        JsonNode deployment = Yaml.document(manifest);
        String stage = deployment.at("/metadata/labels/heirloom.org~1stage").asText();
        stages.put(stage, new Stages(template, deployment));
      }
    }
    return stages;
  }

  static JsonNode workflow(List<JsonNode> objects) {
    return Chart.named(objects, "WorkflowTemplate", Chart.RELEASE);
  }

  /** The arguments of the program. */
  List<String> args() {
    return texts(deployment.at("/spec/job/args"));
  }

  /** One of Flink's settings. */
  String setting(String key) {
    return deployment.at("/spec/flinkConfiguration").path(key).asText();
  }

  static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
