package org.heirloom.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.heirloom.StudyException;
import org.heirloom.data.creature.Factor;
import org.heirloom.data.creature.Hue;
import org.heirloom.data.creature.Texture;
import org.heirloom.study.Text;

/**
 * Something that a network may have learned to see, of which images can be drawn.
 *
 * @param kind where its images come from
 * @param group the factor's name for {@link Kind#FACTOR}, else empty
 * @param value the value, the texture, the hue, the folder's name or the mask's
 */
public record Concept(Kind kind, String group, String value) {

  /** Where a concept's images come from. */
  public enum Kind {
    /** A value of a categorical factor of the generator, shown by whole creatures. */
    FACTOR,
    /** A texture that fills the image. */
    TEXTURE,
    /** A hue that fills the image. */
    HUE,
    /** Images that a user has put into a folder. */
    FOLDER,
    /** Crops of the study's own images around a mask. */
    MASK
  }

  /**
   * Reads {@code factor/<name>/<value>}, {@code texture/<name>}, {@code hue/<name>}, {@code
   * folder/<name>} or {@code mask/<name>}; the name of a mask may itself hold a slash.
   *
   * @throws StudyException if there is no such concept; the message says which there are
   */
  public static Concept parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length == 3 && parts[0].equals("factor")) {
      Factor factor = factor(text, parts[1]);
      known(text, "value of " + factor.label(), parts[2], factor.options());
      return new Concept(Kind.FACTOR, parts[1], parts[2]);
    }
    if (parts.length == 2 && parts[0].equals("texture")) {
      known(text, "texture", parts[1], textures());
      return new Concept(Kind.TEXTURE, "", parts[1]);
    }
    if (parts.length == 2 && parts[0].equals("hue")) {
      known(text, "hue", parts[1], hues());
      return new Concept(Kind.HUE, "", parts[1]);
    }
    if (parts.length == 2 && parts[0].equals("folder") && !parts[1].isEmpty()) {
      return new Concept(Kind.FOLDER, "", parts[1]);
    }
    if (text.matches("mask(/[^/]+)+")) {
      return new Concept(Kind.MASK, "", text.substring("mask/".length()));
    }
    throw new StudyException(
        "probe.tcav.concepts: not a concept. Got %s. Expected factor/<name>/<value>, texture/<name>, hue/<name>, folder/<name> or mask/<name>."
            .formatted(Text.quote(text)));
  }

  private static Factor factor(String text, String name) {
    List<String> labels = Factor.categorical().stream().map(Factor::label).toList();
    known(text, "factor", name, labels);
    return Factor.categorical().get(labels.indexOf(name));
  }

  private static void known(String text, String what, String name, List<String> known) {
    if (!known.contains(name)) {
      throw new StudyException(
          "probe.tcav.concepts: no %s %s. Got %s. Expected a known one. %s"
              .formatted(what, Text.quote(name), Text.quote(text), Text.suggestion(name, known)));
    }
  }

  /** The text of every concept that can be drawn, in a fixed order. */
  public static List<String> all() {
    List<String> all = new ArrayList<>();
    for (Factor factor : Factor.categorical()) {
      factor.options().forEach(value -> all.add("factor/" + factor.label() + "/" + value));
    }
    textures().forEach(texture -> all.add("texture/" + texture));
    hues().forEach(hue -> all.add("hue/" + hue));
    return all;
  }

  /**
   * Which values of the generator's categorical factors an example shows: 0 or 1 for each {@link
   * Kind#FACTOR} concept, in the order of {@link #all}.
   */
  public static float[] shown(Example example) {
    int size = Factor.categorical().stream().mapToInt(factor -> factor.options().size()).sum();
    float[] shown = new float[size];
    int first = 0;
    for (Factor factor : Factor.categorical()) {
      shown[first + (int) Math.round(example.factors().get(factor.label()))] = 1;
      first += factor.options().size();
    }
    return shown;
  }

  private static List<String> textures() {
    return Arrays.stream(Texture.values()).map(Texture::label).toList();
  }

  private static List<String> hues() {
    return Arrays.stream(Hue.values()).map(Hue::label).toList();
  }

  /** The factor of a {@link Kind#FACTOR} concept. */
  Factor factor() {
    return factor(text(), group);
  }

  /** Whether an example of the generator shows a {@link Kind#FACTOR} concept. */
  public boolean isFactorOf(Example example) {
    return Math.round(example.factors().get(group)) == factor().options().indexOf(value);
  }

  /** What {@link #parse} reads. */
  public String text() {
    return switch (kind) {
      case FACTOR -> "factor/" + group + "/" + value;
      case TEXTURE -> "texture/" + value;
      case HUE -> "hue/" + value;
      case FOLDER -> "folder/" + value;
      case MASK -> "mask/" + value;
    };
  }

  @Override
  public String toString() {
    return text();
  }
}
