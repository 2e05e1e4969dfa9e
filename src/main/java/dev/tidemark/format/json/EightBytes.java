package dev.tidemark.format.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bytes that are looked at eight at a time, the first of them as the lowest byte of a long. */
public final class EightBytes {
  /** The eight bytes of an array from an index on. */
  public static final VarHandle IN_ARRAY =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The lowest bit of each byte: multiplied by a byte, that byte eight times. */
  public static final long LOWEST_BITS = 0x0101_0101_0101_0101L;

  /** The sign of each byte. */
  public static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;

  private EightBytes() {}
}
