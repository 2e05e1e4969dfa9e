package dev.tidemark.aggregate;

import dev.tidemark.row.Emitted;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.Row;

/**
 * Merges what the bundles of a bounded input have for a bucket of keys and windows, and emits a row
 * for each. Windows are merged by the rule by which {@link Partials} puts readings into them.
 */
final class MergeWindowsFn extends DoFn<KV<Integer, Iterable<byte[]>>, Emitted<Row>> {
  private final CombineSpec spec;
  private final ResultRows rows;

  MergeWindowsFn(CombineSpec spec) {
    this.spec = spec;
    this.rows = ResultRows.ofBatch(spec);
  }

  @ProcessElement
  public void merge(
      @Element KV<Integer, Iterable<byte[]>> bucket, OutputReceiver<Emitted<Row>> output) {
    Partials merged = Partials.of(spec);
    for (byte[] ofBundle : bucket.getValue()) {
      BundleBucket.decode(ofBundle, spec).addTo(merged);
    }
    merged.forEach(
        partial ->
            output.output(
                Emitted.now(rows.row(partial.key(), partial.window(), partial.partial()))));
  }
}
