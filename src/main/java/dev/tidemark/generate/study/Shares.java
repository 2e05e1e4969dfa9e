package dev.tidemark.generate.study;

/** Splits a whole number by weights, into parts that add up to it exactly. */
final class Shares {
  private Shares() {}

  static long[] split(long total, long... weights) {
    long all = 0;
    for (long weight : weights) {
      all += weight;
    }
    long[] shares = new long[weights.length];
    long weighed = 0;
    long given = 0;
    for (int i = 0; i < weights.length; i++) {
      weighed += weights[i];
      long upToHere = total * weighed / all;
      shares[i] = upToHere - given;
      given = upToHere;
    }
    return shares;
  }
}
