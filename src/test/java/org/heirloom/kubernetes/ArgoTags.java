package org.heirloom.kubernetes;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Argo fills in when a workflow runs: {@code {{name}}} and {@code {{=expression}}}. */
final class ArgoTags {
  private static final Pattern TAG = Pattern.compile("\\{\\{(.*?)}}");
  private static final Pattern NAME =
      Pattern.compile("\\b(?:workflow|inputs|steps|tasks)\\.[\\w.-]*[\\w-]");

  private ArgoTags() {}

  /** A text with every tag replaced. */
  static String fill(String text, UnaryOperator<String> value) {
    return TAG.matcher(text).replaceAll(tag -> Matcher.quoteReplacement(value.apply(tag.group(1))));
  }

  /** The same with values that only look right. */
  static String fill(String text) {
    return fill(text, tag -> tag.contains("b64enc") ? "bmFtZTogc21hbGw=" : "filled-in");
  }

  /** Names of all variables in a text, also those in expressions. */
  static Set<String> names(String text) {
    Set<String> names = new TreeSet<>();
    TAG.matcher(text)
        .results()
        .forEach(tag -> NAME.matcher(tag.group(1)).results().forEach(n -> names.add(n.group())));
    return names;
  }
}
