package org.heirloom.report;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.image.Pixels;
import org.heirloom.report.ReportInput.ActiveArea;
import org.heirloom.report.ReportInput.Concept;
import org.heirloom.report.ReportInput.ConceptMap;
import org.heirloom.report.ReportInput.ConceptMatch;
import org.heirloom.report.ReportInput.Curve;
import org.heirloom.report.ReportInput.Dissected;
import org.heirloom.report.ReportInput.Dissection;
import org.heirloom.report.ReportInput.Epoch;
import org.heirloom.report.ReportInput.Explainer;
import org.heirloom.report.ReportInput.Gallery;
import org.heirloom.report.ReportInput.History;
import org.heirloom.report.ReportInput.Item;
import org.heirloom.report.ReportInput.Pictures;
import org.heirloom.report.ReportInput.Point;
import org.heirloom.report.ReportInput.Prediction;
import org.heirloom.report.ReportInput.SaliencyMap;
import org.heirloom.report.ReportInput.SeenUnit;
import org.heirloom.report.ReportInput.Similarity;
import org.heirloom.retain.Scorecard.Estimate;

/** Made-up pictures with the shape and size of real ones. */
final class FakePictures {
  static final List<String> ARMS = List.of("teacher", "distilled", "label-only", "untrained");
  private static final List<String> LAYERS = List.of("stage1", "stage2", "stage3");
  private static final List<String> UNIT_CONCEPTS =
      List.of(
          "part/eyes",
          "part/body",
          "eyes/round",
          "colour/red",
          "background/stripes",
          "texture/dots",
          "hue/blue",
          "part/mouth",
          "mouth/teeth",
          "colour/black",
          "ears/long",
          "object/a-very-long-name-of-a-thing",
          "colour/white",
          "head/round");
  private static final int SIDE = 32;

  private final RandomStream random = new Seed(11).stream();

  private FakePictures() {}

  static Pictures pictures() {
    FakePictures fake = new FakePictures();
    return new Pictures(
        fake.gallery(24),
        fake.curves(),
        fake.similarities(),
        fake.concepts(),
        fake.dissection(),
        fake.conceptMaps(),
        fake.histories(),
        units(),
        FakeInformation.of(ARMS),
        FakeTrust.trust(),
        fake.prototypes(),
        FakeLocals.locals());
  }

  private PrototypeFindings prototypes() {
    byte[] box = new byte[SIDE * SIDE];
    java.util.Arrays.fill(box, 4 * SIDE, 8 * SIDE, (byte) 1);
    List<PrototypeFindings.Patch> patches = new ArrayList<>();
    for (int number = 0; number < 5; number++) {
      byte[] bytes = new byte[SIDE * SIDE * 3];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) random.nextInt(256);
      }
      patches.add(new PrototypeFindings.Patch(number, 1.25, new Pixels(SIDE, SIDE, 3, bytes), box));
    }
    List<PrototypeFindings.OfClass> classes =
        List.of(
            new PrototypeFindings.OfClass("round", false, patches),
            new PrototypeFindings.OfClass("square", true, patches));
    return new PrototypeFindings(
        List.of(
            new PrototypeFindings.Gallery("teacher", 17, SIDE, classes),
            new PrototypeFindings.Gallery("distilled", 47, SIDE, classes.subList(0, 1))),
        List.of(
            new PrototypeFindings.Line("prototype-moved", "", "teacher", .75, .7, .8, 64),
            new PrototypeFindings.Line("prototype-moved", "", "distilled", .5, .4, .6, 64),
            new PrototypeFindings.Line(
                "prototype-answer-kept", "move", "distilled", .9, .8, 1, 64)));
  }

  static UnitFindings units() {
    List<UnitFindings.Ablation> ablations = new ArrayList<>();
    List<UnitFindings.Shortcut> shortcuts = new ArrayList<>();
    for (String arm : ARMS) {
      ablations.add(
          new UnitFindings.Ablation(
              "stage3",
              arm,
              List.of(new UnitFindings.Step(1, 0.11, 0.01), new UnitFindings.Step(4, 0.32, 0.04))));
      shortcuts.add(new UnitFindings.Shortcut(arm, 0.98, 0.66, 0.75, 0.67, 0.74, 0.55));
    }
    return new UnitFindings(
        ablations,
        shortcuts,
        List.of(
            new UnitFindings.Labels(
                "stage3",
                "teacher",
                64,
                61,
                List.of(
                    new ReportInput.Named("eyes/round", "9"),
                    new ReportInput.Named("texture/dots", "7")))),
        List.of(
            new UnitFindings.Formula(
                "stage3", "teacher", 7, "part/eyes AND NOT eyes/bar", 0.31, 0.22)),
        List.of(new UnitFindings.Code("stage3", "teacher", "eyes/round", 0.4, 0.21, 6)));
  }

  Gallery gallery(int count) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(item(i));
    }
    return new Gallery(
        FakeScores.CLASSES,
        List.of(
            new Explainer(
                "grad-cam", false, "where the last stage’s features argue for the answer"),
            new Explainer("random", true, "a random order of pixels"),
            new Explainer("edge", true, "the strength of edges in the image")),
        items);
  }

  private Item item(int index) {
    int label = index % FakeScores.CLASSES.size();
    double row = random.nextDouble(10, 22);
    double column = random.nextDouble(10, 22);
    byte[] bytes = new byte[SIDE * SIDE * 3];
    byte[] mask = new byte[SIDE * SIDE];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double r = Math.hypot((y - row) / 1.2, x - column);
        boolean body = r < 8;
        mask[y * SIDE + x] = (byte) (r < 4.5 ? 1 : 0);
        for (int c = 0; c < 3; c++) {
          double paint =
              body
                  ? 90 + 60 * ((c + label) % 3) + ((x + y) / 2 % 2) * 40 * (label % 2)
                  : 120 + 2 * y + 10 * c;
          bytes[(y * SIDE + x) * 3 + c] =
              (byte) Math.max(0, Math.min(255, paint + 12 * random.nextGaussian()));
        }
      }
    }
    List<SaliencyMap> maps = new ArrayList<>();
    List<Prediction> predictions = new ArrayList<>();
    for (int arm = 0; arm < ARMS.size(); arm++) {
      maps.add(new SaliencyMap(ARMS.get(arm), "grad-cam", blob(row, column, arm, index)));
      maps.add(new SaliencyMap(ARMS.get(arm), "random", noise()));
      maps.add(new SaliencyMap(ARMS.get(arm), "edge", blob(row + 6, column - 4, 0, index)));
      boolean wrong = arm == 3 || (arm == 2 && index % 5 == 0) || (arm == 1 && index % 7 == 3);
      int answer = wrong ? (label + 2) % 6 : label;
      predictions.add(new Prediction(ARMS.get(arm), answer, 0.9));
    }
    return new Item(
        "creature-%05d".formatted(17 * index),
        label,
        new Pixels(SIDE, SIDE, 3, bytes),
        mask,
        predictions,
        maps);
  }

  private float[] blob(double row, double column, int arm, int index) {
    double shift = new double[] {0, 1.5, 4, 11}[arm] * (index % 2 == 0 ? 1 : -1);
    float[] map = new float[SIDE * SIDE];
    if (arm == 3 && index % 4 == 0) {
      return map; // a constant map, as Grad-CAM of an untrained network gives
    }
    double size = 18 + 12 * arm;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double distance = Math.hypot(y - row - shift, x - column + shift / 2);
        map[y * SIDE + x] = (float) Math.exp(-distance * distance / size);
      }
    }
    return map;
  }

  private float[] noise() {
    float[] map = new float[SIDE * SIDE];
    for (int i = 0; i < map.length; i++) {
      map[i] = (float) random.nextDouble();
    }
    return map;
  }

  private List<Curve> curves() {
    List<Curve> curves = new ArrayList<>();
    for (String measure : List.of("insertion", "deletion")) {
      for (String explainer : List.of("grad-cam", "random", "edge")) {
        for (int arm = 0; arm < ARMS.size(); arm++) {
          double speed = (explainer.equals("grad-cam") ? 5 : explainer.equals("edge") ? 2.6 : 1.4);
          curves.add(
              new Curve(
                  measure,
                  ARMS.get(arm),
                  explainer,
                  points(measure, speed - 0.8 * arm, arm == 3 ? 0.19 : 0.95),
                  64,
                  arm == 0 ? 1 : 3));
        }
      }
    }
    return curves;
  }

  private static List<Point> points(String measure, double speed, double top) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i <= 32; i++) {
      double x = i / 32.0;
      double rise =
          0.16
              + (top - 0.16)
                  * (1 - Math.exp(-Math.max(0.5, speed) * x))
                  / (1 - Math.exp(-Math.max(0.5, speed)));
      double mean = measure.equals("insertion") ? rise : 0.16 + top - rise;
      double half = 0.05 * Math.sin(Math.PI * x) + 0.01;
      points.add(new Point(x, mean, Math.max(0, mean - half), Math.min(1, mean + half)));
    }
    return points;
  }

  private List<Similarity> similarities() {
    List<Similarity> all = new ArrayList<>();
    for (int arm = 1; arm < ARMS.size(); arm++) {
      List<List<Double>> values = new ArrayList<>();
      for (int t = 0; t < 3; t++) {
        List<Double> row = new ArrayList<>();
        for (int s = 0; s < 3; s++) {
          row.add(
              Math.max(-0.01, 0.95 - 0.22 * Math.abs(t - s) - 0.12 * (arm - 1) * (t + s) * 0.8));
        }
        values.add(row);
      }
      all.add(new Similarity(ARMS.get(arm), 1.0, LAYERS, LAYERS, values));
    }
    return all;
  }

  private List<Concept> concepts() {
    List<Concept> all = new ArrayList<>();
    for (int c = 0; c < FakeScores.CONCEPTS.size(); c++) {
      for (int k = 0; k < FakeScores.CLASSES.size(); k++) {
        for (int arm = 0; arm < ARMS.size(); arm++) {
          boolean shows = c < 2 && FakeScores.CLASSES.get(k).startsWith(c == 0 ? "stripe" : "dot");
          double score = shows ? 0.97 - 0.07 * arm : 0.5 + random.nextDouble(-0.18, 0.12);
          boolean usable = arm != 3 || k % 3 != 0;
          all.add(
              new Concept(
                  FakeScores.CONCEPTS.get(c),
                  FakeScores.CLASSES.get(k),
                  "stage3",
                  ARMS.get(arm),
                  new Estimate(score, Math.max(0, score - 0.08), Math.min(1, score + 0.08)),
                  shows && arm < 3 ? 0.025 : 0.4,
                  shows && arm < 3,
                  usable,
                  usable ? "" : "held-out accuracy 0.52 is chance"));
        }
      }
    }
    return all;
  }

  private Dissection dissection() {
    List<Dissected> layers = new ArrayList<>();
    List<ConceptMatch> matches = new ArrayList<>();
    for (int arm = 0; arm < ARMS.size(); arm++) {
      List<SeenUnit> units = new ArrayList<>();
      for (int u = 0; u < 6; u++) {
        List<ActiveArea> areas = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          Item item = item(4 * u + i);
          areas.add(new ActiveArea(item.id(), item.image(), item.evidence()));
        }
        units.add(new SeenUnit(7 * u + arm, UNIT_CONCEPTS.get(u), 0.3 - 0.04 * u, areas));
      }
      layers.add(
          new Dissected(
              ARMS.get(arm), "stage3", 0.043, 0.04, 0.031, 64, 20 - 4 * arm, 30 - arm, 6, units));
      for (int c = 0; c < UNIT_CONCEPTS.size(); c++) {
        double iou = Math.max(0.005, 0.3 - 0.02 * c - 0.05 * arm * (c % 3));
        matches.add(
            new ConceptMatch(
                ARMS.get(arm),
                "stage3",
                UNIT_CONCEPTS.get(c),
                new Estimate(iou, Math.max(0, iou - 0.02), iou + 0.02),
                iou > 0.2 ? 3 : c % 3,
                3));
      }
    }
    return new Dissection(layers, matches);
  }

  private List<ConceptMap> conceptMaps() {
    List<ConceptMap> all = new ArrayList<>();
    for (ConceptMap.Asked asked : ConceptMap.Asked.values()) {
      for (int arm = 0; arm < ARMS.size(); arm++) {
        List<List<Double>> values = new ArrayList<>();
        for (int c = 0; c < FakeScores.CONCEPTS.size(); c++) {
          double shown = (c + 1.0) / FakeScores.CONCEPTS.size() / (1 + arm);
          double read = asked == ConceptMap.Asked.READ ? shown / 2 : shown;
          values.add(List.of(read / 4, read / 2, c == 1 && arm == 3 ? Double.NaN : read));
        }
        all.add(new ConceptMap(asked, ARMS.get(arm), FakeScores.CONCEPTS, LAYERS, values));
      }
    }
    return all;
  }

  private List<History> histories() {
    List<History> all = new ArrayList<>();
    all.add(history("teacher", 0, 0.965));
    for (int replicate = 0; replicate < 3; replicate++) {
      all.add(history("distilled", replicate, 0.95));
      all.add(history("label-only", replicate, 0.925));
    }
    all.add(new History("untrained", 0, 1.0, List.of(), 0));
    return all;
  }

  private History history(String arm, int replicate, double best) {
    List<Epoch> epochs = new ArrayList<>();
    for (int e = 1; e <= 12; e++) {
      double rate = 0.05 * (1 + Math.cos(Math.PI * e / 12));
      double loss = 1.9 * Math.exp(-0.3 * e) + 0.12 + 0.03 * random.nextDouble();
      double accuracy = best - 0.6 * Math.exp(-0.45 * e) + 0.01 * random.nextGaussian();
      epochs.add(new Epoch(e, loss, rate, accuracy));
    }
    return new History(arm, replicate, 1.0, epochs, 11);
  }
}
