package dev.tidemark.aggregate;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.coders.CustomCoder;

/** Encodes the accumulators of a list of aggregates, one after the other. */
final class PartialCoder extends CustomCoder<Partial> {
  private final List<AggregateColumn> aggregates;

  PartialCoder(List<AggregateColumn> aggregates) {
    this.aggregates = aggregates;
  }

  @Override
  public void encode(Partial partial, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    partial.writeTo(out);
    out.flush();
  }

  @Override
  public Partial decode(InputStream stream) throws IOException {
    return Partial.readFrom(new DataInputStream(stream), aggregates);
  }

  @Override
  public void verifyDeterministic() throws NonDeterministicException {
    throw new NonDeterministicException(this, "partials are values, never keys");
  }
}
