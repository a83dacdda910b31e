package org.heirloom.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What of the machine may change the last bits of a result: equal environments give equal bytes.
 *
 * @param java its version
 * @param os name and processor family
 * @param cpu the processor's model
 * @param natives release of the native libraries
 */
public record Environment(String java, String os, String cpu, String natives) {

  static Environment current(String natives) {
    String os = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    return new Environment(System.getProperty("java.version"), os, cpuModel(), natives);
  }

  private static String cpuModel() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
