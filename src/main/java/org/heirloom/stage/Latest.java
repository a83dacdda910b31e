package org.heirloom.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.heirloom.store.Store;
import org.heirloom.study.CanonicalJson;

/**
 * Remembers per study name what each stage's output last came from, so that a plan can say what has
 * changed. A convenience: losing it loses reasons, never results.
 */
final class Latest {
  private final Store store;
  private final String folder;

  Latest(Store store, String study) {
    this.store = store;
    this.folder = "latest/" + fileName(study) + "/";
  }

  /** A study's name as a file name; odd ones are told apart by a hash. */
  static String fileName(String study) {
    String plain = study.replaceAll("[^A-Za-z0-9_-]", "_");
    String kept = plain.substring(0, Math.min(plain.length(), 80));
    return kept.equals(study)
        ? kept
        : kept + "-" + Hashes.sha256(study.getBytes(UTF_8)).substring(0, 8);
  }

  Optional<Provenance> find(String stage) {
    try {
      return store.note(folder + stage + ".json").map(Provenance::parse);
    } catch (IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }

  void remember(Provenance provenance) {
    String text = CanonicalJson.pretty(provenance);
    String name = folder + provenance.stage() + ".json";
    if (!store.note(name).equals(Optional.of(text))) {
      store.writeNote(name, text);
    }
  }
}
