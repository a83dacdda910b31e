package org.heirloom.cli;

import java.nio.file.Path;
import org.heirloom.stage.Pipeline;
import org.heirloom.stage.PipelineReader;
import picocli.CommandLine.Option;

/** Which stages run, and with which resources. */
final class PipelineOption {
  @Option(
      names = "--pipeline",
      paramLabel = "NAME",
      defaultValue = "audit",
      description =
          "Which stages run: a pipeline of the installation, or a file (default: ${DEFAULT-VALUE}).")
  private String name;

  Pipeline read(Path home) {
    boolean shipped = name.matches("[\\w-]+");
    return PipelineReader.read(
        shipped ? home.resolve("pipelines").resolve(name + ".yaml") : Path.of(name));
  }
}
