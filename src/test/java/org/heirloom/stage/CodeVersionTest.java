package org.heirloom.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CodeVersionTest {
  private static final String STAGES = "org.heirloom.stage.toy.ToyStages";
  private static final String SQUARES = STAGES + "$Squares";

  /** What is said of a series, and how it is exposed, must not make trainings run again. */
  @Test
  void recordingAddsItsNamesToTheClosureAndNoWordOfThem() {
    Map<String, String> closure = CodeVersion.closure(org.heirloom.chain.TeachStage.class);

    assertThat(closure)
        .containsKeys("org/heirloom/metrics/LiveSeries", "org/heirloom/metrics/Recording")
        .doesNotContainKeys(
            "org/heirloom/metrics/SeriesCatalogue",
            "org/heirloom/metrics/LiveEntries",
            "org/heirloom/metrics/exposed/Endpoint");
  }

  @Test
  void closureHoldsWhatIsReachedAndNothingElse() throws ClassNotFoundException {
    Map<String, String> closure = CodeVersion.closure(Class.forName(SQUARES));

    assertThat(closure)
        .containsKeys(
            "org/heirloom/stage/toy/ToyStages$Squares",
            "org/heirloom/stage/toy/ToyStages$Toil",
            "org/heirloom/store/Checkpoints$Saved",
            "org/heirloom/study/Study$Sample",
            "org/heirloom/DataException")
        .doesNotContainKeys(
            "org/heirloom/stage/toy/SerialExecutor",
            "org/heirloom/store/LocalStore",
            "org/heirloom/stage/Engine");
  }

  @Test
  void versionChangesWithAClassThatIsReachedThroughOthers() throws ClassNotFoundException {
    assertThat(versionWithChanged("org/heirloom/stage/toy/ToyStages$Toil")).isNotEqualTo(version());
    assertThat(versionWithChanged("org/heirloom/study/Study$Sample")).isNotEqualTo(version());
  }

  @Test
  void versionDoesNotChangeWithAClassThatIsNotReached() throws ClassNotFoundException {
    assertThat(versionWithChanged("org/heirloom/stage/toy/SerialExecutor")).isEqualTo(version());
    assertThat(versionWithChanged("org/heirloom/store/LocalStore")).isEqualTo(version());
  }

  @Test
  void namedResourcesCountAsCode() throws ClassNotFoundException {
    String css = "org/heirloom/report/report.css";
    Class<?> start = Class.forName(SQUARES);

    assertThat(CodeVersion.of(start, List.of(css))).isNotEqualTo(version());
    assertThatThrownBy(() -> CodeVersion.of(start, List.of("no/such.css")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no/such.css: no such resource");
  }

  @Test
  void versionIsTheSameInAJar(@TempDir Path folder) throws Exception {
    Path jar = folder.resolve("ours.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String name : CodeVersion.closure(Class.forName(SQUARES)).keySet()) {
        copy(name + ".class", out);
      }
    }

    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      assertThat(CodeVersion.of(loader.loadClass(SQUARES), List.of())).isEqualTo(version());
    }
  }

  private static void copy(String name, JarOutputStream out) throws IOException {
    out.putNextEntry(new JarEntry(name));
    try (InputStream in = CodeVersionTest.class.getClassLoader().getResourceAsStream(name)) {
      in.transferTo((OutputStream) out);
    }
  }

  private static String version() throws ClassNotFoundException {
    return CodeVersion.of(Class.forName(SQUARES), List.of());
  }

  private static String versionWithChanged(String name) throws ClassNotFoundException {
    return CodeVersion.of(new ChangedLoader(name + ".class").loadClass(SQUARES), List.of());
  }

  /** Defines one class itself, and shows a class file with one more byte than it has. */
  private static final class ChangedLoader extends ClassLoader {
    private final String changed;

    ChangedLoader(String changed) {
      super(CodeVersionTest.class.getClassLoader());
      this.changed = changed;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.equals(SQUARES)) {
        return super.loadClass(name, resolve);
      }
      try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    @Override
    public InputStream getResourceAsStream(String name) {
      InputStream original = super.getResourceAsStream(name);
      if (!name.equals(changed)) {
        return original;
      }
      try (original) {
        byte[] bytes = original.readAllBytes();
        return new ByteArrayInputStream(java.util.Arrays.copyOf(bytes, bytes.length + 1));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
