package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.heirloom.DataException;
import org.heirloom.model.Array;
import org.heirloom.model.Npy;
import org.heirloom.model.tensorflow.ClassGradients.Target;
import org.heirloom.probe.Activations;
import org.heirloom.probe.SavedCav;

/**
 * Concept vectors of one network as files: {@code cavs.json} says which row of which array is which
 * concept's, {@code cavs-<layer>.npy} are arrays of float32, {@code [concepts, values]}, in the
 * layer's channel order; flattened layers row by row of positions, channels last.
 */
public final class CavFiles {
  private static final String INDEX = "cavs.json";

  private CavFiles() {}

  /**
   * The index.
   *
   * @param representation {@code pooled} or {@code flattened}
   * @param mode what was differentiated, {@code logit} or {@code loss}
   * @param classes names of the network's classes, by index
   */
  private record Index(
      String representation, String mode, List<String> classes, List<Entry> vectors) {}

  /**
   * One vector, of length 1 towards the concept.
   *
   * @param file the array
   * @param row of it, from 0
   * @param offset added to its product with an activation: above 0 is the concept's side
   * @param accuracy of the vectors that it is the mean of, on held-out images
   * @param stability mean cosine between these
   */
  private record Entry(
      String layer,
      String concept,
      String file,
      int row,
      double offset,
      double accuracy,
      double stability) {}

  /**
   * What was kept.
   *
   * @param view as what the network was seen
   * @param classes names of the network's classes, by index
   */
  public record Kept(Activations.View view, List<String> classes, List<SavedCav> vectors) {}

  static void write(Path folder, Kept kept) {
    Map<String, List<SavedCav>> byLayer = new LinkedHashMap<>();
    kept.vectors().forEach(v -> byLayer.computeIfAbsent(v.layer(), l -> new ArrayList<>()).add(v));
    List<Entry> entries = new ArrayList<>();
    byLayer.forEach(
        (layer, rows) -> {
          String file = "cavs-" + layer + ".npy";
          int width = rows.get(0).direction().length;
          float[] values = new float[rows.size() * width];
          for (int row = 0; row < rows.size(); row++) {
            SavedCav vector = rows.get(row);
            for (int c = 0; c < width; c++) {
              values[row * width + c] = (float) vector.direction()[c];
            }
            entries.add(
                new Entry(
                    layer,
                    vector.concept(),
                    file,
                    row,
                    vector.offset(),
                    vector.accuracy(),
                    vector.stability()));
          }
          Npy.write(folder.resolve(file), new Array(values, rows.size(), width));
        });
    Files.json(
        folder.resolve(INDEX),
        new Index(
            kept.view().flattened() ? "flattened" : "pooled",
            kept.view().target().name().toLowerCase(Locale.ROOT),
            kept.classes(),
            entries));
  }

  /**
   * Reads what {@link #write} left.
   *
   * @param folder with {@code cavs.json}, as a unit of the stage probe leaves it
   * @throws DataException if there is none, or it is damaged
   */
  public static Kept read(Path folder) {
    Path file = folder.resolve(INDEX);
    if (!java.nio.file.Files.isRegularFile(file)) {
      throw new DataException(
          "%s: no concept vectors. Got no %s in it. Expected a folder of the stage probe, of a study with probe.tcav."
              .formatted(folder, INDEX));
    }
    Index index = Files.json(file, Index.class);
    Map<String, Array> arrays = new LinkedHashMap<>();
    List<SavedCav> vectors = new ArrayList<>();
    for (Entry entry : index.vectors()) {
      Array array =
          arrays.computeIfAbsent(entry.file(), name -> Npy.read(folder.resolve(plain(name, file))));
      if (entry.row() < 0 || entry.row() >= array.rows()) {
        throw new DataException(
            "%s: no such row of %s. Got %d. Expected less than %d."
                .formatted(file, entry.file(), entry.row(), array.rows()));
      }
      vectors.add(
          new SavedCav(
              entry.layer(),
              entry.concept(),
              array.rowAsDoubles(entry.row()),
              entry.offset(),
              entry.accuracy(),
              entry.stability()));
    }
    return new Kept(
        new Activations.View(
            index.representation().equals("flattened"),
            Target.valueOf(index.mode().toUpperCase(Locale.ROOT))),
        index.classes(),
        vectors);
  }

  private static String plain(String name, Path index) {
    if (name.contains("/") || name.contains("\\")) {
      throw new DataException(
          index + ": an array in another folder. Got " + name + ". Expected a plain file name.");
    }
    return name;
  }
}
