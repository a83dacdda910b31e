package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.DataException;
import org.heirloom.StudyException;

/**
 * Saliency maps in files, for people and other programs.
 *
 * <pre>
 * images.npy                      [examples, height, width, channels], in [0, 1]
 * images/0000.png                 the same, to look at
 * NETWORK/examples.csv            row, class that is explained, id of the example
 * NETWORK/EXPLAINER.npy           [examples, height, width], higher where a pixel speaks for the class
 * NETWORK/EXPLAINER/0000.png      the map over its image
 * </pre>
 *
 * <p>Arrays are float32 and in the order of {@code examples.csv}. Maps that are brought need that
 * file and {@code NETWORK/EXPLAINER.npy} alone. Networks of different teachers may explain
 * different classes.
 *
 * @param folder where all that is
 */
record MapFolder(Path folder) {
  private static final String HEADER = "row,class,id";

  /** One example. */
  record Line(int row, String className, String id) {}

  Path images() {
    return folder.resolve("images.npy");
  }

  Path image(int row) {
    return folder.resolve("images").resolve(picture(row));
  }

  Path network(String network) {
    return folder.resolve(network);
  }

  Path examples(String network) {
    return network(network).resolve("examples.csv");
  }

  Path maps(String network, String explainer) {
    return network(network).resolve(explainer + ".npy");
  }

  Path map(String network, String explainer, int row) {
    return network(network).resolve(explainer).resolve(picture(row));
  }

  private static String picture(int row) {
    return "%04d.png".formatted(row);
  }

  /** Writes {@code examples.csv}; the id comes last, as it may hold a comma. */
  void write(String network, List<Line> lines) {
    List<String> text = new ArrayList<>(List.of(HEADER));
    lines.forEach(line -> text.add(line.row() + "," + line.className() + "," + line.id()));
    Files.lines(examples(network), text);
  }

  /**
   * Reads {@code examples.csv}.
   *
   * @return by id
   * @throws StudyException if there is none
   * @throws DataException if a line is wrong or an example stands twice
   */
  Map<String, Line> read(String network) {
    Path file = examples(network);
    if (!java.nio.file.Files.isRegularFile(file)) {
      throw new StudyException(
          file + ": no such file. Expected the one that heirloom maps writes, or one like it.");
    }
    List<String> text = Files.lines(file);
    if (text.isEmpty() || !text.get(0).strip().equals(HEADER)) {
      throw new DataException(
          "%s: another first line. Got \"%s\". Expected %s."
              .formatted(file, text.isEmpty() ? "" : text.get(0), HEADER));
    }
    Map<String, Line> lines = new LinkedHashMap<>();
    for (int i = 1; i < text.size(); i++) {
      if (text.get(i).isBlank()) {
        continue;
      }
      Line line = line(file, i, text.get(i).stripTrailing());
      if (lines.put(line.id(), line) != null) {
        throw new DataException("%s: example %s stands twice.".formatted(file, line.id()));
      }
    }
    return lines;
  }

  private static Line line(Path file, int number, String text) {
    String[] cells = text.split(",", 3);
    if (cells.length < 3 || !cells[0].matches("[0-9]{1,9}")) {
      throw new DataException(
          "%s, line %d: not a row number, a class and an id. Got \"%s\". Expected as in: 0,kind-3,creature-0000017"
              .formatted(file, number + 1, text));
    }
    return new Line(Integer.parseInt(cells[0]), cells[1], cells[2]);
  }
}
