package org.heirloom.stage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.heirloom.DataException;
import org.heirloom.store.Manifest;
import org.heirloom.store.Store;
import org.heirloom.study.CanonicalJson;

/**
 * The file {@code stage.json} that makes a stage complete: its units with the hashes of all their
 * files, and where they come from.
 *
 * @param units in the stage's order
 */
record StageRecord(Provenance provenance, List<Unit> units) {
  static final String FILE = "stage.json";

  StageRecord {
    units = List.copyOf(units);
  }

  /** One unit of work and the files that it left, sorted by name. */
  record Unit(String unit, List<Manifest.FileEntry> files) {
    Unit {
      files = List.copyOf(files);
    }
  }

  List<String> unitNames() {
    return units.stream().map(Unit::unit).toList();
  }

  /** The record of a stage, if its artifact is published and can be read. */
  static Optional<StageRecord> find(Store store, String stage, String key) {
    String artifact = Names.stage(stage, key);
    if (store.find(artifact).isEmpty()) {
      return Optional.empty();
    }
    return text(store, artifact, FILE).flatMap(StageRecord::parse);
  }

  /**
   * The same.
   *
   * @throws DataException if there is none
   */
  static StageRecord require(Store store, String stage, String key) {
    return find(store, stage, key)
        .orElseThrow(
            () ->
                new DataException(
                    "stage "
                        + stage
                        + ": no output for this study in "
                        + store.location()
                        + ". Run it first."));
  }

  private static Optional<StageRecord> parse(String text) {
    try {
      return Optional.of(CanonicalJson.read(text, StageRecord.class));
    } catch (IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }

  /** The text of a small file of an artifact, or empty if it is not there. */
  static Optional<String> text(Store store, String artifact, String file) {
    try (InputStream in = store.open(artifact, file)) {
      return Optional.of(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
    } catch (org.heirloom.InfraException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(artifact + "/" + file, e);
    }
  }
}
