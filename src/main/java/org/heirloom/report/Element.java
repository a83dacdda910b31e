package org.heirloom.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A node of an HTML, SVG or XML document under construction; text and attribute values are escaped
 * as they are written.
 *
 * <p>What it writes is well-formed XML and, for HTML, means the same to an HTML parser. Characters
 * that XML forbids become U+FFFD. Mutable while it is built; not thread-safe.
 */
final class Element {
  /** HTML's elements without content, and SVG's shapes, which are written {@code <br/>}. */
  private static final Set<String> EMPTY =
      Set.of(
          "meta",
          "link",
          "br",
          "hr",
          "img",
          "input",
          "col",
          "path",
          "line",
          "rect",
          "circle",
          "image",
          "use",
          "polyline",
          "polygon");

  private final String name;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<Object> children = new ArrayList<>(); // Element, or String of escaped text

  private Element(String name) {
    this.name = name;
  }

  /** An element without attributes and content. */
  static Element of(String name) {
    return new Element(name);
  }

  /** An element of a class. */
  static Element of(String name, String cssClass) {
    return of(name).set("class", cssClass);
  }

  /** Sets an attribute. */
  Element set(String attribute, String value) {
    attributes.put(attribute, value);
    return this;
  }

  /** Sets a coordinate or length, rounded to two decimals. */
  Element set(String attribute, double value) {
    return set(attribute, Numbers.coordinate(value));
  }

  /** Appends a child. */
  Element add(Element child) {
    children.add(child);
    return this;
  }

  /** Appends children in order. */
  Element addAll(Iterable<Element> more) {
    more.forEach(children::add);
    return this;
  }

  /** Appends text. */
  Element text(String text) {
    children.add(escape(text));
    return this;
  }

  /** Appends a child that holds only text. */
  Element add(String child, String text) {
    return add(of(child).text(text));
  }

  /**
   * Appends a style sheet, which no parser may read as markup: it must hold no {@code <} or {@code
   * &}.
   */
  Element style(String css) {
    if (css.indexOf('<') >= 0 || css.indexOf('&') >= 0) {
      throw new IllegalArgumentException("a style sheet must hold no < or &");
    }
    children.add(css);
    return this;
  }

  boolean isEmpty() {
    return children.isEmpty();
  }

  /** The document text of this element. */
  String render() {
    StringBuilder out = new StringBuilder();
    write(out);
    return out.toString();
  }

  private void write(StringBuilder out) {
    out.append('<').append(name);
    attributes.forEach(
        (key, value) ->
            out.append(' ').append(key).append("=\"").append(escape(value)).append('"'));
    if (EMPTY.contains(name) && children.isEmpty()) {
      out.append("/>");
      return;
    }
    out.append('>');
    for (Object child : children) {
      if (child instanceof Element element) {
        element.write(out);
      } else {
        out.append(child);
      }
    }
    out.append("</").append(name).append('>');
    if (BLOCKS.contains(name)) {
      out.append('\n');
    }
  }

  private static final Set<String> BLOCKS =
      Set.of(
          "p",
          "div",
          "section",
          "article",
          "figure",
          "table",
          "tr",
          "thead",
          "tbody",
          "svg",
          "ul",
          "ol",
          "li",
          "dl",
          "dd",
          "h1",
          "h2",
          "h3",
          "header",
          "nav",
          "main",
          "footer",
          "details",
          "head",
          "body",
          "style",
          "title",
          "testsuite",
          "testcase");

  /** Text with markup characters escaped and forbidden characters replaced. */
  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(out, c));
    return out.toString();
  }

  private static void append(StringBuilder out, int c) {
    switch (c) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&#34;");
      case '\'' -> out.append("&#39;");
      default -> out.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
    }
  }

  private static boolean isAllowed(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c < 0x7f)
        || (c > 0x9f && c < 0xd800)
        || (c > 0xdfff && c < 0xfffe)
        || c > 0xffff;
  }
}
