package org.heirloom.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.heirloom.metrics.exposed.DebianPrograms;

/**
 * A script of {@code k8s} that was run.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err what it told of problems
 */
record Script(int code, String out, String err) {
  private static final int SECONDS = 120;

  /** Runs a command line to its end, with files of its own for what it prints. */
  static Script run(Path folder, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(List.of(command) + ": not done after " + SECONDS + " s");
      }
      return new Script(
          process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }

  /** Skips a test, and says so, where a program is missing. */
  static void require(String... programs) {
    for (String program : programs) {
      DebianPrograms.require(program);
    }
  }
}
