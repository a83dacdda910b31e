package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.heirloom.Seed;
import org.heirloom.data.Example;
import org.heirloom.data.SampleEntry;
import org.heirloom.evaluate.Curve;
import org.heirloom.evaluate.InsertionDeletion;
import org.heirloom.evaluate.Localisation;
import org.heirloom.evaluate.MapComparison;
import org.heirloom.evaluate.Substrate;
import org.heirloom.explain.AttentiveSurrogate;
import org.heirloom.explain.ExplainRequest;
import org.heirloom.explain.Explained;
import org.heirloom.explain.Explainer;
import org.heirloom.explain.Explainers;
import org.heirloom.explain.SaliencyMaps;
import org.heirloom.metrics.Measured;
import org.heirloom.metrics.Rows;
import org.heirloom.model.Array;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.Npy;
import org.heirloom.model.brought.Models;
import org.heirloom.model.tensorflow.Predictor;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.stage.StageContext;
import org.heirloom.study.Study;

/** Maps, curves and measures of one network on one batch of examples. */
final class Explaining {
  /**
   * The mask that maps are held against: pixels of the parts that tell the class from its
   * neighbours.
   */
  static final String EVIDENCE = "evidence";

  /** Behind an explainer: insertion and deletion on the surrogate in place of the network. */
  static final String ON_SURROGATE = "/surrogate";

  /** Curves: measure, explainer, number of points, the points, id of the example. */
  static final String CURVES = "curves.csv";

  /** File of the network's logits, a row per example. */
  static final String LOGITS = "logits.npy";

  private final StageContext context;
  private final Study study;
  private final Study.Explain wanted;
  private final ModelId id;
  private final Path folder;
  private final Path teachersFolder;
  private final List<Float> teachersMean;
  private final List<String> classes;
  private final List<Example> examples = new ArrayList<>();
  private final List<Measured> measured = new ArrayList<>();
  private final List<String> curves = new ArrayList<>();
  private final Seed seed;
  private final Optional<Explainers.Local> local;

  Explaining(StageContext context, ModelId id, List<SampleEntry> entries) {
    this.context = context;
    this.study = context.study();
    this.wanted = study.explain();
    this.id = id;
    this.folder = id.folder(context);
    this.teachersFolder = id.isTeacher() ? folder : id.teacher(study).folder(context);
    this.teachersMean = ModelSpec.read(teachersFolder).mean();
    this.seed = new Seed(study.seed()).child("explain");
    this.local =
        wanted.local().enabled()
            ? Optional.of(new Explainers.Local(AutoencoderFamily.read(context), wanted.local()))
            : Optional.empty();
    Roles roles = new Roles(context);
    this.classes = roles.classes();
    roles.read(entries, examples::add);
  }

  void write(Path draft) {
    Array images = Array.ofImages(examples.stream().map(Example::pixels).toList());
    List<String> ids = examples.stream().map(Example::id).toList();
    ExplainRequest request = new ExplainRequest(ids, images, teachersClasses());
    try (Subject subject = Subject.open(context, id)) {
      explain(subject, request, draft);
      local.ifPresent(
          settings ->
              measured.addAll(
                  new LocalDistilling(context, id, settings.vae()).write(subject, request, draft)));
    }
    Npy.write(draft.resolve(LOGITS), logits(folder));
    Rows.write(
        draft.resolve("rows.csv"),
        measured.stream().map(m -> m.row(id.arm(), id.replicate(), id.budget())).toList());
    Files.lines(draft.resolve(CURVES), curves);
  }

  private void explain(Subject subject, ExplainRequest request, Path draft) {
    Map<String, SaliencyMaps> maps = maps(subject, request);
    maps.putAll(brought(id, request));
    maps.forEach((explainer, map) -> measured.addAll(map.measured(explainer, request.ids())));
    judge(subject, request, maps);
    Models.ours(folder).ifPresent(model -> judgeInside(model, subject, request, maps));
    if (wanted.measures().contains("agreement")) {
      compare(subject, request, maps);
    }
    maps.forEach((explainer, map) -> Npy.write(draft.resolve(mapsFile(explainer)), map.values()));
  }

  /** File of an explainer's maps; there is none of a black box where the explainer looks inside. */
  static String mapsFile(String explainer) {
    return "maps-" + explainer + ".npy";
  }

  /**
   * Every network explains the class that the teacher predicts, so that their maps can be compared.
   */
  private int[] teachersClasses() {
    return Predictor.classes(logits(teachersFolder));
  }

  private Array logits(Path network) {
    return Models.logits(
        network, examples.stream().map(Example::pixels).toList(), Networks.precision(study));
  }

  private Map<String, SaliencyMaps> maps(Subject subject, ExplainRequest request) {
    Map<String, SaliencyMaps> maps = new LinkedHashMap<>();
    for (String name : subject.explainers(wanted.explainers())) {
      try (Explainer explainer = explainer(name, subject, request)) {
        maps.put(name, explainer.explain(request));
      }
    }
    return maps;
  }

  private Map<String, SaliencyMaps> brought(ModelId network, ExplainRequest request) {
    return BroughtMaps.of(study, context.studyFolder(), network, request, classes);
  }

  private Explainer explainer(String name, Subject subject, ExplainRequest request) {
    return explainer(name, subject.explained(), subject.surrogate(), request);
  }

  /** Everything that stands for the absence of pixels is the teacher's, the same for all. */
  private Explainer explainer(
      String name,
      Explained explained,
      Optional<AttentiveSurrogate> surrogate,
      ExplainRequest request) {
    Explainers.Setting setting =
        new Explainers.Setting(
            explained,
            wanted.layer(),
            request.height(),
            request.width(),
            examples.get(0).pixels().channels(),
            teachersMean,
            wanted.settings(),
            seed.child(name));
    setting = surrogate.map(setting::with).orElse(setting);
    return Explainers.named(name, local.map(setting::with).orElse(setting));
  }

  /** Measures that look inside the network, and whether it survives when images go bad. */
  private void judgeInside(
      StoredModel model, Subject subject, ExplainRequest request, Map<String, SaliencyMaps> maps) {
    Judged judged =
        new Judged(
            study,
            model,
            byHeart().flatMap(twin -> Models.ours(twin.folder(context))),
            request,
            maps,
            examples,
            (name, network) ->
                explainer(
                    name,
                    new Explained.Inside(network, Networks.precision(study)),
                    subject.surrogate(),
                    request),
            teachersMean,
            seed,
            subject.surrogate().map(fitted -> surrogated(fitted, subject, request)));
    measured.addAll(new Judging(judged).all(measured));
    Optional<StoredModel> teacher = id.isTeacher() ? Optional.empty() : Models.ours(teachersFolder);
    measured.addAll(new Surviving(judged, teacher).all());
    measured.addAll(AttackedPrototypes.of(judged));
  }

  private Surrogated surrogated(
      AttentiveSurrogate fitted, Subject subject, ExplainRequest request) {
    return new Surrogated(
        fitted,
        byHeart().map(twin -> AttentiveSurrogate.read(AttentiveFamily.folder(context, twin))),
        (name, other) -> explainer(name, subject.explained(), Optional.of(other), request));
  }

  /** A label-only student's twin that was trained on random labels. */
  private Optional<ModelId> byHeart() {
    return id.arm().equals(Arms.LABEL_ONLY) && Arms.students(study).contains(Arms.RANDOM_LABELS)
        ? Optional.of(new ModelId(Arms.RANDOM_LABELS, id.replicate(), id.budget()))
        : Optional.empty();
  }

  /** Curves look inside a network; the rest looks at maps alone. */
  private void judge(Subject subject, ExplainRequest request, Map<String, SaliencyMaps> maps) {
    boolean curvesWanted =
        wanted.measures().contains("insertion") || wanted.measures().contains("deletion");
    if (curvesWanted && subject.inside().isPresent()) {
      try (InsertionDeletion measure =
          new InsertionDeletion(subject.inside().get(), setting(subject, request))) {
        maps.forEach((explainer, map) -> keep(explainer, map, measure.curves(request, map)));
      }
    }
    if (curvesWanted) {
      subject
          .surrogate()
          .ifPresent(s -> judgeOnSurrogate(s, setting(subject, request), request, maps));
    }
    maps.forEach(this::localise);
  }

  /** The same areas with the surrogate's student in the place of the network. */
  private void judgeOnSurrogate(
      AttentiveSurrogate surrogate,
      InsertionDeletion.Setting setting,
      ExplainRequest request,
      Map<String, SaliencyMaps> maps) {
    try (InsertionDeletion measure = new InsertionDeletion(surrogate.student()::apply, setting)) {
      maps.forEach(
          (explainer, map) -> {
            List<InsertionDeletion.Curves> curves = measure.curves(request, map);
            for (int i = 0; i < curves.size(); i++) {
              areas(curves.get(i), explainer + ON_SURROGATE, Localisation.flag(map, i));
            }
          });
    }
  }

  private InsertionDeletion.Setting setting(Subject subject, ExplainRequest request) {
    return new InsertionDeletion.Setting(
        request.height(),
        request.width(),
        subject.spec().channels(),
        InsertionDeletion.Setting.pixelsPerStep(request.height(), request.width(), wanted.steps()),
        Substrate.named("blur", teachersMean, request.height()),
        Substrate.named(wanted.substrate(), teachersMean, request.height()));
  }

  private void keep(String explainer, SaliencyMaps maps, List<InsertionDeletion.Curves> both) {
    for (int i = 0; i < both.size(); i++) {
      InsertionDeletion.Curves curve = both.get(i);
      areas(curve, explainer, Localisation.flag(maps, i));
      line(curve.id(), explainer, "insertion", curve.insertion());
      line(curve.id(), explainer, "deletion", curve.deletion());
    }
  }

  private void areas(InsertionDeletion.Curves curve, String subject, String flag) {
    curve.measured(subject, flag).stream()
        .filter(m -> wanted.measures().contains(m.metric()))
        .forEach(measured::add);
  }

  private void line(String example, String explainer, String measure, Curve curve) {
    StringJoiner line =
        new StringJoiner(",")
            .add(measure)
            .add(explainer)
            .add(Integer.toString(curve.scores().length));
    for (double score : curve.scores()) {
      line.add(Double.toString(score));
    }
    // The id comes last: it is the one field that may hold a comma.
    curves.add(line.add(example).toString());
  }

  private void localise(String explainer, SaliencyMaps maps) {
    for (int i = 0; i < examples.size(); i++) {
      byte[] mask = examples.get(i).masks().get(EVIDENCE);
      if (mask != null) {
        Localisation.of(maps.values().row(i), mask)
            .measured(explainer, examples.get(i).id())
            .stream()
            .filter(m -> wanted.measures().contains(m.metric()))
            .forEach(measured::add);
      }
    }
  }

  /** Compares what explainers say of this network and of its teacher, where both have maps. */
  private void compare(Subject subject, ExplainRequest request, Map<String, SaliencyMaps> maps) {
    if (maps.keySet().stream().allMatch(Explainers::isControl)) {
      return;
    }
    Array noise = noise(subject, request);
    Map<String, SaliencyMaps> teachers = id.isTeacher() ? maps : ofTeacher(request);
    Map<String, SaliencyMaps> ceilings =
        id.isTeacher()
            ? maps(subject, perturbed(request))
            : teachers; // a student's agreement asks for no ceiling
    maps.forEach(
        (name, map) -> {
          if (Explainers.isControl(name) || !ceilings.containsKey(name)) {
            return;
          }
          MapComparison comparison =
              new MapComparison(
                  name,
                  request.ids(),
                  teachers.get(name).values(),
                  ceilings.get(name).values(),
                  noise);
          measured.addAll(
              id.isTeacher()
                  ? comparison.ceilings()
                  : comparison.agreement(map.values(), seed.child("others")));
        });
  }

  private ExplainRequest perturbed(ExplainRequest request) {
    Array images = MapComparison.perturbed(request.ids(), request.images(), seed.child("ceiling"));
    return new ExplainRequest(request.ids(), images, request.classes());
  }

  private Map<String, SaliencyMaps> ofTeacher(ExplainRequest request) {
    try (Subject teacher = Subject.open(context, id.teacher(study))) {
      Map<String, SaliencyMaps> maps = maps(teacher, request);
      maps.putAll(brought(id.teacher(study), request));
      return maps;
    }
  }

  private Array noise(Subject subject, ExplainRequest request) {
    try (Explainer random = explainer("random", subject, request)) {
      return random.explain(request).values();
    }
  }
}
