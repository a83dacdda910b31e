package org.heirloom.probe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A formula of concepts, from left to right: each term is joined to all that stands before it.
 *
 * @see <a href="https://arxiv.org/abs/2006.14032">Mu and Andreas (2020), Compositional explanations
 *     of neurons</a>
 */
record Composition(List<Term> terms) {

  /** How a term is joined. The first of a formula has none, and takes {@link #OR}. */
  enum Operator {
    OR {
      @Override
      long join(long before, long term) {
        return before | term;
      }
    },
    AND {
      @Override
      long join(long before, long term) {
        return before & term;
      }
    },
    AND_NOT {
      @Override
      long join(long before, long term) {
        return before & ~term;
      }
    };

    abstract long join(long before, long term);
  }

  /** A concept by its index. */
  record Term(Operator operator, int concept) {}

  /**
   * How formulas are sought.
   *
   * @param beam how many of each length are made longer
   * @param length most concepts in a formula
   * @param penalty factor of a formula's score for every concept beyond the first, in (0, 1]
   */
  record Search(int beam, int length, double penalty) {}

  /** A formula with its pixels. */
  private record Candidate(Composition formula, long[] pixels, double score) {}

  /**
   * The formula whose pixels fit best, by beam search from the best single concepts. Of equal ones
   * the shorter, then the one that comes first, is taken.
   *
   * @param pixels of a unit
   * @param concepts pixels of each, at least one
   */
  static Composition best(long[] pixels, long[][] concepts, Search search) {
    List<Candidate> beam = new ArrayList<>();
    for (int c = 0; c < concepts.length; c++) {
      Composition single = new Composition(List.of(new Term(Operator.OR, c)));
      beam.add(new Candidate(single, concepts[c], BitSample.iou(pixels, concepts[c])));
    }
    beam = highest(beam, search.beam());
    Candidate best = beam.get(0);
    for (int length = 2; length <= search.length(); length++) {
      double factor = Math.pow(search.penalty(), length - 1);
      List<Candidate> longer = new ArrayList<>();
      for (Candidate candidate : beam) {
        longer.addAll(highest(extended(candidate, pixels, concepts, factor), search.beam()));
      }
      if (longer.isEmpty()) {
        break;
      }
      beam = highest(longer, search.beam());
      best = beam.get(0).score > best.score ? beam.get(0) : best;
    }
    return best.formula;
  }

  /** With one more concept; pixels are made when they are needed. */
  private static List<Candidate> extended(
      Candidate shorter, long[] pixels, long[][] concepts, double factor) {
    List<Candidate> longer = new ArrayList<>();
    for (int c = 0; c < concepts.length; c++) {
      for (Operator operator : Operator.values()) {
        if (!shorter.formula.has(c)) {
          long[] joined = joined(operator, shorter.pixels, concepts[c]);
          List<Term> terms = new ArrayList<>(shorter.formula.terms);
          terms.add(new Term(operator, c));
          longer.add(
              new Candidate(
                  new Composition(List.copyOf(terms)),
                  joined,
                  factor * BitSample.iou(pixels, joined)));
        }
      }
    }
    return longer;
  }

  private static List<Candidate> highest(List<Candidate> candidates, int most) {
    return candidates.stream()
        .sorted(Comparator.comparingDouble(candidate -> -candidate.score))
        .limit(most)
        .toList();
  }

  private static long[] joined(Operator operator, long[] before, long[] term) {
    long[] joined = new long[before.length];
    for (int i = 0; i < joined.length; i++) {
      joined[i] = operator.join(before[i], term[i]);
    }
    return joined;
  }

  private boolean has(int concept) {
    return terms.stream().anyMatch(term -> term.concept == concept);
  }

  /** Its pixels, given those of each concept. */
  long[] pixels(long[][] concepts) {
    long[] pixels = new long[concepts[0].length];
    for (Term term : terms) {
      pixels = joined(term.operator, pixels, concepts[term.concept]);
    }
    return pixels;
  }

  /** In words, with brackets around what is joined first. */
  String text(List<String> names) {
    String text = names.get(terms.get(0).concept);
    for (int i = 1; i < terms.size(); i++) {
      String before = i == 1 ? text : "(" + text + ")";
      String operator = terms.get(i).operator.name().replace('_', ' ');
      text = "%s %s %s".formatted(before, operator, names.get(terms.get(i).concept));
    }
    return text;
  }
}
