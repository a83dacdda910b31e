package org.heirloom.study;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One experiment: what is compared with what, on which data, and what must hold.
 *
 * <p>Every key, its default and its meaning stand in {@code configs/reference.yaml}, which is also
 * where the defaults come from: a study file is laid over it, so every field here is set.
 */
public record Study(
    String name,
    long seed,
    Compute compute,
    Data data,
    Sample sample,
    Teach teach,
    Distill distill,
    Probe probe,
    Explain explain,
    Retain retain,
    List<Gate> gates) {

  public Study {
    gates = List.copyOf(gates);
  }

  /**
   * Settings of the machine that change results in the last bits, and therefore belong to every
   * key.
   */
  public record Compute(int threads, String precision) {}

  /** Where the examples come from. */
  public record Data(
      String source, int sizePixels, Generator generator, Folder folder, Jpeg jpeg) {}

  /**
   * The embedded generator of creatures with known parts, factors and masks.
   *
   * @param train of some factors, the range within which examples that may be trained on lie
   */
  public record Generator(
      int classes,
      int examples,
      String mode,
      Spurious spurious,
      double clutter,
      double occlusion,
      double noise,
      Map<String, List<Double>> train) {
    public Generator {
      Map<String, List<Double>> ranges = new TreeMap<>();
      train.forEach((factor, range) -> ranges.put(factor, List.copyOf(range)));
      train = Collections.unmodifiableMap(ranges);
    }
  }

  /** A cue that has nothing to do with the class but goes with it in training. */
  public record Spurious(String cue, double correlation) {}

  /**
   * A folder of images per class: {@code train/<class>/*.jpg}, {@code test/<class>/*.jpg}, or
   * {@code <class>/*.jpg}.
   */
  public record Folder(String path, String damaged, int maxPixels) {}

  /**
   * How many examples each role receives, and the fractions of the training role that students may
   * see.
   */
  public record Sample(
      int train,
      int selection,
      int test,
      int probe,
      int saliency,
      int minPerClass,
      String duplicates,
      List<Double> budgets) {
    public Sample {
      budgets = List.copyOf(budgets);
    }
  }

  /**
   * The teachers.
   *
   * @param model one that somebody brings, in place of training them
   * @param sameBudget whether there is a teacher per budget, who sees what its students see
   */
  public record Teach(
      Brought model,
      int replicates,
      double budget,
      boolean sameBudget,
      Network network,
      Training training) {}

  /**
   * A network by name of its architecture, with its width in channels of the first stage and the
   * way in which positions are pooled.
   */
  public record Network(String architecture, int width, String pooling) {

    /** Whether positions are held against prototypes. */
    public boolean prototypes() {
      return pooling.equals(Pooling.PROTOTYPES.text());
    }

    /** Whether it is a bag of features: logits of small patches, pooled. */
    public boolean bagOfFeatures() {
      return !prototypes()
          && ArchitectureFamily.member(architecture)
              .filter(member -> member.family() == ArchitectureFamily.BAGNET)
              .isPresent();
    }
  }

  /** How a network is trained. */
  public record Training(
      int samples,
      int batchSize,
      String optimizer,
      double learningRate,
      double momentum,
      double weightDecay,
      String schedule,
      double warmup,
      int cropPixels,
      boolean flip,
      Jpeg.Augmentation jpeg) {}

  /**
   * The students: each method and each control, per replicate and budget.
   *
   * @param brought students that are not trained here; each is one network
   */
  public record Distill(
      int replicates,
      Network network,
      Training training,
      List<Method> methods,
      List<String> controls,
      List<Student> brought) {
    private static final String SECOND_TEACHER = "second-teacher";

    public Distill {
      methods = List.copyOf(methods);
      controls = List.copyOf(controls);
      brought = List.copyOf(brought);
    }

    /** Names of the students that may have inherited something: of methods, then those brought. */
    public List<String> heirs() {
      return Stream.concat(methods.stream().map(Method::name), brought.stream().map(Student::name))
          .toList();
    }

    /** Whether any student is trained here. */
    public boolean trains() {
      return !methods.isEmpty()
          || controls.stream().anyMatch(control -> !control.equals(SECOND_TEACHER));
    }

    /** The student that is brought under a name. */
    public Optional<Student> student(String name) {
      return brought.stream().filter(student -> student.name().equals(name)).findFirst();
    }

    /** The same, with other students brought. */
    public Distill with(List<Student> others) {
      return new Distill(replicates, network, training, methods, controls, others);
    }
  }

  /** A student that somebody else trained, used as a black box. */
  public record Student(String name, Brought model) {}

  /**
   * One way to distil: {@code labelWeight} × cross-entropy with labels + the weighted objectives.
   *
   * @param unlabelled whether students also see the images of the training role beyond their
   *     budget, without labels; left out: they do not
   */
  public record Method(
      String name,
      double labelWeight,
      @MayBeLeftOut boolean unlabelled,
      List<Objective> objectives) {
    public Method {
      objectives = List.copyOf(objectives);
    }
  }

  /**
   * One term of a method's loss.
   *
   * @param settings all that this objective takes, by name: numbers, true or false, lists of text
   */
  public record Objective(String name, @Rest Map<String, Object> settings) {
    private static final String NAME = "name";

    public Objective {
      settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** Reads what {@link #flat} writes. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Objective of(Map<String, Object> flat) {
      Map<String, Object> settings = new LinkedHashMap<>(flat);
      return new Objective((String) settings.remove(NAME), settings);
    }

    /** The name and the settings side by side, as a study file says them. */
    @JsonValue
    Map<String, Object> flat() {
      Map<String, Object> flat = new LinkedHashMap<>();
      flat.put(NAME, name);
      flat.putAll(settings);
      return flat;
    }

    /** A setting that is a number. */
    public double number(String setting) {
      return (Double) settings.get(setting);
    }

    /** A setting that is a whole number. */
    public int whole(String setting) {
      return (int) number(setting);
    }

    /** A setting that is true or false. */
    public boolean flag(String setting) {
      return (Boolean) settings.get(setting);
    }

    /** The layers it looks at: {@code name}, or {@code student:teacher}. */
    public List<String> layers() {
      return ((List<?>) settings.get("layers")).stream().map(String.class::cast).toList();
    }
  }

  /** The probes. */
  public record Probe(
      Tcav tcav,
      LinearReading linear,
      Cka cka,
      Rsa rsa,
      UnitProbes.Units units,
      UnitProbes.Dissection dissection,
      UnitProbes.Causal causal,
      UnitProbes.Pdm pdm,
      UnitProbes.Codes codes,
      UnitProbes.Shortcuts shortcuts,
      InformationProbes.Information information,
      InformationProbes.Generalisation generalisation,
      InformationProbes.ReverseCorrelation reverseCorrelation) {}

  /**
   * Concept activation vectors.
   *
   * @param relative concepts that are tested against others in place of random images
   * @param layers names, or {@code all} alone for every one
   */
  public record Tcav(
      boolean enabled,
      List<String> concepts,
      List<RelativeConcept> relative,
      String folder,
      List<String> layers,
      String classifier,
      String representation,
      String mode,
      int conceptExamples,
      int randomSets,
      int pseudoConcepts,
      int classExamples,
      double ridge,
      double minStability) {
    public Tcav {
      concepts = List.copyOf(concepts);
      relative = List.copyOf(relative);
      layers = List.copyOf(layers);
    }
  }

  /** Similarity of representations. */
  public record Cka(boolean enabled, List<String> layers, int batchSize) {
    public Cka {
      layers = List.copyOf(layers);
    }
  }

  /** Representational similarity analysis on a subsample of the probe role. */
  public record Rsa(
      boolean enabled, List<String> layers, int examples, int permutations, String dissimilarity) {
    public Rsa {
      layers = List.copyOf(layers);
    }
  }

  /** Saliency maps and how they are judged. */
  public record Explain(
      List<String> explainers,
      List<BroughtMaps> brought,
      ExplainerSettings settings,
      String layer,
      List<String> measures,
      int steps,
      String substrate,
      int batchSize,
      JudgingSettings judging,
      RobustnessSettings robustness,
      PrototypeSettings prototypes,
      LocalSettings local) {
    public Explain {
      explainers = List.copyOf(explainers);
      brought = List.copyOf(brought);
      measures = List.copyOf(measures);
    }

    /** All whose maps are judged: explainers, then maps that are brought. */
    public List<String> names() {
      List<String> names = new ArrayList<>(explainers);
      brought.forEach(maps -> names.add(maps.name()));
      return Collections.unmodifiableList(names);
    }

    /** The same with other maps that are brought. */
    public Explain with(List<BroughtMaps> others) {
      return new Explain(
          explainers,
          others,
          settings,
          layer,
          measures,
          steps,
          substrate,
          batchSize,
          judging,
          robustness,
          prototypes,
          local);
    }
  }

  /**
   * Maps that somebody brings.
   *
   * @param name in place of an explainer's
   * @param path of the folder that holds them, relative to the study file
   */
  public record BroughtMaps(String name, String path) {}

  /** What counts as retained: the margin δ of each metric's gap. */
  public record Retain(double confidence, Map<String, Double> margins) {
    public Retain {
      // Sorted, because the order of Map.copyOf differs from one run of Java to the next.
      margins = Collections.unmodifiableMap(new TreeMap<>(margins));
    }
  }

  /**
   * A condition on an interval bound of the scorecard that must hold.
   *
   * @param metric a scorecard metric, for example {@code accuracy-gap}
   * @param arm the student's method or control
   * @param subject as in the scorecard, or empty for the only one
   * @param bound {@code lower} or {@code upper}
   * @param atLeast the bound must be at least this, or null
   * @param atMost the bound must be at most this, or null
   */
  public record Gate(
      String metric,
      String arm,
      @MayBeLeftOut String subject,
      String bound,
      @MayBeLeftOut Double atLeast,
      @MayBeLeftOut Double atMost) {}
}
