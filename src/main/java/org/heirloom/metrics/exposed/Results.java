package org.heirloom.metrics.exposed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.exporter.pushgateway.PushGateway;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.heirloom.InfraException;
import org.heirloom.StudyException;
import org.heirloom.metrics.ResultSeries;
import org.heirloom.metrics.Sample;
import org.heirloom.metrics.Series;
import org.heirloom.metrics.SeriesCatalogue;

/**
 * Publishes the results of one study, in place of those that were published of it before: what is
 * published does not depend on how often it is, nor on how often units were tried.
 */
public final class Results {
  private static final String JOB = "heirloom";
  private static final String STUDY = "study";

  private final String study;
  private final PrometheusRegistry registry = new PrometheusRegistry();

  /** Results of a study. */
  public Results(String study, List<Sample> samples) {
    this.study = study;
    Map<ResultSeries, Gauge> gauges = new EnumMap<>(ResultSeries.class);
    for (Sample sample : samples) {
      gauges
          .computeIfAbsent(sample.series(), this::gauge)
          .labelValues(sample.labels().toArray(String[]::new))
          .set(sample.value());
    }
  }

  private Gauge gauge(ResultSeries series) {
    Series entry = SeriesCatalogue.of(series);
    return Gauge.builder()
        .name(entry.name())
        .help(entry.meaning())
        .withoutExemplars() // They would look for a tracing library.
        .labelNames(entry.labelNames().toArray(String[]::new))
        .register(registry);
  }

  /** All of them in Prometheus' text format. */
  public String text() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(out, registry.scrape());
    } catch (IOException e) {
      throw new IllegalStateException("memory can be written to", e);
    }
    return out.toString(UTF_8);
  }

  /**
   * Writes them for the text file collector of Prometheus' node exporter, which must not see half a
   * file.
   *
   * @throws InfraException if the file cannot be written
   */
  public void write(Path file) {
    Path target = file.toAbsolutePath();
    try {
      // The collector reads *.prom alone, and as another user.
      Path part = Files.createTempFile(target.getParent(), ".heirloom", ".part");
      try {
        Files.writeString(part, text());
        if (part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r--r--"));
        }
        Files.move(
            part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new InfraException(
          "--textfile: cannot be written. Got %s. Expected a file in a folder that exists, such as /var/lib/node_exporter/heirloom.prom."
              .formatted(e),
          e);
    }
  }

  /**
   * Sends them to a Pushgateway, under a group of the study's own.
   *
   * @param url of the form {@code http[s]://[USER:PASSWORD@]HOST[:PORT]}
   * @throws InfraException if it does not take them
   */
  public void push(String url) {
    URI address = address(url);
    try {
      gateway(address).push();
    } catch (IOException e) {
      throw new InfraException(
          "--pushgateway: results could not be sent to %s. Got %s. Expected a Prometheus Pushgateway that takes them. The report is complete: heirloom metrics sends them again."
              .formatted(shown(address), reason(e)),
          e);
    }
  }

  /** What happened, without what the library says about where. */
  private static String reason(IOException failure) {
    return failure.getCause() instanceof IOException cause
        ? cause.getMessage()
        : failure.getMessage();
  }

  private PushGateway gateway(URI address) {
    PushGateway.Builder gateway =
        PushGateway.builder()
            .scheme(
                address.getScheme().equals("https")
                    ? io.prometheus.metrics.exporter.pushgateway.Scheme.HTTPS
                    : io.prometheus.metrics.exporter.pushgateway.Scheme.HTTP)
            .address(address.getRawAuthority().replaceFirst(".*@", ""))
            .job(JOB)
            .groupingKey(STUDY, study)
            .registry(registry);
    String user = address.getUserInfo();
    if (user != null && user.contains(":")) {
      int colon = user.indexOf(':');
      gateway.basicAuth(user.substring(0, colon), user.substring(colon + 1));
    }
    return gateway.build();
  }

  /**
   * Refuses what is no address of a Pushgateway, before long work whose results go there.
   *
   * @throws StudyException if it is none
   */
  public static URI address(String url) {
    URI address;
    try {
      address = URI.create(url.strip());
    } catch (IllegalArgumentException e) {
      throw wrong(url);
    }
    String path = address.getPath() == null ? "" : address.getPath();
    boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
    if (!http || address.getHost() == null || !path.matches("/?") || address.getQuery() != null) {
      throw wrong(url);
    }
    return address;
  }

  private static StudyException wrong(String url) {
    return new StudyException(
        "--pushgateway: not an address. Got \"%s\". Expected http://HOST:PORT or https://HOST:PORT without a path, for example http://127.0.0.1:9091."
            .formatted(url));
  }

  /** Without a password. */
  private static String shown(URI address) {
    return address.getScheme() + "://" + address.getRawAuthority().replaceFirst(".*@", "");
  }
}
