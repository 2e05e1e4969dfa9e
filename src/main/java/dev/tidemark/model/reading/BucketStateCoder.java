package dev.tidemark.model.reading;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.CustomCoder;

/** Encodes the state of a bucket. */
public final class BucketStateCoder<K, V> extends CustomCoder<BucketState<K, V>> {
  private final BucketState.Format<K, V> format;

  private BucketStateCoder(BucketState.Format<K, V> format) {
    this.format = format;
  }

  public static <K, V> BucketStateCoder<K, V> of(BucketState.Format<K, V> format) {
    return new BucketStateCoder<>(format);
  }

  @Override
  public void encode(BucketState<K, V> state, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    state.writeTo(out);
    out.flush();
  }

  @Override
  public BucketState<K, V> decode(InputStream stream) throws IOException {
    return BucketState.readFrom(new DataInputStream(stream), format);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BucketStateCoder<?, ?> that && format.equals(that.format);
  }

  @Override
  public int hashCode() {
    return format.hashCode();
  }
}
