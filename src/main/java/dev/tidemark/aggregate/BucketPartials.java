package dev.tidemark.aggregate;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.function.Consumer;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.util.VarInt;

/**
 * What some readings of a stream come to, of a bucket of groups; nothing if only the watermark has
 * moved.
 */
final class BucketPartials {
  private static final byte[] NONE = {};

  private final long watermark;

  /** By {@link BundleBucket#encode}. */
  private final byte[] encoded;

  private BucketPartials(long watermark, byte[] encoded) {
    this.watermark = watermark;
    this.encoded = encoded;
  }

  static BucketPartials of(long watermark, BundleBucket bucket) {
    return new BucketPartials(watermark, bucket.isEmpty() ? NONE : bucket.encode());
  }

  /**
   * The watermark of the step that merges them, ms since 1970: every reading that arrived before it
   * has reached the step; {@code StreamProgress.ENDED} once all have.
   */
  long watermark() {
    return watermark;
  }

  boolean isEmpty() {
    return encoded.length == 0;
  }

  /** Visits the partials, each decoded for the visitor alone. */
  void forEach(CombineSpec spec, Consumer<WindowPartial> visitor) {
    if (!isEmpty()) {
      BundleBucket bucket = BundleBucket.decode(encoded, spec);
      bucket.partials().forEach(visitor);
      Partials rest = Partials.of(spec);
      rest.add(bucket.uncombined(), new ArrayList<>());
      rest.forEach(visitor);
    }
  }

  /** Encodes the watermark and the bytes. */
  static final class PartialsCoder extends AtomicCoder<BucketPartials> {
    private static final PartialsCoder INSTANCE = new PartialsCoder();

    static PartialsCoder of() {
      return INSTANCE;
    }

    @Override
    public void encode(BucketPartials partials, OutputStream stream) throws IOException {
      DataOutputStream out = new DataOutputStream(stream);
      out.writeLong(partials.watermark);
      VarInt.encode(partials.encoded.length, out);
      out.write(partials.encoded);
      out.flush();
    }

    @Override
    public BucketPartials decode(InputStream stream) throws IOException {
      DataInputStream in = new DataInputStream(stream);
      long watermark = in.readLong();
      byte[] encoded = new byte[VarInt.decodeInt(in)];
      in.readFully(encoded);
      return new BucketPartials(watermark, encoded);
    }
  }
}
