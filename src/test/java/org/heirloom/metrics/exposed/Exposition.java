package org.heirloom.metrics.exposed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Series of ours in Prometheus' text format: labels with all their values, by name. */
public final class Exposition {
  private static final Pattern LINE = Pattern.compile("(heirloom_\\w+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final Map<String, Map<String, Set<String>>> labels = new TreeMap<>();
  private final Set<String> series = new TreeSet<>();

  /** Takes in what an endpoint says, if it is there. */
  public void read(int port) {
    try (InputStream in =
        URI.create("http://127.0.0.1:" + port + "/metrics").toURL().openStream()) {
      add(new String(in.readAllBytes(), UTF_8));
    } catch (IOException notThere) {
      return;
    }
  }

  /** Takes in a text. */
  public void add(String text) {
    text.lines().forEach(this::line);
  }

  private void line(String line) {
    Matcher matcher = LINE.matcher(line);
    if (line.startsWith("#") || !matcher.matches()) {
      return;
    }
    series.add(line.substring(0, line.lastIndexOf(' ')));
    Map<String, Set<String>> of = labels.computeIfAbsent(matcher.group(1), n -> new TreeMap<>());
    Matcher label = LABEL.matcher(Optional.ofNullable(matcher.group(2)).orElse(""));
    while (label.find()) {
      of.computeIfAbsent(label.group(1), n -> new TreeSet<>()).add(label.group(2));
    }
  }

  /** Labels and their values by name. */
  public Map<String, Map<String, Set<String>>> labels() {
    return labels;
  }

  /** Every series: a name with its labels. */
  public Set<String> series() {
    return series;
  }
}
