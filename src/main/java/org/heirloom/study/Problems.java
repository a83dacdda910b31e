package org.heirloom.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heirloom.StudyException;

/**
 * Everything that is wrong with a study, collected while it is read and checked, and told at once.
 *
 * <p>The first problem of a key is kept: what follows from a value that is already known to be
 * wrong would only mislead.
 */
final class Problems {
  private final List<Problem> found = new ArrayList<>();
  private final Map<String, Tree.Origin> origins = new HashMap<>();

  /** One problem: {@code path (line 7): text}. */
  private record Problem(String path, Tree.Origin origin, String text) {
    String line() {
      String where = origin.text();
      if (path.isEmpty()) {
        return where.isEmpty() ? text : where + ": " + text;
      }
      return path + (where.isEmpty() ? "" : " (" + where + ")") + ": " + text;
    }
  }

  /** Remembers where the value of a key was written. */
  void locate(String path, Tree.Origin origin) {
    origins.put(path, origin);
  }

  /** Adds a problem, unless this key or one above it already has one. */
  void add(String path, String text) {
    if (found.stream().noneMatch(problem -> reaches(problem.path(), path))) {
      found.add(new Problem(path, origin(path), text));
    }
  }

  /** Whether neither these keys, nor those above or below them, have a problem. */
  boolean sound(Collection<String> paths) {
    return found.stream()
        .noneMatch(
            problem ->
                paths.stream()
                    .anyMatch(
                        path -> reaches(problem.path(), path) || reaches(path, problem.path())));
  }

  /** The checks of the keys below {@code path}; empty for the root. */
  Scope in(String path) {
    return new Scope(this, path);
  }

  /** Ends the reading of a study with all that was found, if anything was. */
  void throwIfAny(String file) {
    if (found.isEmpty()) {
      return;
    }
    List<Problem> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparingInt(problem -> problem.origin().order()));
    Set<String> lines = new LinkedHashSet<>();
    sorted.forEach(problem -> lines.add("  " + problem.line()));
    throw new StudyException(
        file
            + ": "
            + lines.size()
            + (lines.size() == 1 ? " problem" : " problems")
            + "\n"
            + String.join("\n", lines));
  }

  private Tree.Origin origin(String path) {
    String nearest = path;
    while (!origins.containsKey(nearest) && !nearest.isEmpty()) {
      nearest =
          nearest.substring(
              0, Math.max(0, Math.max(nearest.lastIndexOf('.'), nearest.lastIndexOf('['))));
    }
    return origins.getOrDefault(nearest, Tree.Origin.DEFAULT);
  }

  private static boolean reaches(String upper, String path) {
    return path.startsWith(upper)
        && (upper.isEmpty()
            || path.length() == upper.length()
            || path.charAt(upper.length()) == '.'
            || path.charAt(upper.length()) == '[');
  }
}
