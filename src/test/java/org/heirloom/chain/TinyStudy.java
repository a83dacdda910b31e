package org.heirloom.chain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.heirloom.beam.BeamExecutor;
import org.heirloom.beam.Spread;
import org.heirloom.metrics.Row;
import org.heirloom.metrics.Rows;
import org.heirloom.stage.Engine;
import org.heirloom.stage.Job;
import org.heirloom.stage.Pipeline;
import org.heirloom.stage.PipelineReader;
import org.heirloom.stage.ProgressListener;
import org.heirloom.stage.RunOptions;
import org.heirloom.stage.StageOutcome;
import org.heirloom.store.Store;
import org.heirloom.store.Stores;
import org.heirloom.study.StudyFile;

/** Runs {@code configs/tiny.yaml} through every stage. */
public final class TinyStudy {
  private TinyStudy() {}

  /** The job, with what is set on a command line. */
  public static Job job(String... overrides) {
    StudyFile study = StudyFile.load(Path.of("configs/tiny.yaml"), List.of(overrides));
    return new Job(
        study.study(), study.folder(), PipelineReader.read(Path.of("pipelines/audit.yaml")));
  }

  /** Runs it into a store. */
  public static List<StageOutcome> run(Path store, Spread spread, int parallelism, String... set) {
    return run(store.toString(), spread, parallelism, set);
  }

  /** Runs it into the store at a location, which may be in a bucket. */
  static List<StageOutcome> run(String location, Spread spread, int parallelism, String... set) {
    RunOptions options = new RunOptions(parallelism, Set.of(), Set.of());
    return run(location, spread, options, ProgressListener.SILENT, set);
  }

  /** Runs some of it, heard by a listener. */
  public static List<StageOutcome> run(
      String location, Spread spread, RunOptions options, ProgressListener heard, String... set) {
    try (Store opened = Stores.open(location);
        BeamExecutor executor = new BeamExecutor(spread)) {
      return new Engine(Stages.class, executor, opened, InstantSource.system())
          .run(job(set), options, heard);
    }
  }

  /** The command line in a process of its own, whose error output joins what it prints. */
  static ProcessBuilder heirloom(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx900m",
                "-cp",
                System.getProperty("java.class.path"),
                "org.heirloom.cli.Heirloom"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  /** Copies every artifact out of the store at a location. */
  static void fetch(String location, Path target) {
    try (Store opened = Stores.open(location)) {
      for (String stage : job().pipeline().stages().stream().map(Pipeline.Step::stage).toList()) {
        for (String artifact : opened.list(stage)) {
          copy(opened.folder(artifact), target.resolve(artifact));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  /** Settings that switch all probes off that are on. */
  static final List<String> WITHOUT_PROBES =
      List.of(
          "probe.tcav.enabled=false",
          "probe.linear.enabled=false",
          "probe.rsa.enabled=false",
          "probe.dissection.enabled=false",
          "probe.causal.enabled=false",
          "probe.pdm.enabled=false",
          "probe.codes.compositions=false",
          "probe.codes.distributed=false",
          "probe.information.enabled=false");

  /** A run whose artifacts are looked at. */
  record Ran(Path store, List<StageOutcome> outcomes) {

    static Ran of(Path store, String... set) {
      return new Ran(store, run(store, Spread.EMBEDDED, 1, set));
    }

    StageOutcome outcome(String stage) {
      return outcomes.stream()
          .filter(o -> o.plan().stage().equals(stage))
          .findFirst()
          .orElseThrow();
    }

    /** What a unit of a stage left. */
    Path folder(String stage, String unit) {
      return store.resolve(outcome(stage).artifact(unit));
    }

    /** All rows that the comparison read. */
    List<Row> rows() {
      List<Row> rows = new ArrayList<>();
      Rows.read(folder("retain", RetainStage.UNIT).resolve(RetainStage.ROWS), rows::add);
      return rows;
    }

    /** The report. */
    String page() throws IOException {
      return Files.readString(folder("report", ReportStage.UNIT).resolve("index.html"));
    }
  }

  /** Hash of every file of what the stages surrogate and explain left. */
  static Map<String, String> fitted(Path store) {
    Map<String, String> bytes = bytes(store);
    bytes.keySet().removeIf(name -> !name.startsWith("surrogate") && !name.startsWith("explain"));
    return bytes;
  }

  /** Hash of every file of every artifact, by its path: what must not depend on how it ran. */
  public static Map<String, String> bytes(Path store) {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(store)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String name = store.relativize(file).toString();
        if (name.contains("/units/") && !name.startsWith("checkpoints")) {
          java.security.MessageDigest sha = java.security.MessageDigest.getInstance("SHA-256");
          hashes.put(name, HexFormat.of().formatHex(sha.digest(Files.readAllBytes(file))));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    return hashes;
  }
}
