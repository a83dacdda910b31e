package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.heirloom.metrics.Row;
import org.heirloom.metrics.Rows;
import org.heirloom.probe.Psychometric;
import org.heirloom.report.InformationInput;
import org.heirloom.report.ReportInput.Point;
import org.heirloom.stage.StageContext;
import org.heirloom.stats.Interval;
import org.heirloom.stats.Moments;
import org.heirloom.study.Study;

/** Gathers what the report draws of information, generalisation and reverse correlation. */
final class InformationPictures {
  private static final Set<String> READS =
      Set.of(
          "information",
          "offset-accuracy",
          "offset-information",
          "offset-redundancy",
          "diagnostic-information");

  private final StageContext context;
  private final Study study;
  private final List<ModelId> models;

  /** By metric, then subject, then arm: the rows of its replicates at its largest budget. */
  private final Map<String, Map<String, Map<String, List<Row>>>> rows = new LinkedHashMap<>();

  InformationPictures(StageContext context) {
    this.context = context;
    this.study = context.study();
    this.models = ModelId.ofLargestBudgets(study);
    Map<String, Double> budgets =
        models.stream().collect(Collectors.toMap(ModelId::arm, ModelId::budget, (a, b) -> a));
    Rows.read(
        context.input("retain", RetainStage.UNIT).resolve(RetainStage.ROWS),
        row -> {
          if (READS.contains(row.metric()) && row.budget() == budgets.get(row.arm())) {
            rows.computeIfAbsent(row.metric(), m -> new LinkedHashMap<>())
                .computeIfAbsent(row.subject(), s -> new LinkedHashMap<>())
                .computeIfAbsent(row.arm(), a -> new ArrayList<>())
                .add(row);
          }
        });
  }

  InformationInput all() {
    List<InformationInput.Curve> curves = new ArrayList<>(curves("offset-accuracy", "accuracy"));
    curves.addAll(curves("offset-information", "bits about the class"));
    curves.addAll(curves("offset-redundancy", "bits that matter"));
    return new InformationInput(bits(), curves, exaggerations(), drivers(), maps());
  }

  private Map<String, Map<String, List<Row>>> rows(String metric) {
    return rows.getOrDefault(metric, Map.of());
  }

  private static double mean(List<Row> replicates) {
    return Moments.mean(replicates.stream().mapToDouble(Row::value).toArray());
  }

  private List<InformationInput.Bits> bits() {
    List<InformationInput.Bits> bits = new ArrayList<>();
    rows("information")
        .forEach(
            (subject, arms) ->
                arms.forEach(
                    (arm, replicates) -> {
                      int slash = subject.indexOf('/');
                      bits.add(
                          new InformationInput.Bits(
                              arm,
                              subject.substring(0, slash),
                              subject.substring(slash + 1),
                              mean(replicates),
                              replicates.stream().allMatch(row -> row.flag().isEmpty())));
                    }));
    return bits;
  }

  /** Curves from subjects {@code factor/value} or {@code layer/factor/value}. */
  private List<InformationInput.Curve> curves(String metric, String quantity) {
    Map<String, Map<String, TreeMap<Double, Point>>> points = new LinkedHashMap<>();
    rows(metric)
        .forEach(
            (subject, arms) -> {
              int last = subject.lastIndexOf('/');
              double x = Double.parseDouble(subject.substring(last + 1));
              arms.forEach(
                  (arm, replicates) ->
                      points
                          .computeIfAbsent(subject.substring(0, last), s -> new LinkedHashMap<>())
                          .computeIfAbsent(arm, a -> new TreeMap<>())
                          .put(x, point(x, replicates.stream().mapToDouble(Row::value).toArray())));
            });
    List<InformationInput.Curve> curves = new ArrayList<>();
    points.forEach(
        (subject, arms) -> {
          int slash = subject.indexOf('/');
          String factor = subject.substring(slash + 1);
          String what = slash < 0 ? quantity : quantity + ", " + subject.substring(0, slash);
          List<Double> range = study.data().generator().train().get(factor);
          arms.forEach(
              (arm, byValue) ->
                  curves.add(
                      new InformationInput.Curve(
                          factor,
                          what,
                          arm,
                          range.get(0),
                          range.get(1),
                          List.copyOf(byValue.values()))));
        });
    return curves;
  }

  private Point point(double x, double[] replicates) {
    Interval interval = Moments.interval(replicates, study.retain().confidence());
    return new Point(x, interval.value(), interval.low(), interval.high());
  }

  private List<InformationInput.Driver> drivers() {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    rows("diagnostic-information")
        .forEach(
            (subject, arms) ->
                arms.forEach(
                    (arm, replicates) ->
                        values
                            .computeIfAbsent(
                                arm + "/" + subject.substring(subject.indexOf('/') + 1),
                                key -> new ArrayList<>())
                            .add(mean(replicates))));
    List<InformationInput.Driver> drivers = new ArrayList<>();
    values.forEach(
        (key, bits) -> {
          int slash = key.indexOf('/');
          double mean =
              Moments.mean(
                  bits.stream()
                      .mapToDouble(Double::doubleValue)
                      .filter(Double::isFinite)
                      .toArray());
          drivers.add(
              new InformationInput.Driver(key.substring(0, slash), key.substring(slash + 1), mean));
        });
    return drivers;
  }

  private List<InformationInput.Exaggeration> exaggerations() {
    Map<String, Psychometric> first = new LinkedHashMap<>();
    Map<String, String> arms = new LinkedHashMap<>();
    Map<String, Map<Double, List<Double>>> probabilities = new LinkedHashMap<>();
    for (ModelId model : models) {
      stored(model)
          .forEach(
              curve -> {
                String key = model.arm() + "/" + curve.factor();
                first.putIfAbsent(key, curve);
                arms.put(key, model.arm());
                curve
                    .points()
                    .forEach(
                        p ->
                            probabilities
                                .computeIfAbsent(key, k -> new TreeMap<>())
                                .computeIfAbsent(p.amplitude(), a -> new ArrayList<>())
                                .add(p.probability()));
              });
    }
    List<InformationInput.Exaggeration> all = new ArrayList<>();
    first.forEach(
        (key, curve) -> {
          List<Point> points = new ArrayList<>();
          probabilities
              .get(key)
              .forEach(
                  (amplitude, values) ->
                      points.add(
                          point(
                              amplitude,
                              values.stream().mapToDouble(Double::doubleValue).toArray())));
          all.add(
              new InformationInput.Exaggeration(
                  curve.factor(), curve.kind(), arms.get(key), points));
        });
    return all;
  }

  private List<Psychometric> stored(ModelId model) {
    Path file = context.input("probe", model.unit()).resolve(ReverseCorrelationFamily.FILE);
    return java.nio.file.Files.exists(file)
        ? Files.json(file, ReverseCorrelationFamily.Stored.class).curves()
        : List.of();
  }

  private List<InformationInput.PixelMap> maps() {
    List<InformationInput.PixelMap> maps = new ArrayList<>();
    for (ModelId model : models) {
      Path file = context.input("probe", model.unit()).resolve(ReverseCorrelationFamily.FILE);
      if (model.replicate() == 0 && java.nio.file.Files.exists(file)) {
        ReverseCorrelationFamily.Stored stored =
            Files.json(file, ReverseCorrelationFamily.Stored.class);
        maps.add(new InformationInput.PixelMap(model.arm(), stored.pixels(), stored.side()));
      }
    }
    return maps;
  }
}
