package org.heirloom.metrics.exposed;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.heirloom.metrics.LiveSeries;
import org.heirloom.metrics.Recording;

/** Memory as the kernel counts it, which sees what TensorFlow takes beside Java. */
final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";
  private static final long KIBIBYTE = 1024;

  private ProcessMemory() {}

  static void record() {
    long resident = resident();
    if (resident > 0) {
      long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
      Recording.now().set(LiveSeries.MEMORY, (double) resident, "resident");
      Recording.now().set(LiveSeries.MEMORY, (double) Math.max(0, resident - heap), "native");
    }
  }

  /** Bytes, or 0 where there is no such file. */
  private static long resident() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(RESIDENT)) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) * KIBIBYTE;
        }
      }
    } catch (IOException e) {
      return 0;
    }
    return 0;
  }
}
