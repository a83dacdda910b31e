package org.heirloom.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.heirloom.data.TfRecords;
import org.heirloom.kubernetes.Dashboards;
import org.heirloom.metrics.Series;
import org.heirloom.metrics.SeriesCatalogue;
import org.heirloom.metrics.exposed.DebianPrograms;
import org.heirloom.metrics.exposed.DebianPrograms.Prometheus;
import org.heirloom.metrics.exposed.DebianPrograms.Pushgateway;
import org.heirloom.metrics.exposed.Exposition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;

/**
 * A run as those see it who watch it: by its endpoint while it goes on, and by a real Prometheus,
 * where there is one, when its process is gone.
 */
class ObservedRunTest {
  private static final String GATE = "accuracy-gap/distilled, lower ≥ −1";

  /** What this study's names can be; replicates are told by none of them. */
  private static final Set<String> NETWORKS =
      Set.of("teacher", "distilled", "label-only", "untrained");

  @TempDir private static Path folder;

  private static final Exposition LIVE = new Exposition();
  private static final Exposition RESULTS = new Exposition();
  private static Pushgateway gateway;
  private static Prometheus prometheus;
  private static long begin;
  private static long end;

  @BeforeAll
  static void run() throws IOException, InterruptedException {
    int port = DebianPrograms.freePort();
    List<String> options = new ArrayList<>(List.of("--metrics", Integer.toString(port)));
    options.addAll(List.of("--tensorboard", folder.resolve("board").toString()));
    options.addAll(List.of("--textfile", folder.resolve("heirloom.prom").toString()));
    if (DebianPrograms.find("prometheus").isPresent()
        && DebianPrograms.find("prometheus-pushgateway").isPresent()) {
      gateway = Pushgateway.start(folder);
      prometheus = Prometheus.start(folder, "127.0.0.1:" + port, gateway.url());
      options.addAll(List.of("--pushgateway", gateway.url()));
    }
    begin = Instant.now().getEpochSecond();
    Process process = heirloom(options);
    try {
      while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
        LIVE.read(port);
      }
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("log"))).isZero();
    end = Instant.now().getEpochSecond();
    RESULTS.add(Files.readString(folder.resolve("heirloom.prom")));
  }

  private static Process heirloom(List<String> options) throws IOException {
    Path study = folder.resolve("tiny.yaml");
    Files.writeString(
        study,
        Files.readString(Path.of("configs/tiny.yaml"))
                .replace("[grad-cam, rise, random, edge]", "[grad-cam, random]")
                .replace("{compositions: true, distributed: true, ", "{")
            + "\ngates: [{metric: accuracy-gap, arm: distilled, bound: lower, atLeast: -1}]\n");
    List<String> command =
        new ArrayList<>(
            List.of(
                "run",
                study.toString(),
                "--store",
                folder.resolve("store").toString(),
                "--out",
                folder.resolve("report").toString()));
    command.addAll(options);
    return TinyStudy.heirloom(command.toArray(String[]::new))
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  @AfterAll
  static void stop() {
    if (prometheus != null) {
      prometheus.close();
    }
    if (gateway != null) {
      gateway.close();
    }
  }

  @Test
  void everyNameAndLabelIsOfTheCatalogue() {
    assertThat(LIVE.labels()).hasSizeGreaterThan(10);
    assertThat(RESULTS.labels()).hasSize(7);
    assertAllAreKnown(LIVE, Series.Origin.LIVE);
    assertAllAreKnown(RESULTS, Series.Origin.RESULT);
  }

  private static void assertAllAreKnown(Exposition told, Series.Origin origin) {
    told.labels()
        .forEach(
            (name, labels) -> {
              Series series =
                  SeriesCatalogue.find(name).orElseThrow(() -> new AssertionError(name));
              assertThat(series.origin()).as(name).isEqualTo(origin);
              assertThat(labels.keySet())
                  .as(name)
                  .containsExactlyInAnyOrderElementsOf(series.labelNames());
              for (Series.Label label : series.labels()) {
                assertThat(labels.get(label.name())).as(name).allMatch(label::allows);
              }
            });
  }

  @Test
  void namesThatTheStudyGivesAreItsOwn() throws IOException {
    Set<String> stages =
        Set.copyOf(TinyStudy.job().pipeline().stages().stream().map(s -> s.stage()).toList());
    for (Exposition told : List.of(LIVE, RESULTS)) {
      told.labels()
          .forEach(
              (name, labels) ->
                  labels.forEach(
                      (label, values) -> {
                        switch (label) {
                          case "stage" -> assertThat(stages).as(name).containsAll(values);
                          case "network", "arm" ->
                              assertThat(NETWORKS).as(name).containsAll(values);
                          case "study" -> assertThat(values).containsExactly("tiny");
                          case "gate" -> assertThat(values).containsExactly(GATE);
                          default -> assertThat(values).as(name + " " + label).hasSizeLessThan(50);
                        }
                      }));
    }
  }

  @Test
  void unitsImagesAndEpochsAreTold() {
    assertThat(LIVE.series())
        .contains(
            "heirloom_units_total{outcome=\"done\",stage=\"distill\"}",
            "heirloom_training_images_total{network=\"distilled\"}",
            "heirloom_training_selection_accuracy_ratio{network=\"teacher\"}",
            "heirloom_checkpoints_total{event=\"written\"}",
            "heirloom_stage_progress_ratio{stage=\"probe\"}",
            "heirloom_phase_seconds_total{phase=\"inference\"}",
            "heirloom_store_bytes_total{direction=\"written\"}",
            "heirloom_memory_bytes{kind=\"native\"}",
            "heirloom_inference_images_total");
  }

  @Test
  void resultsHoldTheGateTheCostAndBothEndsOfIntervals() {
    assertThat(RESULTS.series())
        .contains(
            "heirloom_gate_passed{gate=\"" + GATE + "\",study=\"tiny\"}",
            "heirloom_study_stage_core_seconds{stage=\"teach\",study=\"tiny\"}",
            retention("accuracy-gap", "lower"),
            retention("accuracy-gap", "mean"),
            retention("accuracy-gap", "upper"));
  }

  private static String retention(String metric, String bound) {
    return "heirloom_retention{arm=\"distilled\",bound=\"%s\",budget=\"1.0\",metric=\"%s\",study=\"tiny\",subject=\"all\"}"
        .formatted(bound, metric);
  }

  @Test
  void resultsAnswerWhenEveryProcessOfTheRunIsGone() throws IOException, InterruptedException {
    requirePrometheus();
    await("heirloom_gate_passed");

    JsonNode lower =
        prometheus.query(
            "heirloom_retention{study=\"tiny\",metric=\"accuracy-gap\",arm=\"distilled\",bound=\"lower\"}");
    JsonNode age = prometheus.query("time() - heirloom_study_last_success_timestamp_seconds");

    assertThat(lower).hasSize(1);
    assertThat(value(lower)).isBetween(-1.0, 1.0);
    assertThat(value(age)).isBetween(0.0, 600.0);
    assertThat(value(prometheus.query("heirloom_gate_passed"))).isEqualTo(1);
    assertThat(await("up{job=\"heirloom\"} == 0")).as("the run's own page").hasSize(1);
  }

  @Test
  void whatWasLiveStaysInPrometheusMemory() throws IOException, InterruptedException {
    requirePrometheus();

    assertThat(
            prometheus.range(
                "sum by (network) (rate(heirloom_training_images_total[10s])) > 0", begin, end))
        .hasSizeGreaterThanOrEqualTo(2);
  }

  /**
   * What there is only where there are GPUs, a Flink cluster, or a bucket; and of concepts that can
   * be decoded, which those of so small a study cannot.
   */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "GPU use",
          "GPU memory",
          "Flink's workers",
          "Retries and checkpoints",
          "Distance of concept sensitivities: $arm");

  @Test
  void everyPanelOfEveryDashboardShowsSomethingOfThisRun()
      throws IOException, InterruptedException {
    requirePrometheus();
    await("heirloom_gate_passed");
    Map<String, String> variables =
        Map.of(
            "study", "tiny",
            "budget", "1.0",
            "arm", "distilled",
            "explainer", "grad-cam",
            "layer", "stage3",
            "network", ".+",
            "__rate_interval", "20s");

    List<Dashboards.Question> questions = Dashboards.questions(variables);

    assertThat(questions).hasSizeGreaterThan(40);
    long now = Instant.now().getEpochSecond();
    for (Dashboards.Question question : questions) {
      JsonNode answer = prometheus.range(question.expression(), begin, now);
      assertThat(answer.isEmpty() && !ELSEWHERE.contains(question.panel()))
          .as(question.toString())
          .isFalse();
    }
  }

  @Test
  void aSecondPushReplacesTheFirst() throws IOException, InterruptedException {
    requirePrometheus();
    await("heirloom_gate_passed");
    Map<String, Long> before = groups();

    Process again = heirloom(List.of("--pushgateway", gateway.url()));
    try {
      assertThat(again.waitFor()).isZero();
    } finally {
      again.destroyForcibly();
    }
    TimeUnit.SECONDS.sleep(2);

    assertThat(groups()).isEqualTo(before).hasSize(1);
  }

  /** How many series there are of each study and job. */
  private static Map<String, Long> groups() throws IOException, InterruptedException {
    Map<String, Long> groups = new TreeMap<>();
    for (JsonNode group :
        prometheus.query(
            "count by (study, job) ({__name__=~\"heirloom_(retention|study|gate).*\"})")) {
      groups.put(group.path("metric").toString(), group.path("value").get(1).asLong());
    }
    return groups;
  }

  @Test
  void curvesImagesAndMapsAreThereForTensorBoard() throws IOException {
    Path board = folder.resolve("board");
    try (Stream<Path> runs = Files.list(board)) {
      assertThat(runs.map(run -> run.getFileName().toString()))
          .contains(
              "examples", "teacher-replicate-0-budget-1.0", "distilled-replicate-1-budget-1.0")
          .hasSize(8);
    }

    List<Event> events = events(board.resolve("distilled-replicate-0-budget-1.0"));

    assertThat(events.get(0).getFileVersion()).isEqualTo("brain.Event:2");
    assertThat(points(events, "selection/accuracy"))
        .hasSizeGreaterThan(2)
        .isSorted()
        .endsWith(4800L);
    List<Event> maps = events.stream().filter(event -> tag(event).equals("grad-cam/0")).toList();
    assertThat(maps).hasSize(1);
    byte[] png =
        maps.get(0).getSummary().getValue(0).getImage().getEncodedImageString().toByteArray();
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(picture.getWidth())
        .isEqualTo(maps.get(0).getSummary().getValue(0).getImage().getWidth());
    assertThat(events(board.resolve("examples"))).hasSize(9);
    assertThat(points(events(board.resolve("untrained-replicate-0-budget-1.0")), "training/loss"))
        .isEmpty();
  }

  private static String tag(Event event) {
    return event.getSummary().getValueCount() == 0 ? "" : event.getSummary().getValue(0).getTag();
  }

  private static List<Long> points(List<Event> events, String tag) {
    return events.stream().filter(event -> tag(event).equals(tag)).map(Event::getStep).toList();
  }

  /** Reads the only file of a run by the format's own rules. */
  private static List<Event> events(Path run) throws IOException {
    List<Event> events = new ArrayList<>();
    try (Stream<Path> files = Files.list(run)) {
      Path file = files.findFirst().orElseThrow();
      assertThat(file.getFileName().toString()).contains("tfevents");
      try (TfRecords.Reader records = new TfRecords.Reader(file)) {
        while (records.hasNext()) {
          events.add(Event.parseFrom(records.read(records.next())));
        }
      }
    }
    return events;
  }

  private static void requirePrometheus() {
    if (prometheus == null) {
      System.err.println("skipped: no prometheus and prometheus-pushgateway (.ci/run brings them)");
    }
    Assumptions.assumeTrue(prometheus != null, "no prometheus and prometheus-pushgateway");
  }

  /** The answer to an expression, as soon as Prometheus' scrapes give one, or none in 30 s. */
  private static JsonNode await(String expression) throws IOException, InterruptedException {
    JsonNode answer = prometheus.query(expression);
    for (int i = 0; i < 300 && answer.isEmpty(); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
      answer = prometheus.query(expression);
    }
    return answer;
  }

  private static double value(JsonNode result) {
    return Double.parseDouble(result.get(0).path("value").get(1).asText());
  }
}
