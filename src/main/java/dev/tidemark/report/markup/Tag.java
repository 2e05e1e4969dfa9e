package dev.tidemark.report.markup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An element of HTML or SVG. Its names are of a closed vocabulary without scripts, styles, events
 * and addresses of other places; what it holds is text, which is escaped, or tags.
 */
public final class Tag {
  private static final Set<String> ELEMENTS =
      Set.of(
          ("a article aside button caption code details dd div dl dt em figcaption figure footer h1 h2"
                  + " h3 header input label legend li main nav ol p pre section small span strong"
                  + " summary table tbody td tfoot th thead time tr ul"
                  + " svg g path rect line circle text tspan title desc defs pattern polyline"
                  + " polygon marker clipPath")
              .split(" "));

  private static final Set<String> VOID = Set.of("input");

  private static final Set<String> ATTRIBUTES =
      Set.of(
          ("aria-hidden aria-label aria-labelledby checked class clip-path colspan cx cy d"
                  + " data-plot data-copy data-readout dx dy for height hidden href id lang"
                  + " marker-end markerHeight markerWidth name open orient patternTransform"
                  + " patternUnits points preserveAspectRatio r refX refY role rx scope tabindex"
                  + " text-anchor title transform type viewBox width x x1 x2 y y1 y2 datetime")
              .split(" "));

  /** Links lead to other parts of the page. */
  private static final Pattern FRAGMENT = Pattern.compile("#[a-z][-a-z0-9]*");

  private final String name;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<Object> content = new ArrayList<>();

  private Tag(String name) {
    if (!ELEMENTS.contains(name)) {
      throw new IllegalArgumentException("a page has no element " + name);
    }
    this.name = name;
  }

  /** An element without content. */
  public static Tag of(String name) {
    return new Tag(name);
  }

  /** An element that holds a text. */
  public static Tag of(String name, String text) {
    return new Tag(name).text(text);
  }

  /** An element that holds others. */
  public static Tag of(String name, List<Tag> tags) {
    return new Tag(name).add(tags);
  }

  /**
   * Sets an attribute.
   *
   * @throws IllegalArgumentException if no element of a page has it, or it leads to another place
   */
  public Tag with(String attribute, String value) {
    if (!ATTRIBUTES.contains(attribute)) {
      throw new IllegalArgumentException("a page has no attribute " + attribute);
    }
    if (attribute.equals("href") && !FRAGMENT.matcher(value).matches()) {
      throw new IllegalArgumentException("a link leads to a part of the page");
    }
    attributes.put(attribute, value);
    return this;
  }

  /** Sets an attribute to a number. */
  public Tag with(String attribute, long value) {
    return with(attribute, Long.toString(value));
  }

  /** Sets the class. */
  public Tag in(String styleClass) {
    return with("class", styleClass);
  }

  /** Appends text, which stays text whatever it holds. */
  public Tag text(String text) {
    content.add(text);
    return this;
  }

  /** Appends elements. */
  public Tag add(Tag... tags) {
    return add(List.of(tags));
  }

  /** Appends elements. */
  public Tag add(List<Tag> tags) {
    content.addAll(tags);
    return this;
  }

  void writeTo(StringBuilder out) {
    out.append('<').append(name);
    attributes.forEach(
        (attribute, value) -> {
          out.append(' ').append(attribute).append("=\"");
          Escaped.write(value, out);
          out.append('"');
        });
    out.append('>');
    if (VOID.contains(name)) {
      return;
    }
    for (Object part : content) {
      if (part instanceof Tag tag) {
        tag.writeTo(out);
      } else {
        Escaped.write((String) part, out);
      }
    }
    out.append("</").append(name).append('>');
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    writeTo(out);
    return out.toString();
  }
}
