package org.heirloom.store.gcs;

import com.google.api.gax.retrying.RetrySettings;
import com.google.cloud.NoCredentials;
import com.google.cloud.http.HttpTransportOptions;
import com.google.cloud.storage.HttpStorageOptions;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import com.google.cloud.storage.StorageRetryStrategy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The process's clients: one for all stores with the same settings, because each asks for
 * credentials of its own and stores are opened for every unit of work.
 */
final class GcsClients {
  private static final Map<GcsSettings, Storage> OPEN = new ConcurrentHashMap<>();
  private static final int CONNECT_MILLIS = 20_000;
  private static final int READ_MILLIS = 60_000;
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(32);

  private GcsClients() {}

  static Storage of(GcsSettings settings) {
    return OPEN.computeIfAbsent(settings, GcsClients::open);
  }

  /**
   * Retries whatever may pass: 408, 429, 5xx and broken connections. Also requests that are not
   * idempotent by themselves, for ours are: names are taken once, and who finds his own object in
   * his way knows it.
   */
  private static Storage open(GcsSettings settings) {
    HttpStorageOptions.Builder options =
        StorageOptions.http()
            .setRetrySettings(retries(settings))
            .setStorageRetryStrategy(
                new CountedRetries(StorageRetryStrategy.getUniformStorageRetryStrategy()))
            .setTransportOptions(
                HttpTransportOptions.newBuilder()
                    .setConnectTimeout(CONNECT_MILLIS)
                    .setReadTimeout(READ_MILLIS)
                    .build());
    settings
        .endpoint()
        .ifPresent(
            url ->
                options
                    .setHost(url)
                    .setProjectId("emulator")
                    .setCredentials(NoCredentials.getInstance()));
    return options.build().getService();
  }

  private static RetrySettings retries(GcsSettings settings) {
    Duration longest =
        settings.patience().compareTo(LONGEST_DELAY) < 0 ? settings.patience() : LONGEST_DELAY;
    return RetrySettings.newBuilder()
        .setInitialRetryDelayDuration(settings.firstDelay())
        .setRetryDelayMultiplier(2)
        .setMaxRetryDelayDuration(longest)
        .setTotalTimeoutDuration(settings.patience())
        .build();
  }
}
