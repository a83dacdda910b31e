package org.heirloom.beam;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a TaskManager holds after a full collection.
 *
 * @param jobClassLoaders class loaders of jobs, of which none should outlive its job
 * @param metaspaceMebibytes used for classes
 * @param residentMebibytes of the whole process
 * @param peakMebibytes the most that was ever resident
 */
public record WorkerMemory(
    long jobClassLoaders, long metaspaceMebibytes, long residentMebibytes, long peakMebibytes) {

  /** Looks at processes, by their numbers. */
  public static Map<Long, WorkerMemory> of(List<Long> processes) throws IOException {
    Map<Long, WorkerMemory> memory = new TreeMap<>();
    for (long process : processes) {
      memory.put(process, of(process));
    }
    return memory;
  }

  private static WorkerMemory of(long process) throws IOException {
    String status = Files.readString(Path.of("/proc", Long.toString(process), "status"));
    long peak = number(status, "VmHWM:\\s+([0-9]+) kB") / 1024;
    String objects = diagnose(process, "GC.class_histogram");
    long loaders =
        objects.contains("ChildFirstClassLoader")
            ? number(objects, "([0-9]+) +[0-9]+ +\\S*\\$ChildFirstClassLoader")
            : 0;
    long metaspace = number(diagnose(process, "GC.heap_info"), "Metaspace +used ([0-9]+)K") / 1024;
    String after = Files.readString(Path.of("/proc", Long.toString(process), "status"));
    long resident = number(after, "VmRSS:\\s+([0-9]+) kB") / 1024;
    return new WorkerMemory(loaders, metaspace, resident, peak);
  }

  private static String diagnose(long process, String command) throws IOException {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process diagnosis =
        new ProcessBuilder(tool.toString(), Long.toString(process), command)
            .redirectErrorStream(true)
            .start();
    return new String(diagnosis.getInputStream().readAllBytes(), UTF_8);
  }

  private static long number(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + pattern + " in what the process says of itself");
    }
    return Long.parseLong(matcher.group(1));
  }
}
