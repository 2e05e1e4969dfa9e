package dev.tidemark.model.reading;

import java.util.Comparator;

/**
 * Orders texts by code point, as SQL, UTF-8 and most languages do. Java's own order differs beyond
 * U+FFFF.
 */
public enum CodePointOrder implements Comparator<String> {
  ORDER;

  @Override
  public int compare(String a, String b) {
    int common = Math.min(a.length(), b.length());
    for (int i = 0; i < common; i++) {
      char ofA = a.charAt(i);
      char ofB = b.charAt(i);
      if (ofA != ofB) {
        // Surrogates sort after all other chars, although their values are smaller than some.
        int order = Boolean.compare(Character.isSurrogate(ofA), Character.isSurrogate(ofB));
        return order != 0 ? order : Character.compare(ofA, ofB);
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
