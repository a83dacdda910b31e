package org.heirloom.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless browser, where one is installed. */
final class Chromium {
  private static final long SECONDS = 120;

  private final Path program;
  private final Path folder;

  private Chromium(Path program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  /**
   * What a page became.
   *
   * @param dom the document after it was loaded
   * @param console lines that the page, or the browser about it, wrote to the console
   */
  record Visit(String dom, List<String> console) {}

  /** The installed browser, or nothing. */
  static Optional<Chromium> find(Path folder) {
    Stream<Path> onPath = Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(Path::of);
    return Stream.concat(onPath, Stream.of(Path.of("/usr/bin")))
        .map(directory -> directory.resolve("chromium"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(program -> new Chromium(program, folder));
  }

  /** Opens a page and reads it back. */
  Visit visit(URI page) throws IOException, InterruptedException {
    Path dom = folder.resolve("dom.html");
    Path log = folder.resolve("log.txt");
    List<String> command = new ArrayList<>(List.of(program.toString(), "--headless"));
    command.addAll(
        List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--enable-logging=stderr",
            "--v=0",
            "--window-size=1280,1000",
            "--user-data-dir=" + folder.resolve("profile"),
            "--dump-dom",
            page.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(dom.toFile())
            .redirectError(log.toFile())
            .start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the browser did not end within " + SECONDS + " s");
    }
    try (Stream<String> lines = Files.readString(log, UTF_8).lines()) {
      return new Visit(
          Files.readString(dom), lines.filter(line -> line.contains(":CONSOLE")).toList());
    }
  }
}
