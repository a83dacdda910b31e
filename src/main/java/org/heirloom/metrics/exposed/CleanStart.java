package org.heirloom.metrics.exposed;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;

/**
 * Starts the server as nobody's: a thread inherits the class loader of the one that starts it, and
 * a security context of all that is on its stack. So it is started by a thread of Java's own, on
 * whose stack there is nothing of ours.
 */
final class CleanStart {
  private static final int POLL_MILLIS = 2;

  private CleanStart() {}

  /** Starts it; the endpoint outlives the job whose class loader this class is of. */
  static HTTPServer of(HTTPServer.Builder server) throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    thread.setContextClassLoader(HTTPServer.class.getClassLoader());
    try {
      return await(ForkJoinPool.commonPool().submit(call(server)));
    } catch (ExecutionException e) {
      throw why(e);
    } finally {
      thread.setContextClassLoader(loader);
    }
  }

  /** The failure below the layers that the pool puts around it. */
  private static IOException why(ExecutionException failure) {
    for (Throwable layer = failure; layer != null; layer = layer.getCause()) {
      if (layer instanceof IOException cause) {
        return cause;
      }
    }
    throw new IllegalStateException(failure);
  }

  /** The call without a class of ours, as a lambda would be. */
  @SuppressWarnings("unchecked")
  private static Callable<HTTPServer> call(HTTPServer.Builder server) {
    try {
      MethodHandle start =
          MethodHandles.publicLookup()
              .findVirtual(
                  HTTPServer.Builder.class,
                  "buildAndStart",
                  MethodType.methodType(HTTPServer.class));
      return MethodHandleProxies.asInterfaceInstance(Callable.class, start.bindTo(server));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits without helping, as joining would: the task must not run in this thread. */
  private static HTTPServer await(ForkJoinTask<HTTPServer> task)
      throws ExecutionException, IOException {
    try {
      while (!task.isDone()) {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (CancellationException e) {
      throw new IOException(e);
    }
  }
}
