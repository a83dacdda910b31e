package org.heirloom.store.gcs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.heirloom.InfraException;

/**
 * Moves several files of one store at the same time. Its threads end when they have nothing to do.
 */
final class Parallel implements AutoCloseable {
  private static final int THREADS = 8;
  private static final int IDLE_SECONDS = 10;

  private final ExecutorService pool;

  Parallel() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "heirloom-cloud-storage");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    this.pool = threads;
  }

  /** Does it for each; where one fails, the others are stopped and its failure is thrown. */
  <T> void forEach(Collection<T> things, Consumer<T> work) {
    if (things.size() == 1) {
      things.forEach(work);
      return;
    }
    List<Future<?>> running = new ArrayList<>();
    for (T thing : things) {
      running.add(pool.submit(() -> work.accept(thing)));
    }
    try {
      for (Future<?> future : running) {
        await(future);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      running.forEach(future -> future.cancel(true));
    }
  }

  /** Begins something; {@link #await} gives its result. */
  <T> Future<T> submit(Callable<T> work) {
    return pool.submit(work);
  }

  /** What was begun, or the failure that ended it. */
  static <T> T await(Future<T> running) throws IOException {
    try {
      return running.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InfraException("Google Cloud Storage: interrupted while files were moved.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
