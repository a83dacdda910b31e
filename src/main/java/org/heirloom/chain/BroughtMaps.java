package org.heirloom.chain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.heirloom.DataException;
import org.heirloom.StudyException;
import org.heirloom.explain.ExplainRequest;
import org.heirloom.explain.SaliencyMaps;
import org.heirloom.model.Array;
import org.heirloom.model.Npy;
import org.heirloom.study.Study;

/** Maps that a study brings, made elsewhere for its networks and examples. */
final class BroughtMaps {
  private final String key;
  private final String name;
  private final MapFolder folder;

  private BroughtMaps(String key, Study.BroughtMaps declared, Path studyFolder) {
    this.key = key;
    this.name = declared.name();
    this.folder = new MapFolder(studyFolder.resolve(declared.path()));
  }

  private static List<BroughtMaps> all(Study study, Path studyFolder) {
    List<BroughtMaps> all = new ArrayList<>();
    List<Study.BroughtMaps> declared = study.explain().brought();
    for (int i = 0; i < declared.size(); i++) {
      all.add(
          new BroughtMaps("explain.brought[%d].path".formatted(i), declared.get(i), studyFolder));
    }
    return all;
  }

  /**
   * What the study says of explaining, with the bytes of maps in place of their paths.
   *
   * @throws StudyException if there are none, or none of a network of the study
   */
  static Study.Explain explain(Study study, Path studyFolder) {
    return study
        .explain()
        .with(
            all(study, studyFolder).stream()
                .map(maps -> new Study.BroughtMaps(maps.name, "sha256:" + maps.digest(study)))
                .toList());
  }

  /** Maps of one network, by name; nothing of those that were not made for it. */
  static Map<String, SaliencyMaps> of(
      Study study,
      Path studyFolder,
      ModelId network,
      ExplainRequest request,
      List<String> classes) {
    Map<String, SaliencyMaps> found = new LinkedHashMap<>();
    for (BroughtMaps maps : all(study, studyFolder)) {
      maps.of(network, request, classes).ifPresent(m -> found.put(maps.name, m));
    }
    return found;
  }

  private String digest(Study study) {
    List<String> known = ModelId.all(study).stream().map(ModelId::unit).toList();
    List<Path> files = new ArrayList<>();
    for (String network : networks()) {
      if (!known.contains(network)) {
        throw new StudyException(
            "%s: maps of no network of the study. Got %s. Expected folders out of: %s."
                .formatted(key, folder.maps(network, name), String.join(", ", known)));
      }
      folder.read(network);
      files.add(folder.examples(network));
      files.add(folder.maps(network, name));
    }
    return hash(files);
  }

  /** Those whose maps are there. */
  private List<String> networks() {
    try (Stream<Path> files = java.nio.file.Files.list(folder.folder())) {
      List<String> networks =
          files
              .map(file -> file.getFileName().toString())
              .filter(network -> java.nio.file.Files.isRegularFile(folder.maps(network, name)))
              .sorted()
              .toList();
      if (!networks.isEmpty()) {
        return networks;
      }
    } catch (IOException e) {
      // Told below: there is no such folder, or it cannot be read.
    }
    throw new StudyException(
        "%s: no maps. Got %s. Expected a folder with <network>/%s.npy in it."
            .formatted(key, folder.folder().toAbsolutePath().normalize(), name));
  }

  private String hash(List<Path> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files) {
        digest.update((folder.folder().relativize(file) + "\0").getBytes(UTF_8));
        digest.update((java.nio.file.Files.size(file) + "\0").getBytes(UTF_8));
        try (InputStream in = new DigestInputStream(new FileInputStream(file.toFile()), digest)) {
          in.transferTo(OutputStream.nullOutputStream());
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    } catch (IOException e) {
      throw new StudyException("%s: cannot be read. Got %s.".formatted(key, e.getMessage()), e);
    }
  }

  private Optional<SaliencyMaps> of(ModelId network, ExplainRequest request, List<String> classes) {
    Path file = folder.maps(network.unit(), name);
    if (!java.nio.file.Files.exists(file)) {
      return Optional.empty();
    }
    Map<String, MapFolder.Line> lines = folder.read(network.unit());
    long[] expected = {lines.size(), request.height(), request.width()};
    long[] got = Npy.shape(file);
    if (!Arrays.equals(got, expected)) {
      throw new DataException(
          "%s: another shape. Got %s. Expected %s: the examples of examples.csv, height, width of the study's images."
              .formatted(file, Arrays.toString(got), Arrays.toString(expected)));
    }
    int[] rows = new int[request.size()];
    for (int i = 0; i < rows.length; i++) {
      String className = classes.get(request.classes()[i]);
      rows[i] = row(folder.examples(network.unit()), lines, request.ids().get(i), className);
    }
    Array maps = Npy.read(file, rows);
    return Optional.of(SaliencyMaps.brought(name + " (" + file + ")", request, maps.values()));
  }

  private static int row(
      Path file, Map<String, MapFolder.Line> lines, String id, String className) {
    MapFolder.Line line = lines.get(id);
    if (line == null) {
      throw new DataException(
          "%s: an example is missing. Expected a line for %s, which the study explains. Write the file anew with heirloom maps."
              .formatted(file, id));
    }
    if (!line.className().equals(className)) {
      throw new DataException(
          "%s: example %s is explained for another class. Got %s. Expected %s, which the teacher predicts. Were the maps made for another teacher?"
              .formatted(file, id, line.className(), className));
    }
    if (line.row() >= lines.size()) {
      throw new DataException(
          "%s: a row beyond the last. Got %d for example %s. Expected 0 to %d."
              .formatted(file, line.row(), id, lines.size() - 1));
    }
    return line.row();
  }
}
