package org.heirloom.stage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.heirloom.StudyException;

/** Reads pipeline files, strictly: every problem is named at once. */
public final class PipelineReader {
  private static final long MAX_BYTES = 1 << 20;
  private static final Pattern MEMORY = Pattern.compile("[1-9][0-9]{0,5}(Mi|Gi)");

  private final String file;
  private final List<String> problems = new ArrayList<>();

  private PipelineReader(String file) {
    this.file = file;
  }

  /**
   * Reads a file of {@code pipelines/}.
   *
   * @throws StudyException with all problems of the file
   */
  public static Pipeline read(Path file) {
    return new PipelineReader(file.toString()).pipeline(parse(file));
  }

  private static JsonNode parse(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new StudyException(
          file + ": no such pipeline file. Pipelines lie in the folder pipelines.");
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new StudyException(
            file
                + ": too large for a pipeline. Got "
                + Files.size(file)
                + " bytes. Expected at most "
                + MAX_BYTES
                + ".");
      }
      return new ObjectMapper(new YAMLFactory())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new StudyException(file + ": not valid YAML. " + e.getOriginalMessage() + ".", e);
    } catch (IOException e) {
      throw new StudyException(file + ": cannot be read. " + e.getMessage() + ".", e);
    }
  }

  private Pipeline pipeline(JsonNode root) {
    knownKeys("", root, Set.of("name", "meaning", "stages"));
    String name = text(root, "name", "name");
    String meaning = text(root, "meaning", "meaning");
    JsonNode list = root.path("stages");
    if (!list.isArray() || list.isEmpty()) {
      problems.add("stages: " + got(list) + "Expected a list of at least one stage.");
    }
    List<Pipeline.Step> steps = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      steps.add(step("stages[" + i + "]", list.get(i)));
    }
    if (!problems.isEmpty()) {
      throw new StudyException(heading(file, problems));
    }
    return new Pipeline(name, meaning, steps);
  }

  /** Puts a heading over problems, one a line. */
  static String heading(String subject, List<String> problems) {
    String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
    return subject + ": " + count + "\n  " + String.join("\n  ", problems);
  }

  private Pipeline.Step step(String path, JsonNode node) {
    knownKeys(path, node, Set.of("stage", "pool", "parallelism", "cpus", "memory"));
    if (!node.isObject()) {
      return new Pipeline.Step("", "", 0, 0, "");
    }
    String pool = text(node, "pool", path + ".pool");
    check(
        pool.isEmpty() || Set.of("cpu", "gpu").contains(pool),
        path + ".pool",
        node.path("pool"),
        "cpu or gpu");
    JsonNode parallelism = node.path("parallelism");
    check(
        parallelism.isInt() && parallelism.intValue() >= 1 && parallelism.intValue() <= 1000,
        path + ".parallelism",
        parallelism,
        "a whole number from 1 to 1000");
    JsonNode cpus = node.path("cpus");
    check(
        cpus.isNumber() && cpus.doubleValue() > 0 && cpus.doubleValue() <= 1000,
        path + ".cpus",
        cpus,
        "a number above 0, at most 1000");
    String memory = text(node, "memory", path + ".memory");
    check(
        memory.isEmpty() || MEMORY.matcher(memory).matches(),
        path + ".memory",
        node.path("memory"),
        "an amount such as 4Gi or 1536Mi");
    largeEnough(path + ".memory", memory);
    return new Pipeline.Step(
        text(node, "stage", path + ".stage"),
        pool,
        parallelism.intValue(),
        cpus.doubleValue(),
        memory);
  }

  private void largeEnough(String path, String memory) {
    int least = ResourceProfile.LEAST_MEBIBYTES;
    if (MEMORY.matcher(memory).matches() && ResourceProfile.mebibytes(memory) < least) {
      problems.add(
          path
              + ": too small. Got "
              + memory
              + ". Expected at least "
              + least
              + "Mi. Flink and Java take 1024Mi of a worker's memory; what is left is shared by the"
              + " heap and TensorFlow.");
    }
  }

  private void knownKeys(String path, JsonNode node, Set<String> known) {
    if (!node.isObject()) {
      problems.add(
          (path.isEmpty() ? "the file" : path)
              + ": "
              + got(node)
              + "Expected a mapping with "
              + String.join(", ", new TreeSet<>(known))
              + ".");
      return;
    }
    for (String key : (Iterable<String>) node::fieldNames) {
      if (!known.contains(key)) {
        problems.add(
            (path.isEmpty() ? "" : path + ".")
                + key
                + ": unknown key. Expected one of "
                + String.join(", ", new TreeSet<>(known))
                + ".");
      }
    }
  }

  private String text(JsonNode node, String key, String path) {
    JsonNode value = node.path(key);
    if (node.isObject() && (!value.isTextual() || value.textValue().isBlank())) {
      problems.add(path + ": " + got(value) + "Expected a word.");
    }
    return value.isTextual() ? value.textValue() : "";
  }

  private void check(boolean holds, String path, JsonNode value, String rule) {
    if (!holds) {
      problems.add(path + ": " + got(value) + "Expected " + rule + ".");
    }
  }

  private static String got(JsonNode value) {
    return value.isMissingNode() ? "missing. " : "Got " + value + ". ";
  }
}
