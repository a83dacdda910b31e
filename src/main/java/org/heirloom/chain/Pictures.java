package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heirloom.data.Example;
import org.heirloom.data.SampleEntry;
import org.heirloom.explain.Explainers;
import org.heirloom.metrics.Rows;
import org.heirloom.model.Array;
import org.heirloom.model.History;
import org.heirloom.model.Npy;
import org.heirloom.report.ReportInput;
import org.heirloom.retain.Scorecard;
import org.heirloom.stage.StageContext;
import org.heirloom.stats.CrossedMean;
import org.heirloom.stats.Interval;
import org.heirloom.stats.Logits;
import org.heirloom.study.Study;

/** Gathers what the report draws. */
final class Pictures {
  /** Of maps that are brought. */
  private static final String BROUGHT = "maps that were made elsewhere";

  private final StageContext context;
  private final Study study;
  private final List<ModelId> models;
  private final List<List<SampleEntry>> batches;

  Pictures(StageContext context) {
    this.context = context;
    this.study = context.study();
    this.models = ModelId.ofLargestBudgets(study);
    this.batches = ExplainStage.batches(context);
  }

  ReportInput.Pictures all() {
    return new ReportInput.Pictures(
        gallery(),
        curves(),
        similarities(),
        concepts(),
        new DissectionPictures(context, models).all(),
        ConceptTables.of(context),
        histories(),
        new UnitPictures(context).all(),
        new InformationPictures(context).all(),
        new Trusting(context).all(),
        new PrototypePictures(context, models).all(),
        new LocalPictures(context, shown(), batches).all());
  }

  /** The networks whose maps are shown: the first of each arm at the largest budget. */
  private List<ModelId> shown() {
    return models.stream().filter(m -> m.replicate() == 0).toList();
  }

  private ReportInput.Gallery gallery() {
    List<ReportInput.Explainer> explainers = new ArrayList<>();
    study
        .explain()
        .names()
        .forEach(
            name ->
                explainers.add(
                    new ReportInput.Explainer(
                        name,
                        Explainers.isControl(name),
                        Explainers.meanings().getOrDefault(name, BROUGHT))));
    List<ReportInput.Item> items = new ArrayList<>();
    Roles roles = new Roles(context);
    for (int batch = 0; batch < batches.size(); batch++) {
      List<Example> examples = new ArrayList<>();
      roles.read(batches.get(batch), examples::add);
      items.addAll(items(batch, examples));
    }
    return new ReportInput.Gallery(roles.classes(), explainers, items);
  }

  private List<ReportInput.Item> items(int batch, List<Example> examples) {
    Map<ModelId, Array> logits = new LinkedHashMap<>();
    Map<ModelId, Map<String, Array>> maps = new LinkedHashMap<>();
    for (ModelId model : shown()) {
      Path folder = context.input("explain", ExplainStage.unit(model, batch));
      logits.put(model, Npy.read(folder.resolve(Explaining.LOGITS)));
      Map<String, Array> byExplainer = new LinkedHashMap<>();
      for (String name : study.explain().names()) {
        Path file = folder.resolve(Explaining.mapsFile(name));
        if (java.nio.file.Files.exists(file)) {
          byExplainer.put(name, Npy.read(file));
        }
      }
      maps.put(model, byExplainer);
    }
    List<ReportInput.Item> items = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      int index = i;
      List<ReportInput.Prediction> predictions = new ArrayList<>();
      logits.forEach((model, z) -> predictions.add(prediction(model.arm(), z.rowAsDoubles(index))));
      List<ReportInput.SaliencyMap> drawn = new ArrayList<>();
      maps.forEach(
          (model, byExplainer) ->
              byExplainer.forEach(
                  (name, all) ->
                      drawn.add(new ReportInput.SaliencyMap(model.arm(), name, all.row(index)))));
      Example example = examples.get(i);
      items.add(
          new ReportInput.Item(
              example.id(),
              example.label(),
              example.pixels(),
              example.masks().getOrDefault(Explaining.EVIDENCE, new byte[0]),
              predictions,
              drawn));
    }
    return items;
  }

  private static ReportInput.Prediction prediction(String arm, double[] logits) {
    int best = Logits.argMax(logits);
    return new ReportInput.Prediction(arm, best, Logits.softmax(logits)[best]);
  }

  /** Mean curves of each arm at the largest budget, with intervals over replicates and examples. */
  private List<ReportInput.Curve> curves() {
    List<ReportInput.Curve> curves = new ArrayList<>();
    Map<String, List<ModelId>> arms = new LinkedHashMap<>();
    for (ModelId model : models) {
      arms.computeIfAbsent(model.arm(), a -> new ArrayList<>()).add(model);
    }
    arms.forEach(
        (arm, replicates) -> {
          Map<String, List<List<double[]>>> byMeasure = new TreeMap<>();
          replicates.forEach(
              model ->
                  scores(model)
                      .forEach(
                          (name, rows) ->
                              byMeasure.computeIfAbsent(name, n -> new ArrayList<>()).add(rows)));
          byMeasure.forEach((name, tables) -> curves.add(curve(arm, name, tables)));
        });
    return curves;
  }

  /** Curves by {@code measure,explainer}: one row of scores per example. */
  private Map<String, List<double[]>> scores(ModelId model) {
    Map<String, List<double[]>> scores = new TreeMap<>();
    for (int batch = 0; batch < batches.size(); batch++) {
      Path file =
          context.input("explain", ExplainStage.unit(model, batch)).resolve(Explaining.CURVES);
      for (String line : Files.lines(file)) {
        if (line.isEmpty()) {
          continue;
        }
        String[] fields = line.split(",", 4);
        int points = Integer.parseInt(fields[2]);
        String[] rest = fields[3].split(",", points + 1);
        double[] row = new double[points];
        for (int i = 0; i < points; i++) {
          row[i] = Double.parseDouble(rest[i]);
        }
        scores.computeIfAbsent(fields[0] + "," + fields[1], n -> new ArrayList<>()).add(row);
      }
    }
    return scores;
  }

  private ReportInput.Curve curve(String arm, String name, List<List<double[]>> tables) {
    String[] names = name.split(",", 2);
    int examples = tables.get(0).size();
    int points = tables.get(0).get(0).length;
    List<ReportInput.Point> drawn = new ArrayList<>();
    for (int p = 0; p < points; p++) {
      double[][] table = new double[tables.size()][examples];
      for (int r = 0; r < tables.size(); r++) {
        for (int e = 0; e < examples; e++) {
          table[r][e] = tables.get(r).get(e)[p];
        }
      }
      Interval interval =
          CrossedMean.of(table).interval(study.retain().confidence()).clippedTo(0, 1);
      drawn.add(
          new ReportInput.Point(
              (double) p / (points - 1), interval.value(), interval.low(), interval.high()));
    }
    return new ReportInput.Curve(names[0], arm, names[1], drawn, examples, tables.size());
  }

  /** Mean over replicates of the similarity of every pair of layers. */
  private List<ReportInput.Similarity> similarities() {
    Map<String, Map<String, double[]>> sums = new LinkedHashMap<>();
    Rows.read(
        context.input("retain", RetainStage.UNIT).resolve(RetainStage.ROWS),
        row -> {
          if (row.metric().equals("cka")) {
            double[] sum =
                sums.computeIfAbsent(row.arm() + "@" + row.budget(), a -> new TreeMap<>())
                    .computeIfAbsent(row.subject(), s -> new double[2]);
            sum[0] += row.value();
            sum[1]++;
          }
        });
    List<String> layers = study.probe().cka().layers();
    List<ReportInput.Similarity> similarities = new ArrayList<>();
    sums.forEach(
        (arm, bySubject) -> {
          List<List<Double>> values = new ArrayList<>();
          for (String teacherLayer : layers) {
            List<Double> row = new ArrayList<>();
            for (String layer : layers) {
              double[] sum = bySubject.getOrDefault(teacherLayer + "/" + layer, new double[2]);
              row.add(sum[0] / sum[1]);
            }
            values.add(row);
          }
          int at = arm.lastIndexOf('@');
          similarities.add(
              new ReportInput.Similarity(
                  arm.substring(0, at),
                  Double.parseDouble(arm.substring(at + 1)),
                  layers,
                  layers,
                  values));
        });
    return similarities;
  }

  private List<ReportInput.Concept> concepts() {
    List<ReportInput.Concept> concepts = new ArrayList<>();
    for (ModelId model : shown()) {
      Path file = context.input("probe", model.unit()).resolve(ProbeStage.TCAV);
      if (!java.nio.file.Files.exists(file)) {
        continue;
      }
      for (ProbeStage.Finding finding : Files.json(file, ProbeStage.Finding[].class)) {
        concepts.add(
            new ReportInput.Concept(
                finding.concept(),
                finding.className(),
                finding.layer(),
                model.arm(),
                new Scorecard.Estimate(finding.score(), finding.low(), finding.high()),
                finding.correctedP(),
                finding.flag().isEmpty() && finding.correctedP() <= 1 - study.retain().confidence(),
                finding.flag().isEmpty(),
                finding.flag()));
      }
    }
    return concepts;
  }

  private List<ReportInput.History> histories() {
    List<ReportInput.History> histories = new ArrayList<>();
    for (ModelId model : ModelId.all(study)) {
      Path file = model.folder(context).resolve(Networks.HISTORY);
      if (!java.nio.file.Files.exists(file)) {
        continue;
      }
      History history = Files.json(file, History.class);
      List<ReportInput.Epoch> epochs = new ArrayList<>();
      for (History.Epoch epoch : history.epochs()) {
        epochs.add(
            new ReportInput.Epoch(
                epochs.size() + 1, epoch.loss(), epoch.rate(), epoch.selectionAccuracy()));
      }
      histories.add(
          new ReportInput.History(
              model.arm(), model.replicate(), model.budget(), epochs, history.selected() + 1));
    }
    return histories;
  }
}
