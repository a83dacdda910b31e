package org.heirloom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.heirloom.Seed;
import org.heirloom.explain.ExplainRequest;
import org.heirloom.explain.Explained;
import org.heirloom.explain.Explainer;
import org.heirloom.explain.Explainers;
import org.heirloom.model.Array;
import org.heirloom.model.Model;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.Precision;
import org.heirloom.model.tensorflow.Program;
import org.heirloom.model.tensorflow.SavedModel;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.heirloom.stats.Correlations;
import org.heirloom.study.ExplainerSettings;
import org.heirloom.study.StudyFile;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * What explainers cost beside plain inference of the same exported model in batches of 64 and of
 * 256, whichever is faster, by turns in one run: RISE's masks, Grad-CAM's maps and those of the
 * attentive surrogate per second over its images per second, and the share of LIME's time that is
 * no call of the network. The surrogate is as large as studies fit it, whatever the model.
 */
public final class RiseBench {
  private static final int MASKS = 512;
  private static final int SAMPLES = 500;
  private static final int IMAGES = 64;
  private static final int ROUNDS = 6;

  private RiseBench() {}

  public static void main(String[] arguments) throws IOException {
    TensorFlowRuntime.start(2);
    String architecture = arguments.length > 0 ? arguments[0] : "resnet-20";
    StoredModel model = BenchModels.untrained(architecture);
    Path folder = Files.createTempDirectory("heirloom-bench");
    try {
      model.write(folder);
      compare(architecture, model, folder);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  private static void compare(String architecture, StoredModel model, Path folder) {
    ExplainRequest one = request(1);
    ExplainRequest several = request(4);
    ExplainRequest many = request(IMAGES);
    Array few = BenchModels.images(64, 2);
    Array batch = BenchModels.images(256, 3);
    List<Double> rise = new ArrayList<>();
    List<Double> gradCam = new ArrayList<>();
    List<Double> attentive = new ArrayList<>();
    List<Double> lime = new ArrayList<>();
    ExplainerSettings.Attentive settings = StudyFile.defaults().explain().settings().attentive();
    try (SavedModel plain = SavedModel.load(folder);
        Timed answering = new Timed(plain);
        Explainer masks = Explainers.named("rise", setting(new Explained.Inside(model::apply)));
        Explainer maps = Explainers.named("grad-cam", setting(new Explained.Inside(model::apply)));
        Explainer masking =
            Explainers.named(
                "attentive",
                setting(new Explained.Inside(model::apply)).with(BenchModels.surrogate(settings)));
        Explainer local = Explainers.named("lime", setting(new Explained.Answers(answering)))) {
      for (int round = 0; round < ROUNDS; round++) {
        double inference =
            Math.max(
                IMAGES * 8 / seconds(8, () -> plain.logits(few)),
                256 * 2 / seconds(2, () -> plain.logits(batch)));
        rise.add(MASKS / seconds(1, () -> masks.explain(one)) / inference);
        gradCam.add(IMAGES / seconds(1, () -> maps.explain(many)) / inference);
        attentive.add(IMAGES / seconds(1, () -> masking.explain(many)) / inference);
        answering.nanoseconds = 0;
        double all = seconds(1, () -> local.explain(several));
        double calls = answering.nanoseconds / 1e9;
        lime.add((all - calls) / calls);
      }
    }
    print("rise-" + architecture, rise, "masks per second / images per second; at least 0.95");
    print("grad-cam-" + architecture, gradCam, "maps per second / images per second; at least 0.4");
    print(
        "attentive-" + architecture,
        attentive,
        "maps per second / images per second; at least 0.5");
    print("lime-" + architecture, lime, "own work / calls of the network; below 0.10");
    bfloat16(architecture, model);
  }

  /** RISE in bfloat16 beside inference in it, and how like its map is to that in float32. */
  private static void bfloat16(String architecture, StoredModel model) {
    ExplainRequest one = request(1);
    Array batch = BenchModels.images(256, 3);
    List<Double> rise = new ArrayList<>();
    List<Double> quicker = new ArrayList<>();
    double likeness;
    Shape shape = Shape.of(-1, BenchModels.SIZE, BenchModels.SIZE, 3);
    try (Program plain =
            Program.build(
                Precision.BFLOAT16,
                tf ->
                    Map.of(
                        "logits",
                        model
                            .apply(
                                tf,
                                tf.withName("images")
                                    .placeholder(TFloat32.class, Placeholder.shape(shape)))
                            .logits()));
        Explainer halves =
            Explainers.named(
                "rise", setting(new Explained.Inside(model::apply, Precision.BFLOAT16)));
        Explainer whole = Explainers.named("rise", setting(new Explained.Inside(model::apply)))) {
      for (int round = 0; round < ROUNDS; round++) {
        double inference = 256 * 2 / seconds(2, () -> plain.run(Map.of("images", batch)));
        double seconds = seconds(1, () -> halves.explain(one));
        rise.add(MASKS / seconds / inference);
        quicker.add(seconds(1, () -> whole.explain(one)) / seconds);
      }
      likeness =
          Correlations.spearman(
              halves.explain(one).values().rowAsDoubles(0),
              whole.explain(one).values().rowAsDoubles(0));
    }
    print(
        "rise-bfloat16-" + architecture,
        rise,
        "masks per second / images per second, both in bfloat16; at least 0.95");
    print("rise-bfloat16-float32-" + architecture, quicker, "maps per second, bfloat16 / float32");
    System.out.printf(
        "rise-bfloat16-likeness-%s %.4f   rank correlation of both maps; above 0.99%n",
        architecture, likeness);
  }

  private static void print(String name, List<Double> ratios, String meaning) {
    // The first round warms up.
    System.out.printf(
        "%s %.3f   %s%n", name, BenchModels.median(ratios.subList(1, ROUNDS)), meaning);
  }

  private static ExplainRequest request(int images) {
    return new ExplainRequest(
        BenchModels.ids("e", images), BenchModels.images(images, 1), new int[images]);
  }

  private static Explainers.Setting setting(Explained explained) {
    ExplainerSettings settings =
        new ExplainerSettings(
            new ExplainerSettings.SmoothGrad(1, 0),
            new ExplainerSettings.IntegratedGradients(1, "black"),
            new ExplainerSettings.Occlusion(8, 2, "mean"),
            new ExplainerSettings.Rise(MASKS, 8, .5, "centred", 0, "mean"),
            new ExplainerSettings.Lime(SAMPLES, "slic", 50, .25, 1),
            StudyFile.defaults().explain().settings().attentive());
    return new Explainers.Setting(
        explained,
        "stage3",
        BenchModels.SIZE,
        BenchModels.SIZE,
        3,
        List.of(.5f, .5f, .5f),
        settings,
        new Seed(4));
  }

  private static double seconds(int repetitions, Runnable work) {
    long start = System.nanoTime();
    for (int i = 0; i < repetitions; i++) {
      work.run();
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** A model that adds up the time of its calls. */
  private static final class Timed implements Model {
    private final Model model;
    private long nanoseconds;

    Timed(Model model) {
      this.model = model;
    }

    @Override
    public ModelSpec spec() {
      return model.spec();
    }

    @Override
    public Array logits(Array images) {
      long start = System.nanoTime();
      Array logits = model.logits(images);
      nanoseconds += System.nanoTime() - start;
      return logits;
    }

    /** The model is its owner's. */
    @Override
    public void close() {}
  }
}
