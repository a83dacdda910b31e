package org.heirloom.metrics.exposed;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.heirloom.metrics.LiveSeries;
import org.heirloom.metrics.Recording;

/** GPUs as NVIDIA's own program tells of them, where it is installed. */
final class Gpus {
  private static final String PROGRAM = "nvidia-smi";
  private static final List<String> QUERY =
      List.of(
          "--query-gpu=index,utilization.gpu,memory.used,memory.total",
          "--format=csv,noheader,nounits");
  private static final int COLUMNS = 4;
  private static final double PERCENT = 100;
  private static final double MEBIBYTE = 1 << 20;
  private static final Duration WAIT = Duration.ofSeconds(10);

  private Optional<Path> program;
  private final Duration wait;

  /**
   * GPUs by a program.
   *
   * @param program that takes and answers what {@code nvidia-smi} does; empty where there is none
   * @param wait how long it may take
   */
  Gpus(Optional<Path> program, Duration wait) {
    this.program = program;
    this.wait = wait;
  }

  static Gpus ofThisMachine() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return new Gpus(
        Stream.of(path.split(File.pathSeparator))
            .filter(folder -> !folder.isEmpty())
            .map(folder -> Path.of(folder, PROGRAM))
            .filter(Files::isExecutable)
            .findFirst(),
        WAIT);
  }

  /** Tells of every GPU; a program that fails once is not asked again. */
  void record() throws InterruptedException {
    if (program.isEmpty()) {
      return;
    }
    try {
      List<String> lines = ask(program.get());
      lines.forEach(Gpus::record);
    } catch (IOException | UncheckedIOException | NumberFormatException e) {
      program = Optional.empty();
    }
  }

  private List<String> ask(Path program) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(QUERY);
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .start();
    try (BufferedReader answer = process.inputReader()) {
      // A few lines fit into the pipe, so the program does not wait for them to be read.
      if (!process.waitFor(wait.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
        throw new IOException(program + ": failed");
      }
      return answer.lines().toList();
    } finally {
      process.destroyForcibly();
    }
  }

  /** One line: index, percent, MiB, MiB; what a GPU does not tell reads {@code [N/A]}. */
  private static void record(String line) {
    String[] cells = line.split(",", -1);
    if (cells.length != COLUMNS) {
      throw new NumberFormatException(line);
    }
    String gpu = cells[0].strip();
    set(LiveSeries.GPU_UTILISATION, cells[1], 1 / PERCENT, gpu);
    set(LiveSeries.GPU_MEMORY_USED, cells[2], MEBIBYTE, gpu);
    set(LiveSeries.GPU_MEMORY, cells[3], MEBIBYTE, gpu);
  }

  private static void set(LiveSeries series, String cell, double unit, String gpu) {
    String text = cell.strip();
    if (!text.startsWith("[")) {
      Recording.now().set(series, Double.parseDouble(text) * unit, gpu);
    }
  }
}
