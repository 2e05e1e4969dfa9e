package dev.tidemark.sink;

import dev.tidemark.row.Emitted;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VoidCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.Impulse;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * Writes the rows of bounded input: each bundle writes files of its own with {@link WriteBundleFn},
 * and once all bundles are done, {@link FinishFilesFn} makes the parts of the sinks of those files.
 * A file of a bundle that failed or ran again is not among them.
 */
final class BatchSinks extends FileSinks {
  private static final KvCoder<Void, KV<String, String>> BUNDLES =
      KvCoder.of(VoidCoder.of(), KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of()));

  private final String directory;
  private final int shards;

  BatchSinks(String directory, int shards) {
    this.directory = directory;
    this.shards = shards;
  }

  @Override
  void write(
      PCollection<KV<String, Emitted<byte[]>>> rowsBySink,
      Map<String, SinkFiles> files,
      Set<String> results) {
    // Dead letters may be as many as the input, so each bundle keeps its own files of them.
    Set<String> dealt = shards == 0 ? Set.of() : results;
    PCollection<KV<Void, KV<String, String>>> bundles =
        rowsBySink
            .apply("WriteBundles", ParDo.of(new WriteBundleFn(directory, files, results, dealt)))
            .setCoder(BUNDLES);
    PCollection<KV<Void, KV<String, String>>> none =
        rowsBySink
            .getPipeline()
            .apply("BeginSinks", Impulse.create())
            .apply("NoBundle", ParDo.of(new NoBundleFn()))
            .setCoder(BUNDLES);
    PCollectionList.of(bundles)
        .and(none)
        .apply("WrittenBundles", Flatten.pCollections())
        .apply("GatherBundles", GroupByKey.create())
        .apply("FinishFiles", ParDo.of(new FinishFilesFn(directory, files, dealt, shards)));
  }

  /** Stands for no counts, so that files are finished also where there was not one row. */
  private static final class NoBundleFn extends DoFn<byte[], KV<Void, KV<String, String>>> {
    @ProcessElement
    public void begin(OutputReceiver<KV<Void, KV<String, String>>> output) {
      output.output(WriteBundleFn.done(RECORD_COUNTS, "{}"));
    }
  }
}
