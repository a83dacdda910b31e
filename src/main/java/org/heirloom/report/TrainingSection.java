package org.heirloom.report;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.heirloom.report.LineChart.Labels;
import org.heirloom.report.LineChart.Series;
import org.heirloom.report.ReportInput.Epoch;
import org.heirloom.report.ReportInput.History;
import org.heirloom.report.ReportInput.Point;

/** How every model was trained, and which epoch was taken. */
final class TrainingSection {
  private final ReportInput input;
  private final List<History> trained;

  private TrainingSection(ReportInput input) {
    this.input = input;
    this.trained =
        input.pictures().histories().stream().filter(h -> !h.epochs().isEmpty()).toList();
  }

  static Element of(ReportInput input) {
    return new TrainingSection(input).section();
  }

  private Element section() {
    Element section =
        Html.section(
            "training",
            "Training",
            "One line per model. The dot is the epoch that was taken, by accuracy on the selection role, which no "
                + "result uses. Losses of arms with different objectives cannot be compared.");
    if (trained.isEmpty()) {
      return section.add(Element.of("p", "none").text("No training history is known."));
    }
    List<String> arms = trained.stream().map(History::arm).distinct().toList();
    return section
        .add(Html.legend(input.arms(), arms))
        .add(
            Element.of("div", "charts")
                .add(chart("Accuracy on the selection role", Epoch::accuracy, true))
                .add(chart("Training loss", Epoch::loss, false))
                .add(chart("Learning rate", Epoch::learningRate, false)))
        .add(Html.details("Last and selected epoch of every model", table()));
  }

  private Element chart(String title, ToDoubleFunction<Epoch> what, boolean marked) {
    List<Series> series =
        trained.stream()
            .map(
                h ->
                    new Series(
                        h.arm() + ", replicate " + h.replicate(),
                        Words.armClass(input.arms(), h.arm()),
                        points(h, what),
                        marked ? h.selected() : Double.NaN))
            .toList();
    Labels labels =
        new Labels(
            title + " by epoch, one line for each of " + series.size() + " models", "epoch", "");
    return Html.figure(title, LineChart.of(labels, series));
  }

  private static List<Point> points(History history, ToDoubleFunction<Epoch> what) {
    return history.epochs().stream()
        .map(e -> new Point(e.epoch(), what.applyAsDouble(e), Double.NaN, Double.NaN))
        .toList();
  }

  private Element table() {
    Element body = Element.of("tbody");
    for (History h : input.pictures().histories()) {
      body.add(
          Html.row(
              h.arm(),
              List.of(
                  Integer.toString(h.replicate()),
                  Numbers.percent(h.budget()),
                  h.epochs().isEmpty() ? "not trained" : Integer.toString(last(h).epoch()),
                  h.epochs().isEmpty() ? Numbers.UNDEFINED : Numbers.plain(last(h).accuracy()),
                  h.epochs().isEmpty() ? Numbers.UNDEFINED : Integer.toString(h.selected()),
                  selectedAccuracy(h))));
    }
    Element table =
        Html.table(
            "Epochs",
            List.of(
                "Arm",
                "Replicate",
                "Data",
                "Last epoch",
                "Its accuracy",
                "Selected epoch",
                "Its accuracy"));
    return Html.scroll("Epochs", table.set("class", "dense").add(body));
  }

  private static Epoch last(History history) {
    return history.epochs().get(history.epochs().size() - 1);
  }

  private static String selectedAccuracy(History history) {
    return history.epochs().stream()
        .filter(e -> e.epoch() == history.selected())
        .map(e -> Numbers.plain(e.accuracy()))
        .findFirst()
        .orElse(Numbers.UNDEFINED);
  }
}
