package org.heirloom.store.gcs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.heirloom.ProcessSettings;
import org.heirloom.StudyException;

/**
 * How a process reaches Google Cloud Storage and what it keeps of it on its own disk. None of it
 * changes a result.
 *
 * @param endpoint of an emulator, which asks for no credentials; empty for Google's own
 * @param firstDelay before the first retry; later ones wait longer and longer
 * @param patience how long a request is retried before it fails
 * @param cache folder for drafts and for units that were downloaded
 * @param cacheBytes how much of them is kept once nobody reads it
 */
record GcsSettings(
    Optional<String> endpoint,
    Duration firstDelay,
    Duration patience,
    Path cache,
    long cacheBytes) {
  private static final long GIGABYTE = 1L << 30;

  /**
   * What {@link ProcessSettings} say: {@code STORAGE_EMULATOR_HOST}, {@code
   * HEIRLOOM_GCS_RETRY_SECONDS} (120), {@code HEIRLOOM_GCS_FIRST_DELAY_MILLIS} (500), {@code
   * HEIRLOOM_CACHE} ({@code ~/.cache/heirloom}) and {@code HEIRLOOM_CACHE_GIGABYTES} (20).
   *
   * @throws StudyException if a number is none
   */
  static GcsSettings current() {
    return new GcsSettings(
        ProcessSettings.text("STORAGE_EMULATOR_HOST").map(GcsSettings::url),
        Duration.ofMillis(ProcessSettings.number("HEIRLOOM_GCS_FIRST_DELAY_MILLIS", 500)),
        Duration.ofSeconds(ProcessSettings.number("HEIRLOOM_GCS_RETRY_SECONDS", 120)),
        ProcessSettings.text("HEIRLOOM_CACHE")
            .map(Path::of)
            .orElseGet(GcsSettings::usualCache)
            .toAbsolutePath(),
        ProcessSettings.number("HEIRLOOM_CACHE_GIGABYTES", 20) * GIGABYTE);
  }

  private static String url(String host) {
    return host.contains("://") ? host : "http://" + host;
  }

  private static Path usualCache() {
    return ProcessSettings.text("XDG_CACHE_HOME")
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
        .resolve("heirloom");
  }
}
