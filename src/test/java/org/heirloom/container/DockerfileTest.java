package org.heirloom.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What of the image can be told without building it. */
class DockerfileTest {
  private static final Path FOLDER = Path.of("k8s/image");
  private static final Pattern ARGUMENT = Pattern.compile("(?m)^ARG ([A-Z]+)=(.*)$");
  private static final Pattern COPY = Pattern.compile("(?m)^COPY (?!--from)(.*) \\S+$");
  private static final Pattern VARIABLE = Pattern.compile("([A-Z_]+)=(\\S+)(?: \\\\|$)");

  private final String dockerfile = text(FOLDER.resolve("Dockerfile"));
  private final String pom = text(Path.of("pom.xml"));

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String property(String pom, String name) {
    return pom.replaceFirst("(?s).*?<" + name + ">(.*?)</" + name + ">.*", "$1");
  }

  private Map<String, String> arguments() {
    Map<String, String> arguments = new LinkedHashMap<>();
    ARGUMENT.matcher(dockerfile).results().forEach(m -> arguments.put(m.group(1), m.group(2)));
    return arguments;
  }

  /** Instructions of the last stage, which is the image. */
  private String image() {
    return dockerfile.substring(dockerfile.lastIndexOf("\nFROM "));
  }

  @Test
  void versionsAreThoseOfThePom() {
    String flink = property(pom, "flink.version");

    assertThat(arguments())
        .containsEntry("BASE", "flink:" + flink + "-java17")
        .containsEntry("VERSION", property(pom, "version"));
    assertThat(property(text(FOLDER.resolve("flink/pom.xml")), "flink.version")).isEqualTo(flink);
    assertThat(text(FOLDER.resolve("build.sh"))).contains("flink:" + flink + "-java17");
    assertThat(text(FOLDER.resolve("flink-base.sh"))).contains("flink:" + flink + "-java17");
  }

  @Test
  void whatItStartsFromIsNamedWithItsRelease() {
    assertThat(arguments())
        .hasEntrySatisfying("BASE", image -> assertThat(image).matches("[a-z/.]+:[0-9]\\S+"))
        .hasEntrySatisfying("BUILDER", image -> assertThat(image).matches("[a-z/.]+:[0-9]\\S+"))
        .hasEntrySatisfying("WHEELS", image -> assertThat(image).matches("[a-z/.]+:[0-9]\\S+"));
    Matcher wheels = Pattern.compile("(?m)^      (nvidia-\\S+)").matcher(dockerfile);
    assertThat(wheels.results().map(m -> m.group(1)))
        .hasSizeGreaterThan(5)
        .allMatch(wheel -> wheel.matches("nvidia-[a-z-]+-cu12==[0-9.]+"));
  }

  @Test
  void itRunsAsFlinksUserAndHoldsNoSecret() {
    assertThat(image()).endsWith("\nUSER 9999:9999\n");
    assertThat(dockerfile.toLowerCase(java.util.Locale.ROOT))
        .doesNotContain("password", "token", "secret", "credential", "api_key");
    assertThat(image()).doesNotContain("\nRUN ", "chmod", "sudo");
  }

  @Test
  void variablesPointToWhatIsCopied() {
    Map<String, String> variables = new LinkedHashMap<>();
    VARIABLE.matcher(image()).results().forEach(m -> variables.put(m.group(1), m.group(2)));

    assertThat(variables)
        .containsEntry("HEIRLOOM_HOME", "/opt/heirloom")
        .containsEntry("TENSORFLOW_LIBRARY_PATH", "/opt/heirloom/native")
        .containsEntry("HEIRLOOM_CACHE", "/tmp/heirloom")
        .containsEntry("DJL_CACHE_DIR", "/tmp/djl");
    assertThat(image())
        .contains("\nCOPY --from=parts /parts/native/ /opt/heirloom/native/\n")
        .contains("\nCOPY pipelines/ /opt/heirloom/pipelines/\n")
        .contains("\nCOPY configs/ /opt/heirloom/configs/\n")
        .contains("\nCOPY --from=parts /parts/heirloom.jar /opt/flink/lib/heirloom.jar\n");
  }

  /**
   * The context is an allow-list: what the Dockerfile copies is sent, stores and sources' history
   * are not.
   */
  @Test
  void whatIsCopiedIsSentToTheBuilderAndLittleElse() {
    List<String> sources = new ArrayList<>();
    COPY.matcher(dockerfile)
        .results()
        .forEach(m -> sources.addAll(List.of(m.group(1).strip().split(" "))));

    assertThat(sources).contains("pom.xml", "src/main/", "target/image/", "pipelines/");
    assertThat(sources).allMatch(this::isSent);
    assertThat(
            List.of(".git", "heirloom-store", "target/classes", "src/test", "k8s/image/build.sh"))
        .noneMatch(this::isSent);
    assertThat(sources.stream().filter(source -> !source.startsWith("target/")))
        .allMatch(source -> Files.exists(Path.of(source)));
  }

  private boolean isSent(String path) {
    Path wanted = Path.of(path);
    boolean sent = true;
    for (String line : text(Path.of(".dockerignore")).lines().toList()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String pattern = line.replaceFirst("^!", "");
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        boolean matches = false;
        for (Path part = wanted; part != null; part = part.getParent()) {
          matches |= matcher.matches(part);
        }
        if (matches) {
          sent = line.startsWith("!");
        }
      }
    }
    return sent;
  }

  @Test
  void scriptsAreExecutableAndStopAtTheFirstMistake() {
    for (String script :
        List.of("build.sh", "try.sh", "flink-base.sh", "flink/docker-entrypoint.sh")) {
      assertThat(FOLDER.resolve(script)).isExecutable();
      assertThat(text(FOLDER.resolve(script))).contains("\nset -euo pipefail\n");
    }
    assertThat(FOLDER.resolve("heirloom")).isExecutable();
  }
}
