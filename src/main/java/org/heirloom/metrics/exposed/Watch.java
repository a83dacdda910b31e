package org.heirloom.metrics.exposed;

import java.util.Optional;
import java.util.function.Supplier;
import org.heirloom.HeirloomException;
import org.heirloom.ProcessSettings;
import org.heirloom.metrics.Recording;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches what a worker does, if the environment asks for it: {@code HEIRLOOM_METRICS} of the form
 * {@code [HOST:]PORT[-PORT]}, or the Java property of that name.
 */
public final class Watch {
  /** The variable, or property. */
  public static final String VARIABLE = "HEIRLOOM_METRICS";

  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static boolean tried;

  private Watch() {}

  /**
   * Does a worker's work, watched if that is asked for. An endpoint that cannot be opened is told
   * in the log, and costs no unit of work.
   */
  public static <T> T over(Supplier<T> work) {
    open();
    if (!Recording.isOn()) {
      return work.get();
    }
    MachineSampler.begin();
    try {
      return work.get();
    } finally {
      MachineSampler.end();
    }
  }

  /**
   * Watches this process until it is closed.
   *
   * @param option names the option that the address comes from
   * @param address as the user gave it; empty for what the environment asks for, if anything
   * @throws HeirloomException if the user's address is none, or cannot be listened at
   */
  public static Watching open(String option, Optional<String> address) {
    Optional<Endpoint> endpoint =
        address.isPresent()
            ? address.map(given -> Endpoint.open(option, given))
            : ProcessSettings.text(VARIABLE).flatMap(Watch::tryToOpen);
    endpoint.ifPresent(opened -> MachineSampler.begin());
    return new Watching(endpoint);
  }

  /** Somebody's watching, which ends when this is closed. */
  public static final class Watching implements AutoCloseable {
    private final Optional<Endpoint> endpoint;

    private Watching(Optional<Endpoint> endpoint) {
      this.endpoint = endpoint;
    }

    /** What Prometheus reads, if anything is watched. */
    public Optional<String> url() {
      return endpoint.map(Endpoint::url);
    }

    @Override
    public void close() {
      endpoint.ifPresent(
          opened -> {
            MachineSampler.end();
            opened.close();
          });
    }
  }

  private static Optional<Endpoint> tryToOpen(String address) {
    try {
      return Optional.of(Endpoint.open(VARIABLE, address));
    } catch (HeirloomException e) {
      LOG.warn(e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * The endpoint stays open until the process ends: Prometheus may not have read the last words.
   */
  private static synchronized void open() {
    if (tried || Recording.isOn()) {
      return;
    }
    tried = true;
    ProcessSettings.text(VARIABLE).ifPresent(Watch::tryToOpen);
  }
}
