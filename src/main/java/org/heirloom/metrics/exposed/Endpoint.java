package org.heirloom.metrics.exposed;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.io.IOException;
import java.net.BindException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.heirloom.InfraException;
import org.heirloom.metrics.Recorder;
import org.heirloom.metrics.Recording;

/**
 * The place at which Prometheus reads what this process tells: {@code http://host:port/metrics}.
 *
 * <p>One for each process, whichever class loader asks first; whoever comes later joins it. Close
 * it to end what this one has opened.
 */
public final class Endpoint implements AutoCloseable {
  /** The library tells on standard error of every reader that hangs up before it has its answer. */
  private static final Logger SERVER_LOG = Logger.getLogger(HTTPServer.class.getPackageName());

  private final PrometheusMeterRegistry registry;
  private final Optional<Opened> opened;

  /** What has to be closed by who opened it. */
  private record Opened(HTTPServer server, JvmGcMetrics collections) {}

  private Endpoint(PrometheusMeterRegistry registry, Optional<Opened> opened) {
    this.registry = registry;
    this.opened = opened;
    Recording.to(new MeterRecorder(registry));
  }

  /**
   * Opens the endpoint, or joins the one that there is, and records from now on.
   *
   * @param where the option or variable that the address comes from, for messages
   * @param address of the form {@code [HOST:]PORT[-PORT]}: the first of these ports that is free
   * @throws org.heirloom.StudyException if it is no address
   * @throws InfraException if it cannot be listened at
   */
  public static Endpoint open(String where, String address) {
    Address wanted = Address.parse(where, address);
    synchronized (Metrics.globalRegistry) {
      Optional<PrometheusMeterRegistry> there = find();
      if (there.isPresent()) {
        return new Endpoint(there.get(), Optional.empty());
      }
      PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      SERVER_LOG.setLevel(Level.OFF);
      HTTPServer server = listen(where, wanted, registry);
      Metrics.addRegistry(registry);
      return new Endpoint(registry, Optional.of(new Opened(server, bind(registry))));
    }
  }

  private static Optional<PrometheusMeterRegistry> find() {
    for (MeterRegistry registry : Metrics.globalRegistry.getRegistries()) {
      if (registry instanceof PrometheusMeterRegistry ours) {
        return Optional.of(ours);
      }
    }
    return Optional.empty();
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
        return CleanStart.of(
            HTTPServer.builder()
                .hostname(address.host())
                .port(port)
                .registry(registry.getPrometheusRegistry()));
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

  /** The port, or empty if another class loader of this process has opened the endpoint. */
  public Optional<Integer> port() {
    return opened.map(there -> there.server().getPort());
  }

  @Override
  public void close() {
    Recording.to(Recorder.NOTHING);
    opened.ifPresent(
        there -> {
          there.server().close();
          there.collections().close();
          Metrics.removeRegistry(registry);
          registry.close();
        });
  }
}
