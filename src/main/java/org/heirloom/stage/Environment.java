package org.heirloom.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;

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
    return new Environment(System.getProperty("java.version"), os, Cpu.MODEL, natives);
  }

  /**
   * The processor's model, read once per process, and not through a channel: one that is read while
   * the runner interrupts its threads would come back closed.
   */
  private static final class Cpu {
    static final String MODEL = model();

    private static String model() {
      try (BufferedReader lines = new BufferedReader(new FileReader("/proc/cpuinfo", UTF_8))) {
        return lines
            .lines()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("unknown");
      } catch (IOException e) {
        return "unknown";
      }
    }
  }
}
