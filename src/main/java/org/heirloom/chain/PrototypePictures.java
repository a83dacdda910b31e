package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.heirloom.image.FloatImage;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.metrics.Row;
import org.heirloom.metrics.Rows;
import org.heirloom.model.Array;
import org.heirloom.model.FeatureMap;
import org.heirloom.model.Footprint;
import org.heirloom.model.Npy;
import org.heirloom.model.Prototype;
import org.heirloom.model.Prototypes;
import org.heirloom.model.brought.Models;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.report.PrototypeFindings;
import org.heirloom.retain.Estimates;
import org.heirloom.retain.Scorecard.Estimate;
import org.heirloom.stage.StageContext;
import org.heirloom.study.Study;

/** Gathers what the report shows of prototypes: the patches that they are, and what attacks did. */
final class PrototypePictures {
  private static final List<String> METRICS =
      List.of(
          "prototype-moved",
          "prototype-moved-by-noise",
          "prototype-vanished",
          "prototype-similarity-left",
          "prototype-answer-kept",
          "compression-accuracy",
          "explanation-flip",
          "explanation-flip-alone");

  private final StageContext context;
  private final Study study;
  private final List<ModelId> models;

  PrototypePictures(StageContext context, List<ModelId> models) {
    this.context = context;
    this.study = context.study();
    this.models = models;
  }

  PrototypeFindings all() {
    List<PrototypeFindings.Gallery> galleries = new ArrayList<>();
    models.stream()
        .filter(model -> model.replicate() == 0)
        .forEach(model -> gallery(model).ifPresent(galleries::add));
    return new PrototypeFindings(galleries, lines());
  }

  private Optional<PrototypeFindings.Gallery> gallery(ModelId id) {
    Path folder = id.folder(context);
    Path file = folder.resolve(Networks.PROTOTYPES);
    Optional<StoredModel> model = Models.ours(folder);
    if (model.isEmpty() || !java.nio.file.Files.exists(file)) {
      return Optional.empty();
    }
    Stored[] stored = Files.json(file, Stored[].class);
    Array images = Npy.read(folder.resolve(Networks.PROTOTYPE_IMAGES));
    Map<Integer, List<Prototype>> byClass = new TreeMap<>();
    for (int i = 0; i < stored.length; i++) {
      Prototype prototype = stored[i].prototype(image(images, i));
      byClass.computeIfAbsent(prototype.label(), c -> new ArrayList<>()).add(prototype);
    }
    FeatureMap.Field field = field(model.get());
    Array weights = model.get().weights().get(Prototypes.CONNECTIONS);
    List<String> names = new Roles(context).classes();
    List<PrototypeFindings.OfClass> classes = new ArrayList<>();
    byClass.forEach(
        (label, prototypes) ->
            classes.add(
                new PrototypeFindings.OfClass(
                    names.get(label),
                    collapsed(prototypes),
                    prototypes.stream()
                        .map(
                            p ->
                                new PrototypeFindings.Patch(
                                    p.number(),
                                    weights.row(p.number())[label],
                                    p.image(),
                                    box(p, field)))
                        .toList())));
    return Optional.of(
        new PrototypeFindings.Gallery(
            id.arm(), field.size(), model.get().spec().sizePixels(), classes));
  }

  /** A prototype as it is stored, without its image. */
  private record Stored(int number, int label, int example, int row, int column, double moved) {
    Prototype prototype(FloatImage image) {
      return new Prototype(number, label, example, row, column, moved, image.toPixels());
    }
  }

  private static boolean collapsed(List<Prototype> prototypes) {
    return prototypes.size() > 1 && prototypes.stream().allMatch(prototypes.get(0)::samePatch);
  }

  private static FloatImage image(Array images, int index) {
    long[] shape = images.shape();
    return new FloatImage((int) shape[1], (int) shape[2], (int) shape[3], images.row(index));
  }

  private static FeatureMap.Field field(StoredModel model) {
    FeatureMap images = Footprint.images(model.spec().sizePixels(), model.spec().channels());
    List<FeatureMap> layers =
        List.copyOf(
            Footprint.of(model.spec().network(), images, model.spec().classes()).layers().values());
    return layers.get(layers.size() - 1).field();
  }

  /** What the patch sees, or the middle of that where it is the whole image. */
  private static byte[] box(Prototype prototype, FeatureMap.Field field) {
    int height = prototype.image().height();
    int width = prototype.image().width();
    int side = field.size() < Math.min(height, width) ? field.size() : 2 * field.step();
    byte[] box = new byte[height * width];
    for (int pixel = 0; pixel < box.length; pixel++) {
      boolean inside =
          within(pixel / width, prototype.row(), field, side)
              && within(pixel % width, prototype.column(), field, side);
      box[pixel] = (byte) (inside ? 1 : 0);
    }
    return box;
  }

  private static boolean within(int pixel, int position, FeatureMap.Field field, int side) {
    double middle = field.start() + position * field.step() + (field.size() - 1) / 2.0;
    return Math.abs(pixel - middle) <= side / 2.0;
  }

  /** Means of what was measured, metric by metric, arm by arm. */
  private List<PrototypeFindings.Line> lines() {
    RowTable table = table();
    List<String> arms = models.stream().map(ModelId::arm).distinct().toList();
    List<PrototypeFindings.Line> lines = new ArrayList<>();
    for (String metric : METRICS) {
      for (String subject : table.subjects(metric)) {
        arms.forEach(arm -> line(table, metric, subject, arm).ifPresent(lines::add));
      }
    }
    return lines;
  }

  private RowTable table() {
    Map<String, Double> budgets = new LinkedHashMap<>();
    models.forEach(model -> budgets.put(model.arm(), model.budget()));
    RowTable table = new RowTable();
    Rows.read(
        context.input("retain", RetainStage.UNIT).resolve(RetainStage.ROWS),
        row -> {
          if (METRICS.contains(row.metric()) && row.budget() == budgets.get(row.arm())) {
            table.add(row);
          }
        });
    return table;
  }

  private Optional<PrototypeFindings.Line> line(
      RowTable table, String metric, String subject, String arm) {
    Map<Integer, Map<String, Row>> rows = table.rows(arm, metric, subject);
    double[][] defined = RowTable.defined(RowTable.table(rows, RowTable.examples(rows)));
    if (defined.length == 0 || defined[0].length == 0) {
      return Optional.empty();
    }
    Estimate mean =
        new Estimates(study.retain().confidence()).of(defined, MetricCatalogue.get(metric).scale());
    return Optional.of(
        new PrototypeFindings.Line(
            metric, subject, arm, mean.value(), mean.low(), mean.high(), defined[0].length));
  }
}
