package org.heirloom.metrics.exposed;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.io.IOException;
import java.net.BindException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.heirloom.InfraException;
import org.heirloom.metrics.Recorder;
import org.heirloom.metrics.Recording;

/**
 * The place at which Prometheus reads what this process tells: {@code http://host:port/metrics}.
 *
 * <p>What {@link Recording} is told goes there until it is closed; a process has one at a time.
 */
public final class Endpoint implements AutoCloseable {
  /** The library tells on standard error of every reader that hangs up before it has its answer. */
  private static final Logger SERVER_LOG = Logger.getLogger(HTTPServer.class.getPackageName());

  private final String host;
  private final PrometheusMeterRegistry registry;
  private final HTTPServer server;
  private final JvmGcMetrics collections;

  private Endpoint(String host, PrometheusMeterRegistry registry, HTTPServer server) {
    this.host = host;
    this.registry = registry;
    this.server = server;
    this.collections = bind(registry);
    Recording.to(new MeterRecorder(registry));
  }

  /**
   * Opens the endpoint, and records from now on.
   *
   * @param where the option or variable that the address comes from, for messages
   * @param address of the form {@code [HOST:]PORT[-PORT]}: the first of these ports that is free
   * @throws org.heirloom.StudyException if it is no address
   * @throws InfraException if it cannot be listened at
   */
  public static Endpoint open(String where, String address) {
    Address wanted = Address.parse(where, address);
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    SERVER_LOG.setLevel(Level.OFF);
    return new Endpoint(wanted.host(), registry, listen(where, wanted, registry));
  }

  /** What Java knows of itself. */
  private static JvmGcMetrics bind(MeterRegistry registry) {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    JvmGcMetrics collections = new JvmGcMetrics();
    collections.bindTo(registry);
    return collections;
  }

  private static HTTPServer listen(
      String where, Address address, PrometheusMeterRegistry registry) {
    IOException last = null;
    for (int port = address.first(); port <= address.last(); port++) {
      try {
        return HTTPServer.builder()
            .hostname(address.host())
            .port(port)
            .registry(registry.getPrometheusRegistry())
            .buildAndStart();
      } catch (BindException taken) {
        last = taken;
      } catch (IOException e) {
        throw cannotListen(where, address, e);
      }
    }
    throw cannotListen(where, address, last);
  }

  private static InfraException cannotListen(String where, Address address, IOException cause) {
    return new InfraException(
        "%s: cannot listen for Prometheus. Got %s at %s. Expected a free port of this machine. Choose another, or a range such as 9400-9409."
            .formatted(where, cause.getMessage(), address),
        cause);
  }

  /** The port that it listens at. */
  public int port() {
    return server.getPort();
  }

  /** What Prometheus reads, for a person: {@code http://HOST:PORT/metrics}. */
  public String url() {
    return "http://" + host + ":" + port() + "/metrics";
  }

  @Override
  public void close() {
    Recording.to(Recorder.NOTHING);
    server.close();
    collections.close();
    registry.close();
  }
}
