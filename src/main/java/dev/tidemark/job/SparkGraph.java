package dev.tidemark.job;

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

/**
 * The file in which Spark keeps a stream. It holds Java objects, and Spark reads them without any
 * limit: hash tables nested some thirty deep would keep it busy for ever. So they are read here
 * first, under limits that no stream comes near.
 */
final class SparkGraph {
  private SparkGraph() {}

  /**
   * Reads a file as Spark is about to.
   *
   * @throws InvalidClassException if it is beyond a limit, or was written by another build
   * @throws ClassNotFoundException if it was written by another build
   */
  static void check(InputStream file) throws IOException, ClassNotFoundException {
    try (ObjectInputStream objects =
        new ObjectsOfStream(decompressed(new BufferedInputStream(file)))) {
      objects.setObjectInputFilter(new Limits());
      objects.readObject();
    }
  }

  /** By the codec that Spark is set to. It is asked by reflection, as in {@link SparkStream}. */
  private static InputStream decompressed(InputStream file) {
    try {
      Object settings = Class.forName("org.apache.spark.SparkConf").getConstructor().newInstance();
      Class<?> codecs = Class.forName("org.apache.spark.io.CompressionCodec$");
      Object codec =
          codecs
              .getMethod("createCodec", settings.getClass())
              .invoke(codecs.getField("MODULE$").get(null), settings);
      return (InputStream)
          Class.forName("org.apache.spark.io.CompressionCodec")
              .getMethod("compressedInputStream", InputStream.class)
              .invoke(codec, file);
    } catch (ReflectiveOperationException e) {
      throw SparkStream.anotherSpark(e);
    }
  }

  /** With spark-submit only the thread's own loader knows the classes of a stream. */
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
        // A primitive type is nobody's to load.
        return super.resolveClass(known);
      }
    }
  }

  /** A stream of twelve steps is 74 deep, has 6,000 objects, and no hash table inside another. */
  static final class Limits implements ObjectInputFilter {
    private static final int MAX_DEPTH = 5_000;
    private static final long MAX_REFERENCES = 10_000_000;
    private static final long MAX_ARRAY = 1 << 24;
    private static final int MAX_NESTED_TABLES = 3;

    /** The depths of the hash tables that are being read, the innermost first. */
    private final Deque<Long> tables = new ArrayDeque<>();

    @Override
    public Status checkInput(FilterInfo info) {
      while (!tables.isEmpty() && tables.peek() >= info.depth()) {
        tables.pop();
      }
      // What HashMap and HashSet ask for before they take their first element.
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
