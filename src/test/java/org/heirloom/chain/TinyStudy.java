package org.heirloom.chain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.heirloom.beam.BeamExecutor;
import org.heirloom.beam.Spread;
import org.heirloom.stage.Engine;
import org.heirloom.stage.Job;
import org.heirloom.stage.PipelineReader;
import org.heirloom.stage.ProgressListener;
import org.heirloom.stage.RunOptions;
import org.heirloom.stage.StageOutcome;
import org.heirloom.store.LocalStore;
import org.heirloom.store.Store;
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
    try (Store opened = new LocalStore(store)) {
      return new Engine(Stages.class, new BeamExecutor(spread), opened, InstantSource.system())
          .run(job(set), new RunOptions(parallelism, Set.of(), Set.of()), ProgressListener.SILENT);
    }
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
