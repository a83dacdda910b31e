package org.heirloom.metrics;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One entry of the catalogue of what Prometheus is told: what a name stands for, and what its
 * labels can be.
 *
 * @param name in Prometheus
 * @param kind how its values go
 * @param unit in words
 * @param labels in the order in which recorders take their values
 * @param direction which way is better
 * @param origin when it is told
 * @param meaning what it tells
 * @param distrust when not to believe it
 */
public record Series(
    String name,
    Kind kind,
    String unit,
    List<Label> labels,
    Metric.Direction direction,
    Origin origin,
    String meaning,
    String distrust) {

  public Series {
    labels = List.copyOf(labels);
  }

  /** How values go. */
  public enum Kind {
    /** Only rises, and begins at 0 with each process: look at its rate. */
    COUNTER("counter"),
    /** Goes up and down. */
    GAUGE("gauge");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** In a word. */
    public String word() {
      return word;
    }
  }

  /** When a series is told. */
  public enum Origin {
    /** By processes while they run. */
    LIVE("live: by the driver's or a worker's endpoint, while it runs"),
    /** From the files that a study left. */
    RESULT("result: published from the files of a study that is done");

    private final String words;

    Origin(String words) {
      this.words = words;
    }

    /** In words. */
    public String words() {
      return words;
    }
  }

  /**
   * What tells series of one name apart.
   *
   * @param values all that there are; empty where the study or the pipeline gives the names
   * @param meaning what a value says
   */
  public record Label(String name, List<String> values, String meaning) {
    public Label {
      values = List.copyOf(values);
    }

    /** Name, values and meaning in one sentence. */
    public String sentence() {
      return values.isEmpty()
          ? name + " (" + meaning + ")"
          : name + " (" + meaning + ": " + String.join(", ", values) + ")";
    }

    /** Whether a value may stand there. */
    public boolean allows(String value) {
      return values.isEmpty() ? !value.isBlank() : values.contains(value);
    }
  }

  /** Names of its labels, in order. */
  public List<String> labelNames() {
    return labels.stream().map(Label::name).toList();
  }

  /** The entry as {@code heirloom explain} prints it: one fact a line. */
  public String explanation() {
    return line(name, meaning)
        + line("kind", kind.word())
        + line("unit", unit)
        + line("labels", labelText())
        + line("direction", direction.words())
        + line("origin", origin.words())
        + line("distrust it", distrust);
  }

  private String labelText() {
    return labels.isEmpty()
        ? "none"
        : labels.stream().map(Label::sentence).collect(Collectors.joining("; "));
  }

  private static String line(String label, String content) {
    return label + ": " + content + "\n";
  }
}
