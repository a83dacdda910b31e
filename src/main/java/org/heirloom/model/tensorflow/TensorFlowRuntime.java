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
  private static final int INTER_OP_THREADS = 2;
  private static final String RUNNING = "heirloom.tensorflow.threads";
  private static int threads;

  private TensorFlowRuntime() {}

  /**
   * Starts TensorFlow with a number of intra-operation threads, or checks that it runs with that
   * number.
   *
   * <p>On a cluster every job brings this class anew while TensorFlow stays, so that the number is
   * kept where all of them see it.
   *
   * @throws InfraException if it was started with another number
   */
  @SuppressWarnings("LockOnNonEnclosingClassLiteral") // The class that all jobs share.
  public static synchronized void start(int intraOpThreads) {
    synchronized (Engine.class) {
      int running = Integer.getInteger(RUNNING, 0);
      if (running == 0) {
        System.setProperty(
            "ai.djl.tensorflow.num_intraop_threads", Integer.toString(intraOpThreads));
        System.setProperty(
            "ai.djl.tensorflow.num_interop_threads", Integer.toString(INTER_OP_THREADS));
        Engine.getEngine("TensorFlow");
        System.setProperty(RUNNING, Integer.toString(intraOpThreads));
      } else if (running != intraOpThreads) {
        throw new InfraException(
            "compute.threads: cannot be changed in a process that has computed already. Got "
                + intraOpThreads
                + ". Expected "
                + running
                + ", as the study before it. Give studies that differ in it clusters of their own.");
      }
      threads = intraOpThreads;
    }
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
        .setInterOpParallelismThreads(INTER_OP_THREADS)
        .setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(rewrites))
        .build();
  }
}
