package org.heirloom.metrics.exposed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Metrics;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.heirloom.InfraException;
import org.heirloom.StudyException;
import org.heirloom.metrics.LiveSeries;
import org.heirloom.metrics.Phase;
import org.heirloom.metrics.Recorder;
import org.heirloom.metrics.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

  @Test
  void whatIsRecordedCanBeReadWithTheMemoryOfTheJvmBesideIt() throws IOException {
    try (Endpoint endpoint = Endpoint.open("--metrics", "0")) {
      Recording.now().add(LiveSeries.UNITS, 2, "teach", "done");
      Recording.now().add(LiveSeries.UNITS, 1, "teach", "done");
      Recording.now().set(LiveSeries.TRAINING_LOSS, 0.5, "distilled");
      Recording.now().set(LiveSeries.TRAINING_LOSS, 0.25, "distilled");
      Phase.CHECKPOINT.during(() -> {});

      assertThat(scrape(endpoint))
          .contains(
              "heirloom_units_total{outcome=\"done\",stage=\"teach\"} 3.0",
              "heirloom_training_loss{network=\"distilled\"} 0.25")
          .anyMatch(line -> line.startsWith("heirloom_phase_seconds_total{phase=\"checkpoint\"} "))
          .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
          .anyMatch(line -> line.startsWith("process_cpu_usage "));
    }
  }

  @Test
  void nothingIsRecordedUntilSomebodyWatchesAndAfterwards() {
    assertThat(Recording.now()).isSameAs(Recorder.NOTHING);
    Recording.now().add(LiveSeries.UNITS, 1, "too", "many", "labels");

    try (Endpoint endpoint = Endpoint.open("--metrics", "0")) {
      assertThat(Recording.isOn()).isTrue();
      assertThat(endpoint.port()).isPresent();
    }

    assertThat(Recording.now()).isSameAs(Recorder.NOTHING);
  }

  @Test
  void whoComesLaterJoinsAndClosesNothing() throws IOException {
    try (Endpoint first = Endpoint.open("--metrics", "0")) {
      Recording.now().set(LiveSeries.TRAINING_LOSS, 0.5, "a");
      try (Endpoint second = Endpoint.open("HEIRLOOM_METRICS", "0")) {
        assertThat(second.port()).isEmpty();
        Recording.now().set(LiveSeries.TRAINING_LOSS, 0.125, "a");
      }

      assertThat(scrape(first)).contains("heirloom_training_loss{network=\"a\"} 0.125");
    }
  }

  @Test
  void wrongNumberOfLabelsIsABug() {
    try (Endpoint endpoint = Endpoint.open("--metrics", "0")) {
      assertThat(endpoint.port()).isPresent();
      assertThatThrownBy(() -> Recording.now().add(LiveSeries.UNITS, 1, "teach"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("heirloom_units_total: got labels [teach]; expected [stage, outcome]");
    }
  }

  @Test
  void ofARangeTheFirstFreePortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      String range = port + "-" + Math.min(65535, port + 20);

      try (Endpoint endpoint = Endpoint.open("HEIRLOOM_METRICS", range)) {
        assertThat(endpoint.port()).get().isNotEqualTo(port);
      }

      assertThatThrownBy(() -> Endpoint.open("--metrics", Integer.toString(port)))
          .isInstanceOf(InfraException.class)
          .hasMessageStartingWith("--metrics: cannot listen for Prometheus. Got ")
          .hasMessageContaining(" at 127.0.0.1:" + port + ". Expected a free port");
    }
    assertThat(Recording.isOn()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "port", "host:", "1:2:3", "99999", "9410-9400", "http://h:1", "9400-"})
  void whatIsNoAddressIsRefused(String address) {
    assertThatThrownBy(() -> Endpoint.open("--metrics", address))
        .isInstanceOf(StudyException.class)
        .hasMessageStartingWith("--metrics: not an address for the endpoint of metrics. Got \"");
  }

  /**
   * On a cluster that jobs share, libraries stay and our classes come anew with each job. The class
   * loader of one that has ended must be collected, and its successor goes on under the same port.
   */
  @Test
  void jobThatHasEndedLeavesNothingBehind() throws Exception {
    try (Endpoint endpoint = Endpoint.open("--metrics", "0")) {
      WeakReference<ClassLoader> ended = new WeakReference<>(job("0", 0.5).loader());

      assertThat(scrape(endpoint))
          .contains("heirloom_units_total{outcome=\"done\",stage=\"job\"} 1.0");
      assertIsCollected(ended);

      Job next = job("0", 0.25);
      assertThat(scrape(endpoint))
          .contains(
              "heirloom_units_total{outcome=\"done\",stage=\"job\"} 2.0",
              "heirloom_training_loss{network=\"job\"} 0.25");
      assertThat(next).isNotNull();
    }
  }

  @Test
  void endpointOutlivesTheJobThatOpenedIt() throws Exception {
    Job first = job("0", 0.5);
    try (HTTPServer server = first.server()) {
      WeakReference<ClassLoader> ended = new WeakReference<>(first.loader());
      first = null;

      scrape(server.getPort());
      assertIsCollected(ended);

      assertThat(scrape(server.getPort()))
          .contains("heirloom_units_total{outcome=\"done\",stage=\"job\"} 1.0");
    } finally {
      Metrics.globalRegistry.getRegistries().forEach(Metrics::removeRegistry);
    }
  }

  private static void assertIsCollected(WeakReference<ClassLoader> ended)
      throws InterruptedException {
    for (int i = 0; i < 50 && ended.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(ended.get()).as("the class loader of the job that has ended").isNull();
  }

  /** A job's class loader, and the library's server if the job has opened it. */
  private record Job(ClassLoader loader, HTTPServer server) {}

  /** Opens the endpoint and records, by our classes in a loader of their own. */
  private static Job job(String address, double loss) throws Exception {
    URL ours = Path.of("target/classes").toUri().toURL();
    URLClassLoader loader = new Ours(ours, EndpointTest.class.getClassLoader());
    Class<?> endpoint = loader.loadClass(Endpoint.class.getName());
    Object opened =
        endpoint
            .getMethod("open", String.class, String.class)
            .invoke(null, "HEIRLOOM_METRICS", address);
    Object recorder = loader.loadClass(Recording.class.getName()).getMethod("now").invoke(null);
    Class<?> type = loader.loadClass(Recorder.class.getName());
    Class<?> series = loader.loadClass(LiveSeries.class.getName());
    type.getMethod("add", series, double.class, String[].class)
        .invoke(recorder, constant(series, "UNITS"), 1.0, new String[] {"job", "done"});
    type.getMethod("set", series, double.class, String[].class)
        .invoke(recorder, constant(series, "TRAINING_LOSS"), loss, new String[] {"job"});
    loader.close();
    return new Job(loader, server(opened));
  }

  private static HTTPServer server(Object endpoint) throws Exception {
    Field field = endpoint.getClass().getDeclaredField("opened");
    field.setAccessible(true);
    Optional<?> opened = (Optional<?>) field.get(endpoint);
    if (opened.isEmpty()) {
      return null;
    }
    Method method = opened.get().getClass().getDeclaredMethod("server");
    method.setAccessible(true);
    return (HTTPServer) method.invoke(opened.get());
  }

  private static Object constant(Class<?> type, String name) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(name);
  }

  /** Loads our own classes itself, and libraries by its parent. */
  private static final class Ours extends URLClassLoader {
    Ours(URL ours, ClassLoader parent) {
      super(new URL[] {ours}, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("org.heirloom.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }

  private static List<String> scrape(Endpoint endpoint) throws IOException {
    return scrape(endpoint.port().orElseThrow());
  }

  private static List<String> scrape(int port) throws IOException {
    URI address = URI.create("http://127.0.0.1:" + port + "/metrics");
    try (InputStream in = address.toURL().openStream()) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    }
  }
}
