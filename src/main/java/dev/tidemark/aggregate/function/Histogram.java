package dev.tidemark.aggregate.function;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Counts numbers in buckets of equal relative width. A bucket is what the sign, the exponent and
 * the first bits of the fraction of a double say, so its middle differs from each of its numbers by
 * at most 0.4 %, and merging histograms gives the same buckets in any order.
 */
final class Histogram {
  /** 128 buckets for each power of two: their middle is within 1/256 of their numbers. */
  private static final int FRACTION_BITS = 7;

  private static final int DROPPED_BITS = 52 - FRACTION_BITS;

  private final Side negative = new Side();
  private final Side positive = new Side();

  void add(double number) {
    if (number < 0) {
      negative.add(bucket(-number), 1);
    } else {
      positive.add(bucket(number), 1);
    }
  }

  void add(Histogram other) {
    negative.add(other.negative);
    positive.add(other.positive);
  }

  long count() {
    return negative.total + positive.total;
  }

  /** The middle of the bucket that holds the number of a rank, from 0. */
  double numberAt(long rank) {
    return rank < negative.total
        ? -middle(negative.bucketAt(negative.total - 1 - rank))
        : middle(positive.bucketAt(rank - negative.total));
  }

  void writeTo(DataOutputStream out) throws IOException {
    negative.writeTo(out);
    positive.writeTo(out);
  }

  static Histogram readFrom(DataInputStream in) throws IOException {
    Histogram histogram = new Histogram();
    histogram.negative.readFrom(in);
    histogram.positive.readFrom(in);
    return histogram;
  }

  private static int bucket(double magnitude) {
    return (int) (Double.doubleToRawLongBits(magnitude) >>> DROPPED_BITS);
  }

  private static double middle(int bucket) {
    if (bucket == 0) {
      return 0.0;
    }
    return Double.longBitsToDouble(((long) bucket << DROPPED_BITS) | (1L << (DROPPED_BITS - 1)));
  }

  /** The buckets of the numbers of one sign, by magnitude: those between the least and the most. */
  private static final class Side {
    private long[] counts = {};

    /** The bucket of the first count. */
    private int lowest;

    private long total;

    void add(int bucket, long count) {
      if (bucket < lowest || bucket >= lowest + counts.length) {
        reach(bucket);
      }
      counts[bucket - lowest] += count;
      total += count;
    }

    void add(Side other) {
      for (int i = 0; i < other.counts.length; i++) {
        if (other.counts[i] > 0) {
          add(other.lowest + i, other.counts[i]);
        }
      }
    }

    int bucketAt(long rank) {
      long left = rank;
      int i = 0;
      while (left >= counts[i]) {
        left -= counts[i];
        i++;
      }
      return lowest + i;
    }

    /** Makes room for a bucket, and for as many again, as more are likely to follow. */
    private void reach(int bucket) {
      if (counts.length == 0) {
        lowest = bucket;
        counts = new long[1];
        return;
      }
      int first = bucket < lowest ? Math.max(0, bucket - counts.length) : lowest;
      int end = Math.max(lowest + counts.length, bucket + 1);
      if (bucket >= lowest + counts.length) {
        end = bucket + 1 + counts.length;
      }
      long[] wider = new long[end - first];
      System.arraycopy(counts, 0, wider, lowest - first, counts.length);
      counts = wider;
      lowest = first;
    }

    void writeTo(DataOutputStream out) throws IOException {
      int filled = 0;
      for (long count : counts) {
        filled += count > 0 ? 1 : 0;
      }
      out.writeInt(filled);
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] > 0) {
          out.writeInt(lowest + i);
          out.writeLong(counts[i]);
        }
      }
    }

    void readFrom(DataInputStream in) throws IOException {
      for (int left = in.readInt(); left > 0; left--) {
        add(in.readInt(), in.readLong());
      }
    }
  }
}
