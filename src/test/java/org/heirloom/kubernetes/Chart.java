package org.heirloom.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The chart as Helm renders it, by Helm's own engine. */
final class Chart {
  static final Path FOLDER = Path.of("helm", "heirloom");
  static final String RELEASE = "heirloom";
  static final String NAMESPACE = "heirloom";
  private static final String KUBERNETES = "1.31";

  /** What was rendered already, by profile and values. */
  private static final Map<String, String> TEXTS = new ConcurrentHashMap<>();

  private Chart() {}

  /** Values that users are offered, and one set that turns everything on. */
  enum Profile {
    DEFAULTS(null),
    GKE(FOLDER.resolve("values-gke.yaml")),
    CPU(FOLDER.resolve("values-cpu.yaml")),
    EVERYTHING(resource("everything.yaml"));

    private final Path file;

    Profile(Path file) {
      this.file = file;
    }

    /** The file that is laid over the defaults, or null. */
    Path file() {
      return file;
    }

    /** What a user has to say besides. */
    Map<String, String> required() {
      return this == DEFAULTS || this == GKE ? Map.of("location", "gs://bucket/prefix") : Map.of();
    }
  }

  /** All objects of the release. */
  static List<JsonNode> render(Profile profile) {
    return render(profile, Map.of());
  }

  /** The same with single values set, as by {@code --set}. */
  static List<JsonNode> render(Profile profile, Map<String, ?> more) {
    return Yaml.documents(text(profile, more));
  }

  /** The text that Helm prints. */
  static String text(Profile profile, Map<String, ?> more) {
    return TEXTS.computeIfAbsent(profile + " " + more, key -> rendered(profile, more));
  }

  private static String rendered(Profile profile, Map<String, ?> more) {
    TemplateCommand command =
        new Helm(FOLDER)
            .template()
            .withName(RELEASE)
            .withNamespace(NAMESPACE)
            .withKubeVersion(KUBERNETES);
    if (profile.file() != null) {
      command = command.withValuesFile(profile.file());
    }
    Map<String, Object> set = new LinkedHashMap<>(profile.required());
    set.putAll(more);
    for (Map.Entry<String, Object> value : set.entrySet()) {
      command = command.set(value.getKey(), value.getValue());
    }
    return command.call();
  }

  /** The objects of one kind. */
  static List<JsonNode> kind(List<JsonNode> objects, String kind) {
    return objects.stream().filter(o -> o.path("kind").asText().equals(kind)).toList();
  }

  /** The only object of a kind with a name. */
  static JsonNode named(List<JsonNode> objects, String kind, String name) {
    List<JsonNode> found =
        kind(objects, kind).stream()
            .filter(o -> o.at("/metadata/name").asText().equals(name))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " objects " + kind + " " + name);
    }
    return found.get(0);
  }

  private static Path resource(String name) {
    try {
      return Path.of(Chart.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(name, e);
    }
  }
}
