package dev.tidemark.model;

import java.util.Comparator;

/**
 * The order of texts by their code points: that of SQL, of UTF-8 and of most languages. Java's own
 * differs from it beyond U+FFFF.
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
        // Surrogates stand for what is beyond all other chars, though their values are not.
        int order = Boolean.compare(Character.isSurrogate(ofA), Character.isSurrogate(ofB));
        return order != 0 ? order : Character.compare(ofA, ofB);
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
