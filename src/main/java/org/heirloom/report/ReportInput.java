package org.heirloom.report;

import java.util.List;
import org.heirloom.image.Pixels;
import org.heirloom.retain.Scorecard;
import org.heirloom.study.Study;

/**
 * All that a report shows, as plain data. Every list may be empty; the page then says that there is
 * nothing to show.
 *
 * @param scorecard the result
 * @param arms the teacher first, then methods, then controls: the order of columns and colours
 * @param gates conditions that the study declares
 * @param pictures what is drawn beside the numbers
 * @param sampling what the data were
 * @param provenance what made the result, and how to make it again
 */
public record ReportInput(
    Scorecard scorecard,
    List<Arm> arms,
    List<Study.Gate> gates,
    Pictures pictures,
    Sampling sampling,
    Provenance provenance) {

  public ReportInput {
    arms = List.copyOf(arms);
    gates = List.copyOf(gates);
  }

  /** What an arm is for. */
  public enum Kind {
    TEACHER,
    METHOD,
    CONTROL
  }

  /**
   * One who was measured.
   *
   * @param name as in the scorecard and the rows
   * @param meaning how it was made, in a few words
   * @param architecture for example {@code resnet-8, width 16}
   * @param parameters number of trained values; 0 if unknown
   * @param multiplyAdds multiplications, each with its addition, for one image; 0 if unknown
   * @param bytes size of its weights
   */
  public record Arm(
      String name,
      Kind kind,
      String meaning,
      String architecture,
      long parameters,
      long multiplyAdds,
      long bytes) {}

  /** Everything that is drawn. */
  public record Pictures(
      Gallery gallery,
      List<Curve> curves,
      List<Similarity> similarities,
      List<Concept> concepts,
      Dissection dissection,
      List<ConceptMap> conceptMaps,
      List<History> histories,
      UnitFindings units,
      InformationInput information,
      Trust trust,
      PrototypeFindings prototypes,
      Locals locals) {
    public Pictures {
      curves = List.copyOf(curves);
      similarities = List.copyOf(similarities);
      concepts = List.copyOf(concepts);
      conceptMaps = List.copyOf(conceptMaps);
      histories = List.copyOf(histories);
    }

    /** Nothing to draw. */
    public static Pictures none() {
      return new Pictures(
          new Gallery(List.of(), List.of(), List.of()),
          List.of(),
          List.of(),
          List.of(),
          Dissection.none(),
          List.of(),
          List.of(),
          UnitFindings.none(),
          InformationInput.none(),
          Trust.none(),
          PrototypeFindings.none(),
          Locals.none());
    }
  }

  /**
   * Examples with their maps.
   *
   * @param classes class names by label
   * @param explainers in the order of the switch
   * @param items any number; the page shows at most {@link GallerySection#MOST}, spread over
   *     classes
   */
  public record Gallery(List<String> classes, List<Explainer> explainers, List<Item> items) {
    public Gallery {
      classes = List.copyOf(classes);
      explainers = List.copyOf(explainers);
      items = List.copyOf(items);
    }
  }

  /**
   * A way to make maps.
   *
   * @param control whether it looks at no model at all, such as {@code random} and {@code edge}
   * @param meaning in a few words
   */
  public record Explainer(String name, boolean control, String meaning) {}

  /**
   * One explained example.
   *
   * @param label index of its true class
   * @param evidence one byte a pixel, 0 or 1, row-major: where the truth lies; empty if unknown
   */
  public record Item(
      String id,
      int label,
      Pixels image,
      byte[] evidence,
      List<Prediction> predictions,
      List<SaliencyMap> maps) {
    public Item {
      predictions = List.copyOf(predictions);
      maps = List.copyOf(maps);
    }
  }

  /**
   * What an arm's first replicate takes an example for.
   *
   * @param label index of the class
   * @param probability of that class, in [0, 1]
   */
  public record Prediction(String arm, int label, double probability) {}

  /**
   * Where an arm's first replicate looked.
   *
   * @param values {@code [height * width]}, row-major, of the image's size; only positive parts are
   *     shown
   */
  public record SaliencyMap(String arm, String explainer, float[] values) {}

  /**
   * A mean insertion or deletion curve.
   *
   * @param measure {@code insertion} or {@code deletion}
   * @param points from the fraction 0 of changed pixels to 1
   * @param examples how many examples were averaged, and {@code replicates} how many models
   */
  public record Curve(
      String measure,
      String arm,
      String explainer,
      List<Point> points,
      int examples,
      int replicates) {
    public Curve {
      points = List.copyOf(points);
    }
  }

  /** A point of a curve with its interval; bounds are NaN where there is none. */
  public record Point(double x, double mean, double low, double high) {}

  /**
   * CKA of every layer of the teacher with every layer of an arm, the mean over replicates.
   *
   * @param values by teacher layer, then by layer of the arm; NaN where undefined
   */
  public record Similarity(
      String arm,
      double budget,
      List<String> teacherLayers,
      List<String> layers,
      List<List<Double>> values) {
    public Similarity {
      teacherLayers = List.copyOf(teacherLayers);
      layers = List.copyOf(layers);
      values = values.stream().map(List::copyOf).toList();
    }
  }

  /**
   * TCAV of one concept on one class, layer and arm.
   *
   * @param score with its interval, in [0, 1]; 0.5 says nothing
   * @param p from the pseudo-concept null, corrected over cells
   * @param usable whether the concept's vector can be believed at all
   * @param reason why not, or empty
   */
  public record Concept(
      String concept,
      String className,
      String layer,
      String arm,
      Scorecard.Estimate score,
      double p,
      boolean significant,
      boolean usable,
      String reason) {}

  /**
   * What single units see.
   *
   * @param layers of each arm's first replicate
   * @param matches of all concepts with all arms
   */
  public record Dissection(List<Dissected> layers, List<ConceptMatch> matches) {
    public Dissection {
      layers = List.copyOf(layers);
      matches = List.copyOf(matches);
    }

    /** Nothing was dissected. */
    public static Dissection none() {
      return new Dissection(List.of(), List.of());
    }
  }

  /**
   * A layer whose units were dissected.
   *
   * @param quantile share of positions at which a unit counts as active
   * @param threshold above which a unit is a detector
   * @param nullIou what units reach with other images' masks; NaN without a null
   * @param detectors how many units are
   * @param aboveNull how many units are above the null
   * @param concepts how many concepts have a detector
   * @param shown some detectors, each of another concept
   */
  public record Dissected(
      String arm,
      String layer,
      double quantile,
      double threshold,
      double nullIou,
      int units,
      int detectors,
      int aboveNull,
      int concepts,
      List<SeenUnit> shown) {
    public Dissected {
      shown = List.copyOf(shown);
    }
  }

  /** A unit with the concept that it marks, and images on which it is most active. */
  public record SeenUnit(int unit, String concept, double iou, List<ActiveArea> areas) {
    public SeenUnit {
      areas = List.copyOf(areas);
    }
  }

  /**
   * Where a unit is active.
   *
   * @param id of the example
   * @param mask one byte a pixel, 0 or 1, row-major
   */
  public record ActiveArea(String id, Pixels image, byte[] mask) {}

  /**
   * The best match of any unit of a layer with a concept.
   *
   * @param iou mean over replicates
   * @param detecting in how many networks a unit detects it, {@code networks} of them in all
   */
  public record ConceptMatch(
      String arm,
      String layer,
      String concept,
      Scorecard.Estimate iou,
      int detecting,
      int networks) {

    /** Whether at least half of the networks have a detector. */
    public boolean isDetected() {
      return 2 * detecting >= networks;
    }
  }

  /**
   * Concepts by layers of one arm, the mean over its networks.
   *
   * @param values by concept, then by layer; NaN where undefined. Of {@code USED}: share of classes
   *     that depend on the concept; of {@code READ}: accuracy of a linear classifier above that on
   *     its control task
   */
  public record ConceptMap(
      Asked asked,
      String arm,
      List<String> concepts,
      List<String> layers,
      List<List<Double>> values) {
    public ConceptMap {
      concepts = List.copyOf(concepts);
      layers = List.copyOf(layers);
      values = values.stream().map(List::copyOf).toList();
    }

    /** What a table tells. */
    public enum Asked {
      /** On which concepts classes depend. */
      USED,
      /** Which concepts can be read off a layer. */
      READ
    }
  }

  /**
   * How one model was trained.
   *
   * @param epochs in order; empty for untrained models
   * @param selected the epoch that was chosen on the selection role
   */
  public record History(
      String arm, int replicate, double budget, List<Epoch> epochs, int selected) {
    public History {
      epochs = List.copyOf(epochs);
    }
  }

  /** One epoch, counted from 1; accuracy is on the selection role. */
  public record Epoch(int epoch, double loss, double learningRate, double accuracy) {}

  /**
   * What the data were.
   *
   * @param source dataset in words
   * @param roles examples per role
   * @param shortfalls strata that had too few examples, one sentence each
   * @param duplicates equal images in two roles, one sentence each
   * @param skipped damaged files that were left out, with reasons
   */
  public record Sampling(
      String source,
      List<Role> roles,
      List<String> shortfalls,
      List<String> duplicates,
      List<Named> skipped) {
    public Sampling {
      roles = List.copyOf(roles);
      shortfalls = List.copyOf(shortfalls);
      duplicates = List.copyOf(duplicates);
      skipped = List.copyOf(skipped);
    }
  }

  /** A role's number of examples, asked for and found, and what the role is for. */
  public record Role(String name, int asked, int found, String purpose) {}

  /** A name with a value. */
  public record Named(String name, String value) {}

  /**
   * What made the result.
   *
   * @param facts code version, CPU, natives, threads, precision, …
   * @param keys content key of every stage
   * @param commands lines that make the result again
   * @param study the effective study file
   */
  public record Provenance(
      List<Named> facts, List<Named> keys, List<String> commands, String study) {
    public Provenance {
      facts = List.copyOf(facts);
      keys = List.copyOf(keys);
      commands = List.copyOf(commands);
    }
  }
}
