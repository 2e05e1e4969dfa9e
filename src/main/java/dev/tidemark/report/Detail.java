package dev.tidemark.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much a page shows of what can be large. Of a page that would be too large, some is made again
 * with less: at each level one part more is halved, in the order of {@link Part} and again from its
 * start.
 *
 * @param halvings how often a part is halved, of those parts that may be asked for
 */
record Detail(Map<Part, Integer> halvings) {
  private static final List<Part> PARTS = List.of(Part.values());

  static final int MOST_LEVEL = 6 * PARTS.size();

  static final int MOST_LANES = 30;

  /** What is halved, the first one first. */
  enum Part {
    SPOTS("coarser spots of event time against arrival"),
    DEVICES("fewer devices"),
    BARS("fewer bars of windows and sessions"),
    POINTS("fewer points of lines"),
    SAMPLES("fewer and shorter samples"),
    SINKS("fewer sinks"),
    TEXT("less of the pipeline file"),
    NAMES("fewer steps and transforms");

    private final String less;

    Part(String less) {
      this.less = less;
    }
  }

  /**
   * What all of a page shows.
   *
   * @param level 0 shows most
   */
  static Detail at(int level) {
    Map<Part, Integer> halvings = new EnumMap<>(Part.class);
    for (Part part : PARTS) {
      halvings.put(part, (level + PARTS.size() - 1 - PARTS.indexOf(part)) / PARTS.size());
    }
    return new Detail(halvings);
  }

  /** The same of some parts; equal to another one if these are halved as often. */
  Detail of(Set<Part> parts) {
    Map<Part, Integer> some = new EnumMap<>(halvings);
    some.keySet().retainAll(parts);
    return new Detail(some);
  }

  /** The height of the smallest spot in a density. */
  double spot() {
    return 2 << halvings(Part.SPOTS);
  }

  /** Devices whose delays are drawn. */
  int devices() {
    return halved(Part.DEVICES, 16, 2);
  }

  /** Rectangles in one timeline. */
  int bars() {
    return halved(Part.BARS, 1600, 50);
  }

  /** Users, devices or other keys with a row of their own in one timeline. */
  int lanes() {
    return halved(Part.BARS, MOST_LANES, 6);
  }

  /** Points of one line. */
  int points() {
    return halved(Part.POINTS, 500, 30);
  }

  /** Records that are shown of those that were rejected for one reason. */
  int samples() {
    return halved(Part.SAMPLES, 3, 1);
  }

  /** Characters of a record or a field that are shown. */
  int sampleLength() {
    return halved(Part.SAMPLES, 400, 25);
  }

  /** Sinks that are drawn. */
  int sinks() {
    return halved(Part.SINKS, 10, 3);
  }

  /** Characters of the pipeline file. */
  int textLength() {
    return halved(Part.TEXT, 40_000, 1000);
  }

  /** Names of transforms, sinks, steps and the like in one list. */
  int names() {
    return halved(Part.NAMES, 60, 10);
  }

  /** What is shown less of than there would be without a bound; empty if nothing is. */
  List<String> less() {
    List<String> less = new ArrayList<>();
    for (Part part : PARTS) {
      if (halvings(part) > 0) {
        less.add(part.less);
      }
    }
    return less;
  }

  private int halved(Part part, int most, int least) {
    return Math.max(least, most >> halvings(part));
  }

  private int halvings(Part part) {
    Integer known = halvings.get(part);
    if (known == null) {
      throw new IllegalStateException("a chapter depends on " + part + " and does not say so");
    }
    return known;
  }
}
