package org.heirloom.stage;

import java.util.Map;
import java.util.TreeMap;

/**
 * Flink's settings for the workers of one stage, from its line of the pipeline file: the one rule,
 * which cluster script and chart repeat.
 *
 * <p>A stage has as many TaskManagers as units run at once, each with one slot and, in the pool
 * {@code gpu}, one GPU. Of a TaskManager's memory the first 1024 MiB are Flink's and Java's:
 * metaspace 512, overhead 192, framework heap 128, framework off-heap, network and managed memory
 * 64 each. Half of the rest, rounded down, is TensorFlow's (task off-heap); what remains is the
 * heap.
 *
 * <p>Java keeps to its parts by itself. TensorFlow does not, so that an exceeded profile ends in a
 * process that the machine kills.
 *
 * @param stage its name
 * @param workers TaskManagers, and units of work at the same time
 * @param cpus cores of one TaskManager
 * @param memoryMebibytes all memory of one TaskManager, at least {@link #LEAST_MEBIBYTES}
 * @param gpus of one TaskManager
 */
public record ResourceProfile(
    String stage, int workers, double cpus, int memoryMebibytes, int gpus) {
  /** Less leaves TensorFlow and the heap less than 256 MiB each. */
  public static final int LEAST_MEBIBYTES = 1536;

  private static final int METASPACE = 512;
  private static final int OVERHEAD = 192;
  private static final int FRAMEWORK_HEAP = 128;
  private static final int FRAMEWORK_OFF_HEAP = 64;
  private static final int NETWORK = 64;
  private static final int MANAGED = 64;
  private static final int FIXED =
      METASPACE + OVERHEAD + FRAMEWORK_HEAP + FRAMEWORK_OFF_HEAP + NETWORK + MANAGED;

  public ResourceProfile {
    if (memoryMebibytes < LEAST_MEBIBYTES) {
      throw new IllegalArgumentException(
          "memory of stage " + stage + " is too small: " + memoryMebibytes);
    }
  }

  /** The profile of a line of a pipeline file that {@link PipelineReader} has accepted. */
  public static ResourceProfile of(Pipeline.Step step) {
    int gpus = step.pool().equals("gpu") ? 1 : 0;
    return new ResourceProfile(
        step.stage(), step.parallelism(), step.cpus(), mebibytes(step.memory()), gpus);
  }

  /** Mebibytes of an amount such as {@code 2Gi} or {@code 700Mi}. */
  static int mebibytes(String memory) {
    int number = Integer.parseInt(memory.substring(0, memory.length() - 2));
    return memory.endsWith("Gi") ? Math.multiplyExact(number, 1024) : number;
  }

  /** Memory outside the heap that is reserved for TensorFlow in one TaskManager. */
  public int tensorFlowMebibytes() {
    return (memoryMebibytes - FIXED) / 2;
  }

  /** The heap that is left for our own classes in one TaskManager. */
  public int heapMebibytes() {
    return memoryMebibytes - FIXED - tensorFlowMebibytes();
  }

  /** Keys and values for Flink's configuration; the heap follows from them. */
  public Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("parallelism.default", Integer.toString(workers));
    settings.put("taskmanager.numberOfTaskSlots", "1");
    settings.put("taskmanager.cpu.cores", Double.toString(cpus));
    memory(settings, "process.size", memoryMebibytes);
    memory(settings, "jvm-metaspace.size", METASPACE);
    memory(settings, "jvm-overhead.min", OVERHEAD);
    memory(settings, "jvm-overhead.max", OVERHEAD);
    memory(settings, "framework.heap.size", FRAMEWORK_HEAP);
    memory(settings, "framework.off-heap.size", FRAMEWORK_OFF_HEAP);
    memory(settings, "network.min", NETWORK);
    memory(settings, "network.max", NETWORK);
    memory(settings, "managed.size", MANAGED);
    memory(settings, "task.off-heap.size", tensorFlowMebibytes());
    if (gpus > 0) {
      settings.put("external-resources", "gpu");
      settings.put("external-resource.gpu.amount", Integer.toString(gpus));
      settings.put(
          "external-resource.gpu.driver-factory.class",
          "org.apache.flink.externalresource.gpu.GPUDriverFactory");
      settings.put("external-resource.gpu.kubernetes.config-key", "nvidia.com/gpu");
    }
    return settings;
  }

  private static void memory(Map<String, String> settings, String key, int mebibytes) {
    settings.put("taskmanager.memory." + key, mebibytes + "m");
  }
}
