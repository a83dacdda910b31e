package org.heirloom.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The chart's Grafana dashboards, and what they ask of Prometheus. */
public final class Dashboards {
  private Dashboards() {}

  /** A panel's question. */
  public record Question(String dashboard, String panel, String expression) {}

  /** The files. */
  public static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(Chart.FOLDER.resolve("dashboards"))) {
      return files.sorted().toList();
    }
  }

  /** All questions, with what stands for each variable. */
  public static List<Question> questions(Map<String, String> variables) throws IOException {
    List<Question> questions = new ArrayList<>();
    for (Path file : files()) {
      for (JsonNode panel : Yaml.MAPPER.readTree(file.toFile()).path("panels")) {
        for (JsonNode target : panel.path("targets")) {
          String expression = target.path("expr").asText();
          for (Map.Entry<String, String> variable : variables.entrySet()) {
            expression = expression.replace("$" + variable.getKey(), variable.getValue());
          }
          questions.add(
              new Question(
                  file.getFileName().toString(), panel.path("title").asText(), expression));
        }
      }
    }
    return questions;
  }
}
