package dev.tidemark.runner.spark;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.FilterInfo;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.io.CompressionCodec;

/**
 * The file in which Spark keeps the graph of a stream. It holds Java objects, and Spark reads them
 * without any limit: hash tables nested some thirty deep would keep it busy forever. So they are
 * read here first, under limits that no stream comes near.
 */
final class SparkGraph {
  private SparkGraph() {}

  /**
   * Reads a file as Spark is about to.
   *
   * @throws InvalidClassException if it exceeds a limit, or was written by another build
   * @throws ClassNotFoundException if it was written by another build
   */
  static void check(InputStream file) throws IOException, ClassNotFoundException {
    try (ObjectInputStream objects =
        new ObjectsOfStream(decompressed(new BufferedInputStream(file)))) {
      objects.setObjectInputFilter(new Limits());
      objects.readObject();
    }
  }

  /** By the codec that Spark is set to. */
  private static InputStream decompressed(InputStream file) {
    return CompressionCodec.createCodec(new SparkConf()).compressedInputStream(file);
  }

  /** With spark-submit, only the thread's own loader knows the classes of a stream. */
  private static final class ObjectsOfStream extends ObjectInputStream {
    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();

    ObjectsOfStream(InputStream in) throws IOException {
      super(in);
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass known)
        throws IOException, ClassNotFoundException {
      try {
        return Class.forName(known.getName(), false, loader);
      } catch (ClassNotFoundException e) {
        // No loader has the primitive types.
        return super.resolveClass(known);
      }
    }
  }

  /** A stream of twelve steps is 74 deep, with 6,000 objects and no hash table inside another. */
  static final class Limits implements ObjectInputFilter {
    private static final int MAX_DEPTH = 5_000;
    private static final long MAX_REFERENCES = 10_000_000;
    private static final long MAX_ARRAY = 1 << 24;
    private static final int MAX_NESTED_TABLES = 3;

    /** The depths of the hash tables that are being read, innermost first. */
    private final Deque<Long> tables = new ArrayDeque<>();

    @Override
    public Status checkInput(FilterInfo info) {
      while (!tables.isEmpty() && tables.peek() >= info.depth()) {
        tables.pop();
      }
      // What HashMap and HashSet check before they read their first element.
      if (info.serialClass() == Map.Entry[].class) {
        tables.push(info.depth());
      }
      boolean isWithin =
          info.depth() <= MAX_DEPTH
              && info.references() <= MAX_REFERENCES
              && info.arrayLength() <= MAX_ARRAY
              && tables.size() <= MAX_NESTED_TABLES;
      return isWithin ? Status.UNDECIDED : Status.REJECTED;
    }
  }
}
