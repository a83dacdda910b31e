package org.heirloom.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.heirloom.beam.Spread;
import org.heirloom.chain.MapExport;
import org.heirloom.stage.Engine;
import org.heirloom.stage.Executor;
import org.heirloom.stage.Job;
import org.heirloom.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code heirloom maps STUDY --out FOLDER}: saliency maps as NPY and PNG files. */
@Command(
    name = "maps",
    description = {
      "Writes the saliency maps of a study that was run: NPY for programs, PNG for people.",
      "FOLDER gets images.npy, and for each network examples.csv, <explainer>.npy and pictures.",
      "Maps made elsewhere go back in the same layout: explain.brought in the study."
    },
    versionProvider = Version.class,
    mixinStandardHelpOptions = true)
final class MapsCommand implements Callable<Integer> {
  private final Shell shell;
  @Mixin private StudyOptions options;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      required = true,
      description = "Where the files go; those of the same names are replaced.")
  private String out;

  MapsCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Job job = options.job(options.study(shell.home()), shell.home());
    Path folder = OutputFolder.local("--out", out, "the maps");
    try (Store store = options.open();
        Executor executor = shell.executors().apply(Spread.EMBEDDED)) {
      Engine engine = new Engine(shell.stages(), executor, store, shell.clock());
      MapExport.Written written =
          new MapExport(engine.finished(job).context("explain")).write(folder);
      shell
          .out()
          .printf(
              "%d images × %d networks: %s%n",
              written.examples(), written.networks().size(), folder.toAbsolutePath().normalize());
    }
    return 0;
  }
}
