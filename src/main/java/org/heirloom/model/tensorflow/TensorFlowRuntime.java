package org.heirloom.model.tensorflow;

import ai.djl.engine.Engine;
import java.util.Map;
import org.heirloom.InfraException;
import org.heirloom.model.Precision;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * The one place that starts TensorFlow, because the size of its thread pool is a fact of the
 * process: whoever comes first sets it, and later settings are silently ignored. Other engines take
 * their number of threads from here, too.
 */
public final class TensorFlowRuntime {
  /** More operations than these seldom wait at once in a chain of layers. */
  private static final int MOST_INTER_OP_THREADS = 2;

  private static int threads;

  private TensorFlowRuntime() {}

  /**
   * Starts TensorFlow with a number of intra-operation threads, or checks that it runs with that
   * number. No more operations than that run side by side either, so that one thread is one core.
   *
   * @throws InfraException if it was started with another number
   */
  public static synchronized void start(int intraOpThreads) {
    if (threads == 0) {
      System.setProperty("ai.djl.tensorflow.num_intraop_threads", Integer.toString(intraOpThreads));
      System.setProperty(
          "ai.djl.tensorflow.num_interop_threads", Integer.toString(interOp(intraOpThreads)));
      Engine.getEngine("TensorFlow");
      threads = intraOpThreads;
    } else if (threads != intraOpThreads) {
      throw new InfraException(
          "compute.threads: cannot be changed in a process that has computed already. Got "
              + intraOpThreads
              + ". Expected "
              + threads
              + ", as the study before it. Give studies that differ in it clusters of their own.");
    }
  }

  private static int interOp(int intraOpThreads) {
    return Math.min(MOST_INTER_OP_THREADS, intraOpThreads);
  }

  /**
   * Fails unless {@link #start} was called: nothing may touch TensorFlow before its threads are
   * set.
   */
  public static synchronized void requireStarted() {
    if (threads == 0) {
      throw new IllegalStateException("TensorFlowRuntime.start was not called");
    }
  }

  /** The same number of threads for ONNX Runtime, whose pools belong to each model. */
  static Map<String, String> onnxOptions() {
    return Map.of("intraOpNumThreads", Integer.toString(threads), "interOpNumThreads", "1");
  }

  /** For a session that computes in 32 bits. */
  static ConfigProto sessionConfig() {
    return sessionConfig(Precision.FLOAT32);
  }

  static ConfigProto sessionConfig(Precision precision) {
    RewriterConfig.Builder rewrites = RewriterConfig.newBuilder();
    if (precision == Precision.BFLOAT16) {
      rewrites.setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON);
    }
    return ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(threads)
        .setInterOpParallelismThreads(interOp(threads))
        .setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(rewrites))
        .build();
  }
}
