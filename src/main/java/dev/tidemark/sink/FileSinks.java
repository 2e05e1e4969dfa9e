package dev.tidemark.sink;

import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.SideOutput;
import dev.tidemark.row.Emitted;
import dev.tidemark.time.ToGlobalWindow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/** Collects what the steps of a pipeline return, for a subclass to write. */
abstract class FileSinks implements Sinks {
  private final Map<String, PCollection<Emitted<String>>> rows = new LinkedHashMap<>();
  private final List<PCollection<SideOutput>> sideOutputs = new ArrayList<>();
  private boolean keepsTraceEvents;

  @Override
  public final void addRows(String sink, PCollection<Emitted<String>> rowsOfSink) {
    rows.put(sink, rowsOfSink.apply("RowsOf_" + sink, ToGlobalWindow.create()));
  }

  @Override
  public final void addSideOutput(String step, PCollection<SideOutput> sideOutput) {
    sideOutputs.add(sideOutput.apply("SideOutput_" + step, ToGlobalWindow.create()));
  }

  @Override
  public final void keepTraceEvents() {
    keepsTraceEvents = true;
  }

  @Override
  public final void write(String malformed, Optional<String> late, Optional<String> duplicate) {
    Map<DeadLetter.Kind, String> deadLetterSinks = new EnumMap<>(DeadLetter.Kind.class);
    deadLetterSinks.put(DeadLetter.Kind.MALFORMED, malformed);
    late.ifPresent(sink -> deadLetterSinks.put(DeadLetter.Kind.LATE, sink));
    duplicate.ifPresent(sink -> deadLetterSinks.put(DeadLetter.Kind.DUPLICATE, sink));
    PCollection<SideOutput> sideOutput =
        PCollectionList.of(sideOutputs).apply("SideOutput", Flatten.pCollections());
    write(rows, sideOutput, deadLetterSinks, keepsTraceEvents);
  }

  abstract void write(
      Map<String, PCollection<Emitted<String>>> rowsBySink,
      PCollection<SideOutput> sideOutput,
      Map<DeadLetter.Kind, String> deadLetterSinks,
      boolean withTraceEvents);
}
