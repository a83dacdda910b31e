package org.heirloom.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.heirloom.StudyException;
import org.heirloom.metrics.exposed.Results;
import picocli.CommandLine.Option;

/** Where the results of a study go for Prometheus, once it is done. */
final class PublishOptions {
  @Option(
      names = "--textfile",
      paramLabel = "FILE",
      description =
          "Write the study's results to this file, for the text file collector of Prometheus' node"
              + " exporter.")
  private Path textfile;

  @Option(
      names = "--pushgateway",
      paramLabel = "URL",
      description =
          "Send the study's results to this Prometheus Pushgateway, in place of those that it has of"
              + " the study.")
  private String pushgateway;

  /** Refuses what cannot work, before long work whose results go there. */
  void check() {
    if (pushgateway != null) {
      Results.address(pushgateway);
    }
    if (textfile != null) {
      Path folder = textfile.toAbsolutePath().getParent();
      if (Files.isDirectory(textfile)
          || folder == null
          || !Files.isDirectory(folder)
          || !Files.isWritable(folder)) {
        throw new StudyException(
            "--textfile: no file can be there. Got "
                + textfile
                + ". Expected a file in a folder that exists and can be written to.");
      }
    }
  }

  /** Refuses stages that leave nothing to publish, before they run. */
  void checkStages(List<String> stages) {
    if (!isEmpty() && !stages.contains(Conclusion.REPORT)) {
      throw new StudyException(
          "%s: nothing to publish. Got %s. Expected the stage %s among them."
              .formatted(
                  textfile == null ? "--pushgateway" : "--textfile",
                  String.join(", ", stages),
                  Conclusion.REPORT));
    }
  }

  boolean isEmpty() {
    return textfile == null && pushgateway == null;
  }

  /** Publishes results wherever they were asked for. */
  void publish(Results results) {
    if (textfile != null) {
      results.write(textfile);
    }
    if (pushgateway != null) {
      results.push(pushgateway);
    }
  }
}
