package org.heirloom.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.heirloom.chain.ConceptScores;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heirloom concepts MODEL VECTORS IMAGE...}: applies saved concept vectors to images. */
@Command(
    name = "concepts",
    description = {
      "Says how far images lie on the side of each concept, and how a class depends on it.",
      "Distance: of the layer's activations from the vector's plane, above 0 on the concept's"
          + " side. Sensitivity: how much the class's logit rises as they move towards the concept"
          + " by 1."
    },
    versionProvider = Version.class,
    mixinStandardHelpOptions = true)
final class ConceptsCommand implements Callable<Integer> {
  private static final List<String> HEAD =
      List.of("image", "class", "layer", "concept", "distance", "sensitivity");

  private final Shell shell;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A network's folder, as the stages teach and distill leave it.")
  private Path model;

  @Parameters(
      index = "1",
      paramLabel = "VECTORS",
      description = "A folder with cavs.json, as the stage probe leaves it for that network.")
  private Path vectors;

  @Parameters(
      index = "2..*",
      paramLabel = "IMAGE",
      arity = "1..*",
      description = "JPEG or PNG files of any size; they are resized to the network's input.")
  private List<Path> images;

  @Option(
      names = "--class",
      paramLabel = "NAME",
      description =
          "Whose sensitivity is printed; left out: of the class that the network answers.")
  private String className;

  ConceptsCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    new ConceptScores(model, vectors)
        .of(images, Optional.ofNullable(className), score -> rows.add(cells(score)));
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        line.append(Table.pad(row.get(c), widths[c])).append("  ");
      }
      shell.out().println(line.toString().stripTrailing());
    }
    return 0;
  }

  private static List<String> cells(ConceptScores.Score score) {
    return List.of(
        score.image().toString(),
        score.className(),
        score.layer(),
        score.concept(),
        String.format(Locale.ROOT, "%+.4f", score.distance()),
        String.format(Locale.ROOT, "%+.4f", score.sensitivity()));
  }
}
