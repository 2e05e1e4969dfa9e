package dev.tidemark.ordered;

import static dev.tidemark.testing.Values.creationTime;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.reading.ReadingColumnsCoder;
import dev.tidemark.schema.ActivitySchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerMap;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;

/**
 * Wraps a {@link ReleaseAtWatermarkFn}, which runs with this one's state and timers, so that a test
 * can see what it keeps: each look is a row of its own.
 */
final class PeekAtWatermark<S> extends DoFn<KV<Integer, ReadingBatch>, RowBatch> {
  private static final String PENDING = "pending";
  private static final String STATES = "states";
  private static final String SLICES = "slices";
  private static final String END = "end";

  @StateId(PENDING)
  private final StateSpec<ValueState<ReorderBuffer>> pendingSpec =
      StateSpecs.value(new ReorderBufferCoder(ActivitySchema.SCHEMA));

  @StateId(STATES)
  private final StateSpec<ValueState<KeyedStates<S>>> statesSpec;

  @TimerFamily(SLICES)
  @SuppressWarnings("UnusedVariable") // A runner reads it.
  private final TimerSpec slicesSpec = TimerSpecs.timerMap(TimeDomain.EVENT_TIME);

  @TimerId(END)
  private final TimerSpec endSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  private final ReleaseAtWatermarkFn<S, Row, RowBatch> step;

  PeekAtWatermark(MachineRunner<S, Row, RowBatch> runner) {
    this.step = new ReleaseAtWatermarkFn<>(runner);
    this.statesSpec = StateSpecs.value(runner.statesCoder());
  }

  @ProcessElement
  public void process(
      @Element KV<Integer, ReadingBatch> element,
      @Timestamp Instant stamp,
      @StateId(PENDING) ValueState<ReorderBuffer> buffer,
      @StateId(STATES) ValueState<KeyedStates<S>> states,
      @TimerFamily(SLICES) TimerMap slices,
      @TimerId(END) Timer end,
      OutputReceiver<RowBatch> output) {
    step.process(element, stamp, buffer, states, slices, end, output);
  }

  @OnTimerFamily(SLICES)
  public void release(
      @TimerId String slice,
      @StateId(PENDING) ValueState<ReorderBuffer> buffer,
      @StateId(STATES) ValueState<KeyedStates<S>> states,
      OutputReceiver<RowBatch> output)
      throws CoderException {
    step.release(slice, buffer, states, output);
    output.output(row("after slice " + slice + ": " + readings(buffer)));
  }

  @OnTimer(END)
  public void end(
      @StateId(PENDING) ValueState<ReorderBuffer> buffer,
      @StateId(STATES) ValueState<KeyedStates<S>> states,
      OutputReceiver<RowBatch> output)
      throws CoderException {
    output.output(row("before the end: " + readings(buffer)));
    step.end(buffer, states, output);
    boolean isLeft = buffer.read() != null || states.read() != null;
    output.output(row("after the end: " + (isLeft ? "state" : "no state")));
  }

  private static RowBatch row(String text) {
    return RowBatch.now(List.of(MachineTrace.row(text)), SideOutput.NOTHING);
  }

  /** The event times of the readings that wait. */
  private static List<Long> readings(ValueState<ReorderBuffer> buffer) throws CoderException {
    List<Long> millis = new ArrayList<>();
    ReorderBuffer buffered =
        Optional.ofNullable(buffer.read())
            .orElseGet(() -> ReorderBuffer.empty(ActivitySchema.SCHEMA));
    for (List<byte[]> slice : buffered.slices().values()) {
      for (byte[] batch : slice) {
        CoderUtils.decodeFromByteArray(ReadingColumnsCoder.of(ActivitySchema.SCHEMA), batch)
            .forEach(reading -> millis.add(creationTime(reading) / 1_000_000));
      }
    }
    return millis;
  }
}
