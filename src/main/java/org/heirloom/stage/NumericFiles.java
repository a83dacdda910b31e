package org.heirloom.stage;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heirloom.stage.VerifyReport.FileResult;
import org.heirloom.stage.VerifyReport.Verdict;
import org.heirloom.store.StoreFailures;
import org.heirloom.study.CanonicalJson;

/** Compares the numbers in tables, JSON and arrays; everything else in them must be equal. */
final class NumericFiles {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?|NaN|-?Infinity");

  private final Tolerance tolerance;

  NumericFiles(Tolerance tolerance) {
    this.tolerance = tolerance;
  }

  FileResult compare(String label, Path old, Path fresh) {
    try {
      String problem = problem(label, old, fresh);
      if (problem == null) {
        return new FileResult(
            label,
            Verdict.NOT_COMPARABLE,
            "bytes differ, and there is no tolerance for such files");
      }
      return problem.isEmpty()
          ? new FileResult(label, Verdict.WITHIN_TOLERANCE, "")
          : new FileResult(label, Verdict.DIFFERENT, problem);
    } catch (IOException e) {
      throw StoreFailures.of(fresh, e);
    }
  }

  /** What differs; empty if nothing does; null for files without numbers. */
  private String problem(String label, Path old, Path fresh) throws IOException {
    String suffix = label.substring(label.lastIndexOf('.') + 1);
    return switch (suffix) {
      case "csv", "tsv" -> tables(Files.readAllLines(old), Files.readAllLines(fresh));
      case "json" ->
          trees(
              "",
              CanonicalJson.tree(Files.readString(old)),
              CanonicalJson.tree(Files.readString(fresh)));
      case "npy" -> arrays(NumpyFile.read(old), NumpyFile.read(fresh));
      default -> null;
    };
  }

  private String tables(List<String> old, List<String> fresh) {
    if (old.size() != fresh.size()) {
      return "lines: " + old.size() + " -> " + fresh.size();
    }
    for (int i = 0; i < old.size(); i++) {
      String[] a = old.get(i).split("[,\t]", -1);
      String[] b = fresh.get(i).split("[,\t]", -1);
      boolean equal = a.length == b.length;
      for (int j = 0; equal && j < a.length; j++) {
        equal = cells(a[j], b[j]);
      }
      if (!equal) {
        return "line " + (i + 1) + ": " + old.get(i) + " -> " + fresh.get(i);
      }
    }
    return "";
  }

  private boolean cells(String a, String b) {
    if (a.equals(b)) {
      return true;
    }
    Matcher first = NUMBER.matcher(a);
    Matcher second = NUMBER.matcher(b);
    return first.matches()
        && second.matches()
        && tolerance.accepts(Double.parseDouble(a), Double.parseDouble(b));
  }

  private String trees(String path, JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber() && tolerance.accepts(a.doubleValue(), b.doubleValue())) {
      return "";
    }
    if (a.isContainerNode() && a.getNodeType() == b.getNodeType() && a.size() == b.size()) {
      for (String key : keys(a)) {
        JsonNode left = a.isArray() ? a.get(Integer.parseInt(key)) : a.get(key);
        JsonNode right = b.isArray() ? b.get(Integer.parseInt(key)) : b.path(key);
        String problem = trees(path + "/" + key, left, right);
        if (!problem.isEmpty()) {
          return problem;
        }
      }
      return "";
    }
    return a.equals(b) ? "" : path + ": " + a + " -> " + b;
  }

  private static List<String> keys(JsonNode node) {
    List<String> keys = new java.util.ArrayList<>();
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        keys.add(Integer.toString(i));
      }
    } else {
      node.fieldNames().forEachRemaining(keys::add);
    }
    return keys;
  }

  private String arrays(NumpyFile old, NumpyFile fresh) {
    if (!old.header().equals(fresh.header())) {
      return "header: " + old.header() + " -> " + fresh.header();
    }
    double[] a = old.values();
    double[] b = fresh.values();
    if (a.length != b.length) {
      return "values: " + a.length + " -> " + b.length;
    }
    int[] wrong =
        java.util.stream.IntStream.range(0, a.length)
            .filter(i -> !tolerance.accepts(a[i], b[i]))
            .toArray();
    return wrong.length == 0
        ? ""
        : wrong.length
            + " values, the first at "
            + wrong[0]
            + ": "
            + a[wrong[0]]
            + " -> "
            + b[wrong[0]];
  }
}
