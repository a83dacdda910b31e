package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.heirloom.Seed;
import org.heirloom.data.Example;
import org.heirloom.data.SampleEntry;
import org.heirloom.distill.Objectives;
import org.heirloom.explain.AttentiveSurrogate;
import org.heirloom.explain.MaskObjective;
import org.heirloom.image.Pixels;
import org.heirloom.metrics.Measured;
import org.heirloom.metrics.Rows;
import org.heirloom.model.Array;
import org.heirloom.model.ImageSet;
import org.heirloom.model.LabelledImages;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.brought.Models;
import org.heirloom.model.tensorflow.GraphTraining;
import org.heirloom.model.tensorflow.Predictor;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.model.tensorflow.Teacher;
import org.heirloom.model.tensorflow.Training;
import org.heirloom.stage.StageContext;
import org.heirloom.study.ExplainerSettings;
import org.heirloom.study.Jpeg;
import org.heirloom.study.Study;

/**
 * Fits an attentive surrogate to one network: first its student, by the network's soft targets
 * alone, then its masks.
 *
 * <p>It sees all images of the role train without their labels, whatever the network saw, and the
 * epoch is chosen by agreement with the network. All surrogates of a replicate begin with the same
 * weights and see the same batches.
 */
final class Surrogating {
  private static final String STUDENT = "student";
  private static final String MASKS = "masks";
  private static final double HALF = 0.5;
  private static final int BLOCK = 4096;

  private final StageContext context;
  private final Study study;
  private final ModelId model;
  private final Path target;
  private final ExplainerSettings.Attentive settings;
  private final Roles roles;
  private final Seed seed;

  Surrogating(StageContext context, ModelId model) {
    this.context = context;
    this.study = context.study();
    this.model = model;
    this.target = model.folder(context);
    this.settings = study.explain().settings().attentive();
    this.roles = new Roles(context);
    this.seed = new Seed(study.seed()).child("surrogate").child(model.replicate());
  }

  void write(Path draft) {
    LabelledImages selection = roles.images("selection");
    try (ImageSet train = roles.training(1)) {
      Training.Trained student = student(train, selection);
      StoredModel stored = new StoredModel(spec(train), student.weights());
      GraphTraining.Trained masks = masks(stored, train, selection);
      new AttentiveSurrogate(stored, masks.weights()).write(draft);
      Files.json(draft.resolve("student-" + Networks.HISTORY), student.history());
      Files.json(draft.resolve("masks-" + Networks.HISTORY), masks.history());
      Rows.write(
          draft.resolve(SurrogateStage.ROWS),
          fidelity(stored).stream()
              .map(m -> m.row(model.arm(), model.replicate(), model.budget()))
              .toList());
    }
  }

  private ModelSpec spec(ImageSet train) {
    Study.Network network =
        new Study.Network(settings.student().architecture(), settings.student().width(), "mean");
    return ModelSpec.of(network, roles.classes().size(), train);
  }

  private Training.Trained student(ImageSet train, LabelledImages selection) {
    Training.Task task =
        new Training.Task(
                spec(train),
                recipe(settings.student().samples()),
                seed.child(STUDENT),
                train,
                answered(selection))
            .in(Networks.precision(study));
    try (Teacher teacher = Models.teacher(target, Networks.precision(study))) {
      Training.Arm arm = new Training.Arm(Objectives.of(method()), Optional.of(teacher));
      return new Training(task, Map.of(STUDENT, arm))
          .run(context.checkpoints(STUDENT), done -> context.progress().accept(HALF * done))
          .get(STUDENT);
    }
  }

  /** The images with the network's own answers as labels. */
  private LabelledImages answered(LabelledImages images) {
    Array logits = Models.logits(target, images.pixels(), Networks.precision(study));
    return new LabelledImages(images.pixels(), Predictor.classes(logits));
  }

  private Study.Training recipe(int samples) {
    Study.Training own = study.distill().training();
    return new Study.Training(
        samples,
        own.batchSize(),
        own.optimizer(),
        own.learningRate(),
        own.momentum(),
        own.weightDecay(),
        own.schedule(),
        own.warmup(),
        own.cropPixels(),
        own.flip(),
        Jpeg.Augmentation.NONE);
  }

  /** Soft targets and, where it is asked for and can be had, attention transfer; no labels. */
  private Study.Method method() {
    List<Study.Objective> objectives = new ArrayList<>();
    objectives.add(
        objective("soft-targets", 1, Map.of("temperature", settings.student().temperature())));
    List<String> layers = ModelSpec.read(target).layers();
    double weight = settings.student().attentionWeight();
    if (weight > 0 && !layers.isEmpty()) {
      String last = layers.stream().filter(l -> l.startsWith("stage")).reduce((a, b) -> b).get();
      objectives.add(
          objective("attention-transfer", weight, Map.of("layers", List.of("stage3:" + last))));
    }
    return new Study.Method(STUDENT, 0, false, objectives);
  }

  private static Study.Objective objective(String name, double weight, Map<String, ?> own) {
    Map<String, Object> all = new TreeMap<>(own);
    all.put("weight", weight);
    all.put("warmup", 0.0);
    all.put("until", 1.0);
    all.put("finalWeight", 1.0);
    return new Study.Objective(name, all);
  }

  /** Judged by the network, or by the student where no gradient flows through the network. */
  private GraphTraining.Trained masks(
      StoredModel student, ImageSet train, LabelledImages selection) {
    ExplainerSettings.Masks masks = settings.masks();
    StoredModel judge = Models.ours(target).orElse(student);
    Study.Training own = study.distill().training();
    Study.Training recipe =
        new Study.Training(
            masks.samples(),
            own.batchSize(),
            "adam",
            masks.learningRate(),
            0,
            own.weightDecay(),
            "cosine",
            own.warmup(),
            own.cropPixels(),
            own.flip(),
            Jpeg.Augmentation.NONE);
    GraphTraining.Task task =
        new GraphTraining.Task(
            "the masks of " + model.unit() + " (explain.settings.attentive.masks)",
            new MaskObjective(student, judge::apply, masks),
            recipe,
            seed.child(MASKS),
            train,
            selection,
            Networks.precision(study));
    return new GraphTraining(task)
        .run(context.checkpoints(MASKS), done -> context.progress().accept(HALF + HALF * done));
  }

  /** On the test role: is the student right, and does it answer as the network does? */
  private List<Measured> fidelity(StoredModel student) {
    List<SampleEntry> entries = roles.entries("test");
    List<Measured> measured = new ArrayList<>();
    try (Predictor predictor = new Predictor(student, Networks.precision(study))) {
      for (int from = 0; from < entries.size(); from += BLOCK) {
        List<Example> examples = new ArrayList<>();
        roles.read(entries.subList(from, Math.min(entries.size(), from + BLOCK)), examples::add);
        measured.addAll(fidelity(predictor, examples));
      }
    }
    return measured;
  }

  private List<Measured> fidelity(Predictor student, List<Example> examples) {
    List<Pixels> pixels = examples.stream().map(Example::pixels).toList();
    int[] said = Predictor.classes(Models.logits(target, pixels, Networks.precision(study)));
    int[] own = Predictor.classes(student.logits(pixels));
    List<Measured> measured = new ArrayList<>();
    for (int i = 0; i < own.length; i++) {
      String id = examples.get(i).id();
      double right = own[i] == examples.get(i).label() ? 1 : 0;
      measured.add(new Measured("surrogate-accuracy", "", id, right, ""));
      measured.add(new Measured("surrogate-agreement", "", id, own[i] == said[i] ? 1 : 0, ""));
    }
    return measured;
  }
}
