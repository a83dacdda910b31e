package org.heirloom.study;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentEndEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.events.StreamStartEvent;

/**
 * Reads one YAML document into a {@link Tree}: no tags, no duplicate keys, bounded depth and size
 * even where anchors multiply it.
 *
 * <p>Nothing in the text can make an object of a chosen class: events become five kinds of values.
 */
final class YamlReader {
  private static final int DEEPEST = 20;
  private static final int LARGEST = 10_000;

  private final Iterator<Event> events;
  private final Map<String, Tree> anchors = new HashMap<>();
  private final Tree.Origin fixed;
  private int depth;

  private YamlReader(String text, Tree.Origin fixed) {
    this.fixed = fixed;
    events = new Yaml(new LoaderOptions()).parse(new StringReader(text)).iterator();
  }

  /**
   * Reads the only document of {@code text}, each value said to come from its line; null where
   * there is none.
   *
   * @throws Malformed if it is not YAML, or more than a study needs of it
   */
  static Tree read(String text) throws Malformed {
    return read(text, null);
  }

  /** Reads a document, each value said to come from {@code fixed}. */
  static Tree read(String text, Tree.Origin fixed) throws Malformed {
    YamlReader reader = new YamlReader(text, fixed);
    try {
      return reader.document();
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      throw new Malformed(reader.line(mark), "not YAML: " + explain(e.getProblem()));
    } catch (YAMLException e) {
      throw new Malformed(Tree.Origin.DEFAULT, "not YAML: " + firstLine(e.getMessage()));
    }
  }

  private static String explain(String problem) {
    if (problem.contains("(TAB)")) {
      return "a tab. Expected spaces.";
    }
    boolean nested = problem.contains("mapping values");
    return problem + (nested ? ". Look at the indentation and the colons." : ".");
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("") + ".";
  }

  private Tree document() throws Malformed {
    Tree root = null;
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof DocumentStartEvent && root != null) {
        throw new Malformed(
            line(event.getStartMark()),
            "a second document starts here. Expected one study per file. Remove the line ---.");
      }
      boolean frame =
          event instanceof StreamStartEvent
              || event instanceof DocumentStartEvent
              || event instanceof DocumentEndEvent;
      root = event instanceof NodeEvent && !frame ? node(event) : root;
    }
    return root;
  }

  private Tree node(Event event) throws Malformed {
    Tree.Origin origin = line(event.getStartMark());
    if (event instanceof AliasEvent alias) {
      return anchored(alias, origin);
    }
    Tree tree = untagged(event, origin);
    if (tree.size() > LARGEST) {
      throw new Malformed(
          origin, "too many values. Got " + tree.size() + ". Expected at most " + LARGEST + ".");
    }
    String anchor = ((NodeEvent) event).getAnchor();
    if (anchor != null) {
      anchors.put(anchor, tree);
    }
    return tree;
  }

  private Tree anchored(AliasEvent alias, Tree.Origin origin) throws Malformed {
    Tree tree = anchors.get(alias.getAnchor());
    if (tree == null) {
      throw new Malformed(
          origin, "no anchor &" + alias.getAnchor() + " ends before *" + alias.getAnchor() + ".");
    }
    return tree.from(origin);
  }

  private Tree untagged(Event event, Tree.Origin origin) throws Malformed {
    refuseTag(event, origin);
    if (event instanceof ScalarEvent scalar) {
      boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
      return new Tree.Scalar(plain ? Scalars.of(scalar.getValue()) : scalar.getValue(), origin);
    }
    if (++depth > DEEPEST) {
      throw new Malformed(origin, "nested too deeply. Expected at most " + DEEPEST + " levels.");
    }
    Tree tree = event instanceof SequenceStartEvent ? sequence(origin) : mapping(origin);
    depth--;
    return tree;
  }

  private static void refuseTag(Event event, Tree.Origin origin) throws Malformed {
    String tag =
        event instanceof ScalarEvent scalar
            ? scalar.getTag()
            : event instanceof SequenceStartEvent start
                ? start.getTag()
                : ((MappingStartEvent) event).getTag();
    if (tag != null) {
      throw new Malformed(
          origin,
          "tags are not allowed. Got "
              + Text.quote(tag.replaceFirst("^tag:yaml\\.org,2002:", "!!"))
              + ". Expected plain values. Remove the tag.");
    }
  }

  private Tree sequence(Tree.Origin origin) throws Malformed {
    List<Tree> items = new ArrayList<>();
    for (Event event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
      items.add(node(event));
    }
    return Tree.Sequence.of(items, origin);
  }

  private Tree mapping(Tree.Origin origin) throws Malformed {
    Map<String, Tree> entries = new LinkedHashMap<>();
    for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
      Tree.Origin at = line(event.getStartMark());
      String key = key(event, at);
      Tree before = entries.put(key, node(events.next()).from(at));
      if (before != null) {
        throw new Malformed(
            at,
            "key "
                + Text.quote(key)
                + " stands here again, after "
                + before.origin().text()
                + ". Expected each key once. Remove one of them.");
      }
    }
    return Tree.Mapping.of(entries, origin);
  }

  private static String key(Event event, Tree.Origin at) throws Malformed {
    if (event instanceof ScalarEvent scalar) {
      refuseTag(event, at);
      return scalar.getValue();
    }
    throw new Malformed(at, "a key must be a plain word. Got a list, a mapping or an alias.");
  }

  private Tree.Origin line(Mark mark) {
    if (fixed != null) {
      return fixed;
    }
    return mark == null ? Tree.Origin.DEFAULT : Tree.Origin.line(mark.getLine() + 1);
  }

  /** The text is not a document that can be read. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Tree.Origin origin;

    Malformed(Tree.Origin origin, String message) {
      super(message);
      this.origin = origin;
    }

    /** Where the text is wrong. */
    Tree.Origin origin() {
      return origin;
    }
  }
}
