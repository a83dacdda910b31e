package org.heirloom.cli;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.heirloom.stage.Pipeline;
import org.heirloom.stage.ResourceProfile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code heirloom resources}: what a stage takes of a cluster. Reads the pipeline file alone. */
@Command(
    name = "resources",
    description = {
      "Says what each stage of a pipeline takes of a cluster.",
      "With a stage, prints the settings of its workers for Flink's config.yaml."
    },
    versionProvider = Version.class,
    mixinStandardHelpOptions = true)
final class ResourcesCommand implements Callable<Integer> {
  private static final List<String> HEADINGS =
      List.of("stage", "workers", "cpus", "memory", "heap", "TensorFlow", "GPUs");

  private final Shell shell;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "STAGE",
      description = "The stage, for example teach.")
  private String stage;

  @Mixin private PipelineOption pipeline;

  ResourcesCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Pipeline read = pipeline.read(shell.home());
    List<ResourceProfile> profiles = read.stages().stream().map(ResourceProfile::of).toList();
    if (stage == null) {
      table(profiles);
      return 0;
    }
    StageNames.check("resources", Set.of(stage), read);
    profiles.stream()
        .filter(profile -> profile.stage().equals(stage))
        .flatMap(profile -> profile.settings().entrySet().stream())
        .forEach(setting -> shell.out().println(setting.getKey() + ": " + setting.getValue()));
    return 0;
  }

  private void table(List<ResourceProfile> profiles) {
    shell.out().println(line(HEADINGS));
    profiles.forEach(profile -> shell.out().println(line(cells(profile))));
  }

  private static List<String> cells(ResourceProfile profile) {
    return List.of(
        profile.stage(),
        Integer.toString(profile.workers()),
        Double.toString(profile.cpus()),
        profile.memoryMebibytes() + "Mi",
        profile.heapMebibytes() + "Mi",
        profile.tensorFlowMebibytes() + "Mi",
        Integer.toString(profile.gpus()));
  }

  private static String line(List<String> cells) {
    StringBuilder line = new StringBuilder(Table.pad(cells.get(0), 10));
    for (String cell : cells.subList(1, cells.size())) {
      line.append("%12s".formatted(cell));
    }
    return line.toString();
  }
}
