package org.heirloom.store.gcs;

import com.google.api.gax.retrying.ResultRetryAlgorithm;
import com.google.api.gax.retrying.TimedAttemptSettings;
import com.google.cloud.storage.StorageRetryStrategy;
import java.util.concurrent.CancellationException;
import org.heirloom.metrics.LiveSeries;
import org.heirloom.metrics.Recording;

/** Another strategy, which tells whenever it asks for another try. */
final class CountedRetries implements StorageRetryStrategy {
  private static final long serialVersionUID = 1L;

  private final StorageRetryStrategy strategy;

  CountedRetries(StorageRetryStrategy strategy) {
    this.strategy = strategy;
  }

  @Override
  public ResultRetryAlgorithm<?> getIdempotentHandler() {
    return new Counted<>(strategy.getIdempotentHandler());
  }

  @Override
  public ResultRetryAlgorithm<?> getNonidempotentHandler() {
    return new Counted<>(strategy.getNonidempotentHandler());
  }

  private record Counted<T>(ResultRetryAlgorithm<T> algorithm) implements ResultRetryAlgorithm<T> {
    @Override
    public TimedAttemptSettings createNextAttempt(
        Throwable failure, T response, TimedAttemptSettings previous) {
      return algorithm.createNextAttempt(failure, response, previous);
    }

    @Override
    public boolean shouldRetry(Throwable failure, T response) throws CancellationException {
      boolean again = algorithm.shouldRetry(failure, response);
      if (again) {
        Recording.now().add(LiveSeries.STORE_RETRIES, 1);
      }
      return again;
    }
  }
}
