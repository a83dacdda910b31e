package org.heirloom.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The jar that a Flink cluster runs. {@code mvn -Pimage verify} makes it and runs this; the
 * ordinary test phase leaves it out, where a jar of an earlier build may lie there.
 */
class ClusterJarTest {
  private static final Path JAR = Path.of("target/image/heirloom.jar");
  private static final Path NATIVES = JAR.resolveSibling("native");
  private static final String SERVICES = "META-INF/services/";

  private static JarFile jar;
  private static List<String> names;

  @BeforeAll
  static void open() throws IOException {
    assumeTrue(Files.exists(JAR), JAR + " is made by mvn -Pquick,image package alone");
    jar = new JarFile(JAR.toFile());
    names = jar.stream().map(JarEntry::getName).toList();
  }

  @AfterAll
  static void close() throws IOException {
    if (jar != null) {
      jar.close();
    }
  }

  @Test
  void itBringsNeitherFlinkNorALogger() {
    assertThat(names)
        .contains("org/heirloom/cli/Heirloom.class", "org/heirloom/study/reference.yaml")
        .anyMatch(name -> name.startsWith("org/apache/beam/runners/flink/"))
        .noneMatch(name -> name.startsWith("org/apache/flink/"))
        .noneMatch(name -> name.startsWith("org/slf4j/"))
        .noneMatch(name -> name.startsWith("ch/qos/logback/"))
        .doesNotContain("logback.xml", "log4j2.xml", "log4j.properties");
  }

  @Test
  void itsManifestNamesTheProgramAndNoOtherJar() throws IOException {
    Attributes manifest = jar.getManifest().getMainAttributes();

    assertThat(manifest.getValue(Attributes.Name.MAIN_CLASS))
        .isEqualTo("org.heirloom.cli.Heirloom");
    assertThat(manifest.getValue(Attributes.Name.MULTI_RELEASE)).isEqualTo("true");
    assertThat(manifest.getValue(Attributes.Name.CLASS_PATH)).isNull();
  }

  @Test
  void nothingInItIsSigned() {
    assertThat(names)
        .noneMatch(name -> name.matches("META-INF/[^/]+\\.(SF|DSA|RSA|EC)"))
        .noneMatch(name -> name.endsWith("module-info.class"))
        .doesNotContain("META-INF/INDEX.LIST");
  }

  /** Every class of ours is the very one that this build has compiled, or keys would differ. */
  @Test
  void itsClassesAreThoseOfThisBuild() throws IOException {
    Path classes = Path.of("target/classes");
    List<Path> files;
    try (Stream<Path> all = Files.walk(classes.resolve("org/heirloom"))) {
      files = all.filter(file -> file.toString().endsWith(".class")).toList();
    }

    assertThat(files).hasSizeGreaterThan(500);
    for (Path file : files) {
      assertThat(bytes(jar, classes.relativize(file).toString()))
          .as(file.toString())
          .isEqualTo(Files.readAllBytes(file));
    }
  }

  /** What several libraries offer under one name is all there, but for Flink's and the loggers'. */
  @Test
  void servicesOfAllLibrariesAreMerged() throws IOException {
    Set<String> expected = new TreeSet<>();
    for (Path library : libraries()) {
      try (JarFile file = new JarFile(library.toFile())) {
        for (JarEntry entry : file.stream().toList()) {
          if (entry.getName().startsWith(SERVICES) && !entry.isDirectory()) {
            providers(file, entry.getName())
                .forEach(provider -> expected.add(entry.getName() + " " + provider));
          }
        }
      }
    }
    Set<String> there = new HashSet<>();
    for (String name : names) {
      if (name.startsWith(SERVICES) && !name.endsWith("/")) {
        providers(jar, name).forEach(provider -> there.add(name + " " + provider));
      }
    }

    assertThat(expected)
        .anyMatch(service -> service.endsWith(" ai.djl.tensorflow.engine.TfEngineProvider"));
    assertThat(there)
        .containsAll(expected)
        .contains(SERVICES + "org.heirloom.store.StoreProvider org.heirloom.store.gcs.GcsProvider");
  }

  /** The libraries that the launcher runs with, but for those that the cluster has itself. */
  private static List<Path> libraries() throws IOException {
    List<Path> libraries = new ArrayList<>();
    for (String path :
        Files.readString(Path.of("target/heirloom.classpath")).split(File.pathSeparator)) {
      if (!path.matches(
          ".*/(org/apache/flink|org/slf4j|ch/qos/logback|tensorflow-core-native)/.*")) {
        libraries.add(Path.of(path.strip()));
      }
    }
    return libraries;
  }

  private static List<String> providers(JarFile file, String service) throws IOException {
    return new String(bytes(file, service), UTF_8)
        .lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static byte[] bytes(JarFile file, String name) throws IOException {
    try (InputStream in = file.getInputStream(file.getJarEntry(name))) {
      return in.readAllBytes();
    }
  }

  @Test
  void nativesAreBesideItAndNoOtherSystemsInIt() throws IOException {
    assertThat(names)
        .contains("ai/onnxruntime/native/linux-x64/libonnxruntime.so")
        .noneMatch(name -> name.contains("libtensorflow"))
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).matches(".*\\.(dll|dylib|jnilib|pdb)"));
    try (Stream<Path> files = Files.list(NATIVES)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "LICENSE",
              "libjnitensorflow.so",
              "libtensorflow_cc.so.2",
              "libtensorflow_framework.so.2");
    }
    assertThat(Files.size(JAR)).as("bytes").isBetween(50L << 20, 120L << 20);
  }
}
