package org.heirloom.data.creature;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which values of which factors make a class: a code over head, eyes, ears and texture, or the
 * texture alone.
 *
 * <p>Codewords differ in at least two parts, so that hiding one part never hides the class. From
 * four classes on, every value of every part is shared by at least two classes, so that no single
 * part suffices to tell any class. (With two or three that is impossible: whatever tells two
 * classes apart does so alone.) Apart from five classes, nearest classes mostly differ in exactly
 * two parts.
 */
public final class ClassCode {
  static final int MAX_CLASSES = 12;

  private static final List<Factor> CODED =
      List.of(Factor.HEAD, Factor.EYES, Factor.EARS, Factor.TEXTURE);

  /** Codewords by number of classes, found by search; digits are values of head, eyes, ears, … */
  private static final Map<Integer, String> TABLE =
      Map.ofEntries(
          Map.entry(2, "0101 0202"),
          Map.entry(3, "1010 1233 3333"),
          Map.entry(4, "1213 1301 3211 3303"),
          Map.entry(5, "2013 2032 2133 3012 3132"),
          Map.entry(6, "1103 1223 2132 2300 3232 3320"),
          Map.entry(7, "1213 1301 2212 2321 3002 3023 3311"),
          Map.entry(8, "0133 0202 1200 1312 2020 2110 3033 3322"),
          Map.entry(9, "0211 0313 1000 1222 1321 2030 2122 3101 3133"),
          Map.entry(10, "0201 0230 0313 1011 1321 2002 2120 2133 3102 3310"),
          Map.entry(11, "0101 0220 1001 1130 1310 2013 2032 2221 3112 3223 3302"),
          Map.entry(12, "0100 0233 0323 1003 1020 1212 2101 2210 2332 3032 3221 3311"));

  private final List<Map<Factor, Integer>> words;
  private final List<Factor> factors;

  private ClassCode(List<Map<Factor, Integer>> words) {
    this.words = words;
    this.factors = List.copyOf(words.get(0).keySet());
  }

  /** The code for a number of classes. */
  static ClassCode of(int classes, boolean singlePart) {
    List<Map<Factor, Integer>> words = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      Map<Factor, Integer> word = new EnumMap<>(Factor.class);
      if (singlePart) {
        word.put(Factor.TEXTURE, c);
      } else {
        String digits = TABLE.get(classes).split(" ")[c];
        for (int i = 0; i < CODED.size(); i++) {
          word.put(CODED.get(i), digits.charAt(i) - '0');
        }
      }
      words.add(Collections.unmodifiableMap(word)); // keeps the enum's order
    }
    return new ClassCode(words);
  }

  /** Number of classes. */
  public int classes() {
    return words.size();
  }

  /** The factors of which the code is made. */
  public Set<Factor> factors() {
    return EnumSet.copyOf(factors);
  }

  /** The value of every coded factor in a class. */
  public Map<Factor, Integer> word(int label) {
    return words.get(label);
  }

  /** A name that says what the class is, such as {@code round-bar-long-plain}. */
  public String name(int label) {
    List<String> values = new ArrayList<>();
    for (Factor factor : factors()) {
      values.add(factor.options().get(words.get(label).get(factor)));
    }
    return String.join("-", values);
  }

  /** The class with these values, or −1: the oracle that reads factors. */
  public int decode(Map<String, Double> values) {
    for (int c = 0; c < words.size(); c++) {
      boolean same = true;
      for (Map.Entry<Factor, Integer> entry : words.get(c).entrySet()) {
        same &= values.get(entry.getKey().label()).intValue() == entry.getValue();
      }
      if (same) {
        return c;
      }
    }
    return -1;
  }

  /** In how many coded factors two classes differ. */
  public int distance(int a, int b) {
    return differing(a, b).size();
  }

  private Set<Factor> differing(int a, int b) {
    Set<Factor> differing = EnumSet.noneOf(Factor.class);
    for (Factor factor : factors) {
      if (!words.get(a).get(factor).equals(words.get(b).get(factor))) {
        differing.add(factor);
      }
    }
    return differing;
  }

  /** Ground truth 1: what tells a class from its nearest classes (all at the least distance). */
  public Set<Factor> evidence(int label) {
    int nearest = Integer.MAX_VALUE;
    for (int other = 0; other < words.size(); other++) {
      if (other != label) {
        nearest = Math.min(nearest, distance(label, other));
      }
    }
    Set<Factor> evidence = EnumSet.noneOf(Factor.class);
    for (int other = 0; other < words.size(); other++) {
      if (other != label && distance(label, other) == nearest) {
        evidence.addAll(differing(label, other));
      }
    }
    return evidence;
  }

  /** Ground truth 2: the coded factors that differ between any classes at all. */
  public Set<Factor> relevant() {
    Set<Factor> relevant = EnumSet.noneOf(Factor.class);
    for (int other = 1; other < words.size(); other++) {
      relevant.addAll(differing(0, other));
    }
    return relevant;
  }

  /**
   * Every smallest set of factors whose values no other class has, by trying all subsets: none of
   * its own subsets suffices.
   */
  public Set<Set<Factor>> minimalSufficient(int label) {
    Set<Set<Factor>> minimal = new LinkedHashSet<>();
    for (int size = 1; size <= factors.size(); size++) {
      for (int bits = 1; bits < 1 << factors.size(); bits++) {
        Set<Factor> subset = subset(bits);
        if (subset.size() == size
            && suffices(label, subset)
            && minimal.stream().noneMatch(subset::containsAll)) {
          minimal.add(subset);
        }
      }
    }
    return minimal;
  }

  private Set<Factor> subset(int bits) {
    Set<Factor> subset = EnumSet.noneOf(Factor.class);
    for (int i = 0; i < factors.size(); i++) {
      if ((bits >> i & 1) == 1) {
        subset.add(factors.get(i));
      }
    }
    return subset;
  }

  private boolean suffices(int label, Set<Factor> subset) {
    for (int other = 0; other < words.size(); other++) {
      Set<Factor> differing = differing(label, other);
      differing.retainAll(subset);
      if (other != label && differing.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** The part that shows a coded factor. */
  public static Part part(Factor factor) {
    return switch (factor) {
      case HEAD -> Part.HEAD;
      case EYES -> Part.EYES;
      case EARS -> Part.EARS;
      case TEXTURE, BODY -> Part.BODY;
      case MOUTH -> Part.MOUTH;
      default -> throw new IllegalArgumentException("no part shows " + factor.label());
    };
  }
}
