package org.heirloom.metrics.exposed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Prometheus and its Pushgateway as Debian has them, on the loopback interface: on the path, or
 * unpacked below {@code target/programs}, where {@code .ci/run} puts them.
 */
public final class DebianPrograms {
  private static final Path UNPACKED = Path.of("target/programs/usr/bin");
  private static final int WAIT_MILLIS = 30_000;
  private static final int POLL_MILLIS = 50;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private DebianPrograms() {}

  /** A program, or nothing. */
  public static Optional<Path> find(String name) {
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(Path::of),
            Stream.of(UNPACKED))
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toAbsolutePath);
  }

  /** A program; without it the test is skipped, and says so. */
  public static Path require(String name) {
    Optional<Path> program = find(name);
    if (program.isEmpty()) {
      System.err.println("skipped: no program " + name + " (.ci/run brings it)");
    }
    Assumptions.assumeTrue(program.isPresent(), "no program " + name);
    return program.get();
  }

  /** A port that nobody listens at. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Runs promtool, and returns what it prints; fails where it does. */
  public static String promtool(Path folder, String... arguments)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Stream.concat(Stream.of(require("promtool").toString()), Stream.of(arguments))
                    .toList())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError("promtool " + List.of(arguments) + ":\n" + printed);
    }
    return printed;
  }

  /** A server that was started; close it to end its process. */
  public abstract static class Server implements AutoCloseable {
    private final Process process;
    private final int port;

    Server(Path folder, int port, List<String> command) throws IOException {
      this.port = port;
      this.process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve(getClass().getSimpleName() + ".log").toFile())
              .start();
      try {
        awaitReady();
      } catch (RuntimeException | AssertionError e) {
        close();
        throw e;
      }
    }

    private void awaitReady() {
      for (int waited = 0; waited < WAIT_MILLIS; waited += POLL_MILLIS) {
        if (isReady()) {
          return;
        }
        sleep();
      }
      throw new AssertionError(getClass().getSimpleName() + " does not answer");
    }

    private boolean isReady() {
      try {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/-/ready")).build();
        return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200;
      } catch (IOException notYet) {
        return false;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    /** Where it listens. */
    public String url() {
      return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
      process.destroy();
      try {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void sleep() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A Pushgateway. */
  public static final class Pushgateway extends Server {
    private Pushgateway(Path folder, int port) throws IOException {
      super(
          folder,
          port,
          List.of(
              require("prometheus-pushgateway").toString(),
              "--web.listen-address=127.0.0.1:" + port,
              "--log.level=error"));
    }

    /** Starts one. */
    public static Pushgateway start(Path folder) throws IOException {
      return new Pushgateway(folder, freePort());
    }
  }

  /** A Prometheus. */
  public static final class Prometheus extends Server {
    private Prometheus(Path folder, int port) throws IOException {
      super(
          folder,
          port,
          List.of(
              require("prometheus").toString(),
              "--config.file=" + folder.resolve("prometheus.yml"),
              "--storage.tsdb.path=" + folder.resolve("tsdb"),
              "--web.listen-address=127.0.0.1:" + port,
              "--log.level=error"));
    }

    /** Starts one that reads a process, and a Pushgateway, twice a second. */
    public static Prometheus start(Path folder, String process, String gateway) throws IOException {
      Files.writeString(
          folder.resolve("prometheus.yml"),
          """
          global: {scrape_interval: 500ms, evaluation_interval: 1s}
          scrape_configs:
            - job_name: heirloom
              static_configs: [{targets: ["%s"]}]
            - job_name: results
              honor_labels: true
              static_configs: [{targets: ["%s"]}]
          """
              .formatted(process, gateway.replace("http://", "")));
      return new Prometheus(folder, freePort());
    }

    /** What an expression is now: one entry for each series, with labels and value. */
    public JsonNode query(String expression) throws IOException, InterruptedException {
      return result("/api/v1/query?query=" + encode(expression));
    }

    /** What an expression was between two times, in seconds since 1970, at steps of a second. */
    public JsonNode range(String expression, long from, long to)
        throws IOException, InterruptedException {
      return result(
          "/api/v1/query_range?step=1&start=%d&end=%d&query=%s"
              .formatted(from, to, encode(expression)));
    }

    private static String encode(String text) {
      return URLEncoder.encode(text, UTF_8);
    }

    private JsonNode result(String path) throws IOException, InterruptedException {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path)).build();
      JsonNode answer = JSON.readTree(CLIENT.send(request, BodyHandlers.ofString(UTF_8)).body());
      if (!answer.path("status").asText().equals("success")) {
        throw new AssertionError(path + ": " + answer);
      }
      return answer.path("data").path("result");
    }
  }
}
