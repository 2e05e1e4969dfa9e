package dev.tidemark.bench.contenders;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tidemark.bench.Question;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;

/** Beam as its own users write it: one element a reading. */
public final class PlainBeamContender {
  private PlainBeamContender() {}

  /**
   * Answers the one question that it knows, the counts.
   *
   * @param args the question, the directory of the readings, the directory for rows, and options of
   *     the runner
   */
  public static void main(String[] args) {
    if (Question.valueOf(args[0]) != Question.TUMBLING) {
      throw new IllegalArgumentException("counts only: " + args[0]);
    }
    String[] options = Arrays.copyOfRange(args, 3, args.length);
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs(options).create());
    pipeline
        .apply(TextIO.read().from(args[1] + "/*.json"))
        .apply(ParDo.of(new ReadUserFn()))
        .apply(Window.into(FixedWindows.of(Duration.standardMinutes(10))))
        .apply(Count.perElement())
        .apply(ParDo.of(new FormatFn()))
        .apply(TextIO.write().to(args[2] + "/rows").withSuffix(".json").withoutSharding());
    pipeline.run().waitUntilFinish();
  }

  private static final class ReadUserFn extends DoFn<String, String> {
    private static final long serialVersionUID = 1L;
    private static final JsonFactory JSON = new JsonFactory();

    @ProcessElement
    public void read(@Element String line, OutputReceiver<String> users) throws IOException {
      String user = null;
      long time = 0;
      try (JsonParser reading = JSON.createParser(line)) {
        reading.nextToken();
        for (String name = reading.nextFieldName(); name != null; name = reading.nextFieldName()) {
          JsonToken value = reading.nextToken();
          switch (name) {
            case "User" -> user = reading.getText();
            case "Creation_Time" -> time = reading.getLongValue();
            case "x", "y", "z" -> {
              if (value != JsonToken.VALUE_NULL) {
                reading.getDoubleValue();
              }
            }
            default -> {}
          }
        }
      }
      users.outputWithTimestamp(user, Instant.ofEpochMilli(Math.floorDiv(time, 1_000_000L)));
    }
  }

  private static final class FormatFn extends DoFn<KV<String, Long>, String> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void format(
        @Element KV<String, Long> count, BoundedWindow window, OutputReceiver<String> rows) {
      rows.output(
          String.format(
              Locale.ROOT,
              "{\"User\":\"%s\",\"window_start\":\"%tFT%<tT.%<tLZ\",\"count\":%d}",
              count.getKey(),
              ((IntervalWindow) window).start().getMillis(),
              count.getValue()));
    }
  }
}
