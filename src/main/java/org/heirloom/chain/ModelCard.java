package org.heirloom.chain;

import java.util.List;
import java.util.stream.Collectors;
import org.heirloom.model.History;
import org.heirloom.model.ModelSpec;
import org.heirloom.stage.StageContext;
import org.heirloom.study.Study;

/**
 * The page that travels with an exported model: {@code README.md} beside its SavedModel.
 *
 * <p>Says only what the stage's key covers, so that equal models have equal pages.
 */
record ModelCard(StageContext context, ModelId id, ModelSpec spec, History history) {
  static final String FILE = "README.md";

  private static final String LIMITS =
      """
      ## What it is for, and what not

      It was made to be compared with its teacher in a study. It knows its own classes alone, and images like those that it
      was trained on. Nothing is known of others, nor of how it treats groups of people: whoever uses it for decisions must
      validate it for them.

      ## Licence

      Heirloom lays no licence on models. That of the training images holds, and that of a teacher that was brought.
      """;

  /** The page in Markdown. */
  String text() {
    return String.join("\n", whatItIs(), use(), provenance(), metrics(), LIMITS);
  }

  private String whatItIs() {
    return """
        # %s, replicate %d, budget %s

        An image classifier: %s.

        - Network: %s
        - Parameters: %d
        - Multiply-adds for an image: %d
        - Classes, in the order of its outputs: %s
        """
        .formatted(
            id.arm(),
            id.replicate(),
            id.budget(),
            Arms.meaning(context.study(), id.arm()),
            spec.text(),
            spec.parameters(),
            spec.multiplyAdds(),
            String.join(", ", new Roles(context).classes()));
  }

  private String use() {
    return """
        ## How to use it

        A TensorFlow SavedModel (`saved_model.pb` and `variables/`), which needs nothing else:

            model = tf.saved_model.load(folder)
            logits = model.signatures["serving_default"](image=images)["logits"]

        | signature | takes | gives |
        |---|---|---|
        | `serving_default` | `image` | `logits`: float32 [n, %1$d], before the softmax |
        | `activations` | `image` | float32 [n, ...] for each of %2$s |
        | `gradients` | `image`, `class` | as `activations`: gradients of each image's class logit by the layer |

        `image` is float32 [n, %3$d, %3$d, %4$d] with values in 0..1, rows from the top, red first; `class` is int32 [n].
        Normalisation is part of the model: mean %5$s and deviation %6$s per channel.
        """
        .formatted(
            spec.classes(),
            spec.layers().stream().map("`%s`"::formatted).collect(Collectors.joining(", ")),
            spec.sizePixels(),
            spec.channels(),
            spec.mean(),
            spec.deviation());
  }

  private String provenance() {
    Study study = context.study();
    List<String> stages =
        id.isTaught() ? List.of("examples", "sample") : List.of("examples", "sample", "teach");
    return """
        ## Where it comes from

        - Data: %s
        - Seed of the study: %d
        - Share of the training images that it saw with labels: %s
        %s
        The `provenance.json` of its unit of work holds the whole study and the key of its own stage;
        `heirloom run provenance.json` makes the model again.
        """
        .formatted(
            study.data().source().equals("generator")
                ? "creatures that Heirloom's generator drew"
                : "a folder of images",
            study.seed(),
            id.budget(),
            stages.stream()
                .map(
                    stage ->
                        "- Key of the stage %s: %s\n".formatted(stage, Origins.key(context, stage)))
                .collect(Collectors.joining()));
  }

  private String metrics() {
    if (history.selected() < 0) {
      return "## How good it is\n\nIt was never trained.\n";
    }
    History.Epoch kept = history.epochs().get(history.selected());
    return """
        ## How good it is

        On the selection split of %d images, after %d training images: accuracy %s, cross-entropy %s nats. These weights were
        chosen on that split, so the numbers flatter; the study's report has those of the test split, with intervals.
        """
        .formatted(
            context.study().sample().selection(),
            kept.samples(),
            kept.selectionAccuracy(),
            kept.selectionLoss());
  }
}
