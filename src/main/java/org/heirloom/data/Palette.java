package org.heirloom.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.heirloom.DataException;
import org.heirloom.store.SourceFolder;
import org.heirloom.study.Text;

/**
 * What the colours or the numbers of segmentation masks mean, from a file of lines {@code
 * colour,concept,category} or {@code index,concept,category} below a head line that says so.
 *
 * <p>A colour is {@code #rrggbb}, an index 0 to 255. Several lines may give one colour several
 * concepts (a wheel is part of a car), and one concept several colours. A line with neither concept
 * nor category says that the colour means nothing.
 *
 * @param indexes whether masks hold numbers and not colours
 * @param concepts by colour ({@code 0xrrggbb}) or index
 */
record Palette(boolean indexes, Map<Integer, List<PixelConcept>> concepts) {
  private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");
  private static final Pattern INDEX = Pattern.compile("[0-9]{1,3}");
  private static final Pattern NAME = Pattern.compile("[^/\\s,\"\\p{Cntrl}]+");

  /**
   * Reads a palette.
   *
   * @throws DataException if a line is not of this form; the message names the line
   */
  static Palette read(SourceFolder folder, String path) {
    String file = folder.path(path);
    List<String> lines = lines(folder, path);
    String head = lines.isEmpty() ? "" : lines.get(0).strip().replace("\uFEFF", "");
    if (!head.equals("colour,concept,category") && !head.equals("index,concept,category")) {
      throw problem(
          file,
          1,
          "not a palette's head",
          head,
          "colour,concept,category or index,concept,category");
    }
    Palette palette = new Palette(head.startsWith("index"), new TreeMap<>());
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        palette.add(file, i + 1, lines.get(i));
      }
    }
    if (palette.all().isEmpty()) {
      throw problem(file, lines.size(), "no concept", "", "at least one line with a concept");
    }
    return palette;
  }

  private void add(String file, int number, String line) {
    String[] cells = line.split(",", -1);
    if (cells.length != 3) {
      throw problem(file, number, "not three cells", line, "as in the head");
    }
    int value = value(file, number, cells[0].strip());
    String name = cells[1].strip();
    String category = cells[2].strip();
    List<PixelConcept> meant = concepts.computeIfAbsent(value, key -> new ArrayList<>());
    if (name.isEmpty() && category.isEmpty()) {
      return;
    }
    if (!NAME.matcher(name).matches()) {
      throw problem(
          file, number, "not a concept's name", name, "a name without spaces, commas and slashes");
    }
    PixelConcept concept =
        PixelConcept.Category.named(category)
            .map(known -> new PixelConcept(category + "/" + name, known))
            .orElseThrow(
                () ->
                    problem(
                        file,
                        number,
                        "unknown category",
                        category,
                        String.join(", ", PixelConcept.Category.labels())));
    if (meant.contains(concept)) {
      throw problem(file, number, "said twice", line, "each line once");
    }
    meant.add(concept);
  }

  private int value(String file, int number, String text) {
    if (!indexes && COLOUR.matcher(text).matches()) {
      return Integer.parseInt(text.substring(1), 16);
    }
    if (indexes && INDEX.matcher(text).matches() && Integer.parseInt(text) <= 255) {
      return Integer.parseInt(text);
    }
    throw problem(
        file,
        number,
        indexes ? "not an index" : "not a colour",
        text,
        indexes ? "a whole number from 0 to 255" : "#rrggbb, such as #ff8000");
  }

  private static DataException problem(
      String file, int line, String what, String got, String expected) {
    return new DataException(
        "%s (line %d): %s. Got %s. Expected %s."
            .formatted(file, line, what, Text.quote(got), expected));
  }

  private static List<String> lines(SourceFolder folder, String path) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(folder.read(path));
      return UTF_8.newDecoder().decode(bytes).toString().lines().toList();
    } catch (IOException e) {
      throw new DataException(
          folder.path(path) + ": cannot be read. Got " + e + ". Expected a text file in UTF-8.", e);
    }
  }

  /** Every concept once, in order. */
  List<PixelConcept> all() {
    return concepts.values().stream().flatMap(List::stream).distinct().sorted().toList();
  }

  /** A colour or index as the file writes it. */
  String text(int value) {
    return indexes ? Integer.toString(value) : "#%06x".formatted(value);
  }
}
