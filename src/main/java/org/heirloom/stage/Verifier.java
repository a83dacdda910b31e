package org.heirloom.stage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.heirloom.stage.VerifyReport.FileResult;
import org.heirloom.stage.VerifyReport.Verdict;
import org.heirloom.store.Manifest;
import org.heirloom.store.Store;
import org.heirloom.study.CanonicalJson;

/** Compares the outputs of one chain in two stores, file by file. */
final class Verifier {
  private final Store store;
  private final Store scratch;
  private final Tolerance tolerance;
  private final List<FileResult> results = new ArrayList<>();
  private final Set<String> differences = new TreeSet<>();

  Verifier(Store store, Store scratch, Tolerance tolerance) {
    this.store = store;
    this.scratch = scratch;
    this.tolerance = tolerance;
  }

  VerifyReport compare(Chain chain) {
    for (Chain.Link link : chain.links()) {
      compare(record(store, link), record(scratch, link));
    }
    return new VerifyReport(rule(), results);
  }

  private static StageRecord record(Store store, Chain.Link link) {
    return StageRecord.find(store, link.stage().name(), link.key()).orElseThrow();
  }

  private String rule() {
    if (differences.isEmpty()) {
      return "equal bytes: same processor model, Java and native libraries";
    }
    return "numbers within "
        + tolerance.absolute()
        + " + "
        + tolerance.relative()
        + " of the larger: "
        + String.join("; ", differences);
  }

  private void compare(StageRecord before, StageRecord after) {
    List<String> changes =
        JsonChanges.between(
            CanonicalJson.text(before.provenance().environments()),
            CanonicalJson.text(after.provenance().environments()));
    differences.addAll(changes);
    Set<String> units = new TreeSet<>(before.unitNames());
    units.addAll(after.unitNames());
    for (String unit : units) {
      compareUnit(before, unit, changes.isEmpty());
    }
  }

  private void compareUnit(StageRecord record, String unit, boolean sameMachine) {
    Provenance made = record.provenance();
    String artifact = Names.unit(made.stage(), made.key(), unit);
    List<Manifest.FileEntry> before = actual(store, artifact);
    List<Manifest.FileEntry> after = actual(scratch, artifact);
    Set<String> names = new TreeSet<>();
    before.forEach(entry -> names.add(entry.name()));
    after.forEach(entry -> names.add(entry.name()));
    for (String name : names) {
      String label = made.stage() + "/" + unit + "/" + name;
      if (entry(before, name).equals(entry(after, name))) {
        results.add(new FileResult(label, Verdict.EQUAL_BYTES, ""));
      } else {
        Path old = store.folder(artifact).resolve(name);
        Path fresh = scratch.folder(artifact).resolve(name);
        results.add(
            entry(before, name).isEmpty() || entry(after, name).isEmpty()
                ? new FileResult(label, Verdict.DIFFERENT, "is only in one of the two runs")
                : different(label, sameMachine, old, fresh));
      }
    }
  }

  private FileResult different(String label, boolean sameMachine, Path old, Path fresh) {
    if (sameMachine) {
      return new FileResult(label, Verdict.DIFFERENT, "bytes differ on an equal machine");
    }
    if (label.endsWith("/" + Provenance.FILE)) {
      return new FileResult(label, Verdict.WITHIN_TOLERANCE, "names another machine");
    }
    return new NumericFiles(tolerance).compare(label, old, fresh);
  }

  /** What is there, as the files themselves say, damage included. */
  private static List<Manifest.FileEntry> actual(Store store, String artifact) {
    List<Manifest.FileEntry> listed = store.find(artifact).map(Manifest::files).orElse(List.of());
    Set<String> damaged = new TreeSet<>(store.verify(artifact));
    List<Manifest.FileEntry> files = new ArrayList<>();
    for (Manifest.FileEntry entry : listed) {
      String prefix = artifact + "/" + entry.name() + ":";
      boolean broken = damaged.stream().anyMatch(problem -> problem.startsWith(prefix));
      files.add(broken ? new Manifest.FileEntry(entry.name(), entry.bytes(), "damaged") : entry);
    }
    return files;
  }

  private static List<Manifest.FileEntry> entry(List<Manifest.FileEntry> files, String name) {
    return files.stream().filter(entry -> entry.name().equals(name)).toList();
  }
}
