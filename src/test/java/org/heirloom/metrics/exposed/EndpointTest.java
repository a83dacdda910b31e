package org.heirloom.metrics.exposed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
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
      assertThat(endpoint.port()).isPositive();
    }

    assertThat(Recording.now()).isSameAs(Recorder.NOTHING);
  }

  @Test
  void wrongNumberOfLabelsIsABug() {
    try (Endpoint endpoint = Endpoint.open("--metrics", "0")) {
      assertThat(endpoint.port()).isPositive();
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
        assertThat(endpoint.port()).isNotEqualTo(port);
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

  private static List<String> scrape(Endpoint endpoint) throws IOException {
    return scrape(endpoint.port());
  }

  private static List<String> scrape(int port) throws IOException {
    URI address = URI.create("http://127.0.0.1:" + port + "/metrics");
    try (InputStream in = address.toURL().openStream()) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    }
  }
}
