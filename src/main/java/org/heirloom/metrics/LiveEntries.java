package org.heirloom.metrics;

import static org.heirloom.metrics.Metric.Direction.HIGHER;
import static org.heirloom.metrics.Metric.Direction.LOWER;
import static org.heirloom.metrics.Metric.Direction.NONE;
import static org.heirloom.metrics.Series.Kind.COUNTER;
import static org.heirloom.metrics.Series.Kind.GAUGE;

import java.util.Arrays;
import java.util.List;
import org.heirloom.metrics.Metric.Direction;
import org.heirloom.metrics.Series.Kind;
import org.heirloom.metrics.Series.Label;

/** What processes tell of themselves while they run. */
final class LiveEntries {
  private static final Label STAGE = new Label("stage", List.of(), "a stage of the pipeline");

  private static final Label NETWORK =
      new Label(
          "network",
          List.of(),
          "what is trained: teacher, second-teacher, a method's or a control's name, student and"
              + " masks of surrogates, autoencoder; never a replicate");

  private static final Label GPU = new Label("gpu", List.of(), "its number on the machine");

  private static final String REPLICATES =
      "while several replicates or budgets of it train in one process: the last one that was"
          + " evaluated is shown.";

  private LiveEntries() {}

  static List<Series> all() {
    return List.of(
        of(
            LiveSeries.STAGE_RUNNING,
            GAUGE,
            "1 or 0",
            NONE,
            "Whether the stage runs now; told by the driver.",
            "after a kill: a driver that is gone tells nothing more.",
            STAGE),
        of(
            LiveSeries.STAGE_PROGRESS,
            GAUGE,
            "share of the stage's work, 0 to 1",
            HIGHER,
            "How far the stage is, parts of running units included; told by the driver.",
            "between two units on a cluster: the driver there sees units that are published alone.",
            STAGE),
        of(
            LiveSeries.STAGE_UNITS,
            GAUGE,
            "units of work",
            NONE,
            "Units of the stage by what has become of them; told by the driver.",
            "as a measure of work: units differ in length.",
            STAGE,
            new Label("state", List.of("planned", "done"), "all of them, or those that are done")),
        of(
            LiveSeries.UNITS,
            COUNTER,
            "units of work, tries that failed among them",
            NONE,
            "Units that a worker has ended, by how.",
            "as the number of units: a unit that is tried again is counted again.",
            STAGE,
            new Label(
                "outcome",
                List.of("done", "reused", "failed"),
                "computed and published, complete already, or given up")),
        of(
            LiveSeries.TRAINING_IMAGES,
            COUNTER,
            "images",
            HIGHER,
            "Training images that a network has seen; its rate is the speed.",
            "across networks: larger ones see fewer a second, and so do several that train in step.",
            NETWORK),
        of(
            LiveSeries.TRAINING_EPOCHS,
            GAUGE,
            "passes over the training images",
            NONE,
            "How long the network has trained, at the last evaluation.",
            REPLICATES,
            NETWORK),
        of(
            LiveSeries.TRAINING_LOSS,
            GAUGE,
            "depends on the method",
            LOWER,
            "Mean training loss since the evaluation before; NaN once a loss was not finite.",
            "across methods, whose losses differ; and " + REPLICATES,
            NETWORK),
        of(
            LiveSeries.SELECTION_ACCURACY,
            GAUGE,
            "share of the selection examples, 0 to 1",
            HIGHER,
            "How often the network is right on the examples that choose its epoch.",
            "as a result: these examples chose the weights. And " + REPLICATES,
            NETWORK),
        of(
            LiveSeries.TRAININGS_DIVERGED,
            COUNTER,
            "trainings",
            LOWER,
            "Trainings that ended because a loss was not finite.",
            "as a number of studies: a retried unit is counted again.",
            NETWORK),
        of(
            LiveSeries.INFERENCE_IMAGES,
            COUNTER,
            "images",
            HIGHER,
            "Images that were shown to trained networks by teachers, probes and explainers.",
            "as a number of passes: what graphs mask or move inside counts as one image."),
        of(
            LiveSeries.PHASE_SECONDS,
            COUNTER,
            "seconds, summed over threads",
            NONE,
            "Where time goes.",
            "as a share of the wall: threads add up, and what is in no phase is not here.",
            new Label(
                "phase",
                Arrays.stream(Phase.values()).map(Phase::label).toList(),
                "what is done meanwhile")),
        of(
            LiveSeries.STORE_OPERATIONS,
            COUNTER,
            "operations",
            NONE,
            "What was asked of the store.",
            "as a bill: one operation on a bucket takes several requests.",
            new Label(
                "operation",
                List.of("find", "read", "publish", "delete", "note", "sweep"),
                "what was asked")),
        of(
            LiveSeries.STORE_BYTES,
            COUNTER,
            "bytes",
            NONE,
            "Bytes of artifacts that went to the store or came from it.",
            "as traffic of a bucket: what lies in this machine's cache was not fetched, and notes"
                + " do not count. What is read in place in a folder does not count either.",
            new Label("direction", List.of("read", "written"), "which way")),
        of(
            LiveSeries.STORE_RETRIES,
            COUNTER,
            "requests",
            LOWER,
            "Requests to a bucket that failed and were worth another try, and files that were moved"
                + " again because their checksum was wrong.",
            "with a store in a folder, where nothing is retried."),
        of(
            LiveSeries.CHECKPOINTS,
            COUNTER,
            "checkpoints",
            NONE,
            "Checkpoints of trainings and of other long units.",
            "refusals: one means that two workers were at the same unit, and that the older one"
                + " stopped.",
            new Label(
                "event",
                List.of("written", "restored", "refused"),
                "saved, gone on from, or refused to a worker that another one has replaced")),
        of(
            LiveSeries.MEMORY,
            GAUGE,
            "bytes",
            LOWER,
            "Memory of the process outside of what Java tells: resident, and of that what is not"
                + " Java's heap, which is TensorFlow's above all.",
            "native, where the heap is committed and not yet touched: it is then too low. Linux"
                + " alone.",
            new Label(
                "kind", List.of("resident", "native"), "all, or what is not the Java heap's")),
        of(
            LiveSeries.GPU_UTILISATION,
            GAUGE,
            "share of the time, 0 to 1",
            HIGHER,
            "How busy a GPU was during its last sampling period.",
            "as a measure of how well it is used: one small kernel keeps it busy.",
            GPU),
        of(
            LiveSeries.GPU_MEMORY_USED,
            GAUGE,
            "bytes",
            NONE,
            "Memory of a GPU that is taken, by any process.",
            "as need: TensorFlow takes what it can get.",
            GPU),
        of(
            LiveSeries.GPU_MEMORY,
            GAUGE,
            "bytes",
            NONE,
            "Memory that a GPU has.",
            "never: it is a constant of the machine.",
            GPU));
  }

  private static Series of(
      LiveSeries series,
      Kind kind,
      String unit,
      Direction direction,
      String meaning,
      String distrust,
      Label... labels) {
    return new Series(
        series.seriesName(),
        kind,
        unit,
        List.of(labels),
        direction,
        Series.Origin.LIVE,
        meaning,
        distrust);
  }
}
